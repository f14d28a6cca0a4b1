/** `for` with a file or a query in the shell: read when a statement is queued. */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import { newHome } from '../helpers/home.ts'
import { refusedWith, type Script, untilBroken } from './scripted-connections.ts'
import { openShellBench, type ShellBench } from './shell-bench.ts'

let isOpen = Promise.withResolvers<void>()
let schemas = ['A', 'B']

const script: Script = async (statement, broken) => {
  if (/from gated/.test(statement)) await isOpen.promise
  if (/from nobody/.test(statement)) return { columns: ['X'], rows: [] }
  if (/from nowhere/.test(statement)) throw refusedWith('ORA-00942: table or view does not exist')
  if (/from endless/.test(statement)) return untilBroken(broken)
  if (/from (gated|all_users)/.test(statement)) return { columns: ['U'], rows: schemas.map((each) => [each]) }
  return { columns: ['NAME'], rows: [['KING']] }
}

const open: ShellBench[] = []

function openBench(): ShellBench {
  const bench = openShellBench(script)
  open.push(bench)
  return bench
}

afterEach(async () => {
  isOpen.resolve()
  isOpen = Promise.withResolvers()
  schemas = ['A', 'B']
  for (const { engine, shell } of open.splice(0)) {
    shell.store.close()
    await engine.close()
  }
})

test('a query for parameters is asked anew whenever a statement is queued, as a job that stands in the list', async () => {
  const { enter, shows, shell } = openBench()
  enter('for schema=(select username from all_users)@scott')
  await shows(/read when it is queued, of schema asked of scott/)
  expect(shell.store.state.jobs.size).toBe(0)
  enter('select 1 from &schema..emp;')
  await shows(/2\.1 +schema=A[\s\S]*2\.2 +schema=B/)
  expect(shell.store.state.jobs.get(1)?.plan).toMatchObject({ target: 'scott', results: 'hold' })
  schemas = ['C']
  enter('select 2 from &schema..emp;')
  await shows(/4\.1 +schema=C/)
})

test('a file is read anew whenever a statement is queued, and its columns vary together', async () => {
  const { enter, shows, shell } = openBench()
  const path = join(newHome(), 'rows.csv')
  await writeFile(path, 'schema,n\nA,1\nB,2\n')
  enter(`for @${path}`)
  enter('select :n from &schema..emp;')
  await shows(/1\.2 +schema=B n=2/)
  expect(shell.store.state.jobs.get(1)?.tasks).toHaveLength(2)
  await writeFile(path, 'schema,n\nA,1,\n')
  enter('select :n from &schema..emp;')
  await vi.waitFor(() =>
    expect(shell.store.view().notice?.text).toContain('line 2, column 5: the header has 2 names'),
  )
  expect(shell.store.state.jobs.size).toBe(1)
})

test('a statement does not overtake one that was typed before it and still waits for its parameters', async () => {
  const { enter, shows, shell } = openBench()
  enter('for schema=(select username from gated)@scott')
  enter('select 1 from &schema..emp;')
  await shows(/job 1 +select username from gated/)
  enter('for')
  enter('select 2 from dual;')
  expect(shell.store.state.jobs.size).toBe(1)
  isOpen.resolve()
  await vi.waitFor(() => expect(shell.store.state.jobs.size).toBe(3))
  expect([...shell.store.state.jobs.values()].map(({ plan }) => plan.statement)).toEqual([
    'select username from gated',
    'select 1 from &schema..emp',
    'select 2 from dual',
  ])
})

test.each([
  ['nobody', /the query for schema in scott gives no row: nothing would run/],
  ['nowhere', /the query for schema in scott: ORA-00942/],
])('a statement whose query is no good is not queued: from %s', async (table, words) => {
  const { enter, shows, shell } = openBench()
  enter(`for schema=(select username from ${table})@scott`)
  enter('select 1 from &schema..emp;')
  await shows(words)
  expect(shell.store.state.jobs.size).toBe(1)
})

test('a statement whose query is cancelled is not queued', async () => {
  const { enter, shows, shell, engine } = openBench()
  enter('for schema=(select username from endless)@scott')
  enter('select 1 from &schema..emp;')
  await shows(/1\.1 .*running/)
  await engine.send({ type: 'cancel all', reason: 'enough' })
  await shows(/the query for schema in scott: ORA-01013: user requested cancel/)
  expect(shell.store.state.jobs.size).toBe(1)
})
