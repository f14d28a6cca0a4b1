import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { DictionaryReader } from '../../src/engine/door.ts'
import { openConnection } from '../../src/oracle/connection.ts'
import { type EngineBench, startEngineBench } from '../helpers/engine-bench.ts'

const reader = (user: string, schema?: string): DictionaryReader => ({
  login: { user, connectString: 'practice' },
  ...(schema !== undefined && { schema }),
})

describe('the dictionary', () => {
  let bench: EngineBench
  let opened = 0
  const asked: string[] = []

  beforeAll(async () => {
    bench = await startEngineBench({
      async open(request) {
        opened++
        const connection = await openConnection(request)
        return {
          ...connection,
          ask(sql, binds) {
            asked.push(sql)
            return connection.ask(sql, binds)
          },
        }
      },
    })
    await bench.addSessions('scott', 's')
    for (const statement of [
      'create table "Mixed Case" (id number(9) not null, "Name" varchar2(10 char), plain varchar2(5 byte), n number, m number(5,2), i integer, d date)',
      'create synonym other for a.emp',
      'create synonym farther for other',
      'create synonym lost for nowhere',
      `create package pk as
         procedure put(n number); procedure put(t in out varchar2, n number default 1);
         function read return date; end;`,
      'create procedure alone(x date, y out number) as begin null; end;',
      'create sequence counting',
    ])
      expect(await bench.ends(await bench.submit(statement, { sessions: ['s'] }))).toEqual([
        'succeeded, committed',
      ])
  })

  afterAll(() => bench.stop())

  const find = (...names: string[]) => bench.engine.dictionary.find(reader('scott'), names)

  test('tells the objects of a schema by prefix, in the order of their names', async () => {
    const { objects, isCut } = await bench.engine.dictionary.objects(reader('scott'), 'SCOTT', 'D')
    expect(objects).toEqual([{ owner: 'SCOTT', name: 'DEPT', type: 'TABLE' }])
    expect(isCut).toBe(false)
    const all = await bench.engine.dictionary.objects(reader('scott'), 'SCOTT', '')
    expect(all.objects.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['ALONE', 'COUNTING', 'EMP', 'Mixed Case', 'PK']),
    )
  })

  test('a prefix is text, and no pattern', async () => {
    expect((await bench.engine.dictionary.objects(reader('scott'), 'SCOTT', '%')).objects).toEqual([])
    expect((await bench.engine.dictionary.objects(reader('scott'), 'SCOTT', "D'!_")).objects).toEqual([])
  })

  test('tells who there is', async () => {
    expect(await bench.engine.dictionary.schemas(reader('scott'), 'SCO')).toEqual(['SCOTT'])
  })

  test('tells the columns of a table with types and what may be null, as DESCRIBE does', async () => {
    expect(await find('Mixed Case')).toEqual({
      ...{ owner: 'SCOTT', name: 'Mixed Case', type: 'TABLE', holds: 'columns' },
      columns: [
        { name: 'ID', type: 'NUMBER(9)', isNullable: false },
        { name: 'Name', type: 'VARCHAR2(10 CHAR)', isNullable: true },
        { name: 'PLAIN', type: 'VARCHAR2(5)', isNullable: true },
        { name: 'N', type: 'NUMBER', isNullable: true },
        { name: 'M', type: 'NUMBER(5,2)', isNullable: true },
        { name: 'I', type: 'NUMBER(38)', isNullable: true },
        { name: 'D', type: 'DATE', isNullable: true },
      ],
    })
  })

  test('follows synonyms to what they mean, and says nothing of those that mean nothing', async () => {
    expect(await find('FARTHER')).toMatchObject({ owner: 'A', name: 'EMP', holds: 'columns' })
    expect(await find('LOST')).toBeUndefined()
    expect(await find('NOWHERE', 'AT', 'ALL')).toBeUndefined()
  })

  test('tells a package with each overload, one of its procedures, and a procedure of its own', async () => {
    const put = [
      { name: 'PUT', parameters: [{ name: 'N', type: 'NUMBER', direction: 'in', hasDefault: false }] },
      {
        name: 'PUT',
        parameters: [
          { name: 'T', type: 'VARCHAR2', direction: 'in out', hasDefault: false },
          { name: 'N', type: 'NUMBER', direction: 'in', hasDefault: true },
        ],
      },
    ]
    const read = { name: 'READ', returns: 'DATE', parameters: [] }
    expect(await find('PK')).toMatchObject({ holds: 'routines', routines: [...put, read] })
    expect(await find('PK', 'PUT')).toMatchObject({ type: 'PACKAGE', routines: put })
    expect(await find('SCOTT', 'PK', 'READ')).toMatchObject({ routines: [read] })
    expect(await find('ALONE')).toMatchObject({
      type: 'PROCEDURE',
      routines: [
        {
          name: 'ALONE',
          parameters: [
            { name: 'X', direction: 'in' },
            { name: 'Y', direction: 'out' },
          ],
        },
      ],
    })
    expect(await find('COUNTING')).toMatchObject({ type: 'SEQUENCE', holds: 'nothing' })
  })

  test('reads unqualified names in the schema of the session', async () => {
    expect(await bench.engine.dictionary.find(reader('scott', 'b'), ['EMP'])).toMatchObject({ owner: 'B' })
    expect(bench.engine.dictionary.schemaOf(reader('proxy[hr]'))).toBe('HR')
    expect(bench.engine.dictionary.schemaOf(reader('scott', '"Mixed"'))).toBe('Mixed')
  })

  test('asks once, in one second session of the login, and anew after DDL of ours or when it is told to', async () => {
    await find('DEPT')
    const [questions, sessions] = [asked.length, opened]
    await Promise.all([find('DEPT'), find('DEPT')])
    expect(asked).toHaveLength(questions)
    await bench.ends(await bench.submit('alter table dept add (born date)', { sessions: ['s'] }))
    expect(await find('DEPT')).toMatchObject({
      columns: expect.arrayContaining([{ name: 'BORN', type: 'DATE', isNullable: true }]),
    })
    const after = asked.length
    bench.engine.dictionary.forget()
    await find('DEPT')
    expect(asked.length).toBeGreaterThan(after)
    expect(opened).toBe(sessions)
  })

  test('answers while every session of the login is busy', async () => {
    const job = await bench.submit('begin dbms_session.sleep(60); end;', { sessions: ['s'] })
    await bench.running(`${job}.1`)
    bench.engine.dictionary.forget()
    expect(await find('EMP')).toMatchObject({ owner: 'SCOTT', name: 'EMP' })
    await bench.send({ type: 'cancel all', reason: 'seen' })
    await bench.ends(job)
  })
})

test('a login that cannot read it is told why, and not tried again at every key', async () => {
  let tries = 0
  const bench = await startEngineBench({
    password: 'wrong',
    open(request) {
      tries++
      return openConnection(request)
    },
  })
  const find = () => bench.engine.dictionary.find(reader('scott'), ['EMP'])
  await expect(find()).rejects.toMatchObject({ failure: { code: 'wrong password' } })
  await expect(find()).rejects.toMatchObject({ failure: { code: 'wrong password' } })
  expect(tries).toBe(1)
  await bench.stop()
})
