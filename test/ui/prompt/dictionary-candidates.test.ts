import { afterAll, beforeAll, expect, test } from 'vitest'
import { placeAt } from '../../../src/language/cursor-place.ts'
import { dictionaryCandidates } from '../../../src/ui/prompt/dictionary-candidates.ts'
import { fitting } from '../../../src/ui/prompt/popup.ts'
import { type EngineBench, startEngineBench } from '../../helpers/engine-bench.ts'

let bench: EngineBench

beforeAll(async () => {
  bench = await startEngineBench()
  await bench.addSessions('scott', 's')
  for (const statement of [
    'create table "Mixed" ("A b" number, emp_count number not null)',
    'create view emp_names as select ename from emp',
    'create sequence emp_seq',
    'create public synonym employees for a.emp',
    `create package pk as
       procedure put(n number, t in out varchar2, at_once boolean default true);
       procedure put(d date); function read return date; end;`,
  ]) {
    const user = statement.includes('public') ? { sessions: ['s'] } : { sessions: ['s'] }
    await bench.ends(await bench.submit(statement, user))
  }
})

afterAll(() => bench.stop())

/** What is offered at the `|`, with its hints. */
async function offered(marked: string, anyObject = false): Promise<string[]> {
  const cursor = marked.indexOf('|')
  const place = placeAt(marked.replace('|', ''), cursor)
  const reader = { login: { user: 'scott', connectString: 'practice' } }
  const all = await dictionaryCandidates(place, bench.engine.dictionary, reader, anyObject)
  return fitting(all, place.typed).map(({ text, hint }) => `${text}: ${hint}`)
}

test('behind from stand tables and views of the schema, not its sequences or packages', async () => {
  expect(await offered('select * from em|')).toEqual(
    expect.arrayContaining(['emp: table', 'emp_names: view']),
  )
  expect((await offered('select * from |')).join()).not.toMatch(/emp_seq|pk:/)
  expect(await offered('select * from m|')).toContain('"Mixed": table')
})

test('schemas are offered with their dot, and behind it what they hold', async () => {
  expect(await offered('select * from scot|')).toContain('scott.: schema')
  expect(await offered('select * from a.d|')).toContain('dept: table')
})

test('behind an alias stand the columns of its table, with their types', async () => {
  expect(await offered('select e.sa| from emp e, dept d')).toEqual(['sal: number(7,2)'])
  expect(await offered('select m.| from "Mixed" m')).toEqual(['"A b": number', 'emp_count: number not null'])
  expect(await offered('select DNA| from dept')).toEqual(['DNAME: varchar2(14)'])
})

test('columns of several tables are offered once each', async () => {
  const found = await offered('select deptn| from emp, dept')
  expect(found).toEqual(['deptno: number(2)'])
})

test('a package offers what it holds, and a call its parameters', async () => {
  expect(await offered('begin p|')).toEqual(expect.arrayContaining(['pk: package']))
  expect(await offered('begin pk.|')).toEqual(['put: (n, t, at_once)', 'read: () date'])
  expect(await offered('begin pk.put(|')).toEqual([
    'n => : in number',
    't => : in out varchar2',
    'at_once => : in pl/sql boolean, optional',
    'd => : in date',
  ])
})

test('for desc anything is offered, and behind a dot what a package or a schema holds', async () => {
  expect(await offered('from emp_|', true)).toEqual(['emp_names: view', 'emp_seq: sequence'])
  expect(await offered('from pk.|', true)).toEqual(['put: (n, t, at_once)', 'read: () date'])
  expect(await offered('from a.|', true)).toEqual(expect.arrayContaining(['emp: table', 'task: procedure']))
})

test('what nobody knows has no columns', async () => {
  expect(await offered('select x.| from nowhere x')).toEqual([])
})
