/** Parameters from files, from stdin and from queries, through the real program. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type BenchServer, startBenchServer } from '../bench/server.ts'
import { newHome } from '../helpers/home.ts'
import { runToEnd } from './program-process.ts'

const show = 'select :code || :zip as x from dual'

/** A file in a home of its own. */
function fileWith(text: string): string {
  const path = join(newHome(), 'rows.csv')
  writeFileSync(path, text)
  return path
}

/** Runs on the practice database and gives the rows of csv, without their header. */
async function rowsOf(argv: readonly string[], input?: string) {
  const finished = await runToEnd(['run', ...argv, '--practice', '--format', 'csv'], {
    ...(input !== undefined && { input }),
  })
  expect(finished.stderr).not.toContain('multisession:')
  expect(finished.exitCode).toBe(0)
  return finished.stdout.trimEnd().split('\n').slice(1)
}

const refusalOf = async (...argv: readonly string[]) => {
  const { stderr, exitCode } = await runToEnd(['run', ...argv, '--practice'])
  expect(exitCode).toBe(255)
  return stderr
}

describe('--for', () => {
  test.concurrent('a file: one task for each of its rows, all columns as parameters', async () => {
    const path = fileWith('\ufeffcode,zip\r\nA,1\r\n"B, ""b""",2\r\n')
    expect(await rowsOf([show, '--on', 'scott', '--for', `@${path}`])).toEqual([
      'scott,1.1,A1',
      'scott,1.2,"B, ""b""2"',
    ])
  })

  test.concurrent('stdin, some columns of it, times values', async () => {
    const argv = ['select :code || :n as x from dual', '--on', 'scott', '--for', 'code=@-', '--for', 'n=7,8']
    expect(await rowsOf(argv, 'code,zip\nA,1\nB,2\n')).toEqual([
      'scott,1.1,A7',
      'scott,1.2,A8',
      'scott,1.3,B7',
      'scott,1.4,B8',
    ])
  })

  test.concurrent('a query in a session: its rows are asked before the job, which alone stands in the journal', async () => {
    const home = newHome()
    const env = { MULTISESSION_HOME: home }
    const query = "schema=(select username from all_users where username in ('A', 'C') order by 1)@scott"
    const argv = ['select :schema as x from dual', '--on', 'b', '--practice', '--for', query]
    const { stdout, stderr, exitCode } = await runToEnd(['run', ...argv, '--format', 'csv'], { env })
    expect(exitCode).toBe(0)
    expect(stderr).toMatch(/^asked scott for schema: 2 rows\n1\.1 b A started\n/)
    expect(stdout).toBe('SESSION,TASK,X\nb,1.1,A\nb,1.2,C\n')
    const jobs = await runToEnd(['jobs', '--practice', '--format', 'json'], { env })
    expect(JSON.parse(jobs.stdout)).toMatchObject([{ number: 1 }])
  })

  test.concurrent('numbers are exact, dates as they are shown, and null is the empty text', async () => {
    const query =
      "code,zip=(select 12345678901234567890.125, date '2024-02-29' from dual union all select null, null from dual)@a"
    expect(await rowsOf([show, '--on', 'scott', '--for', query])).toEqual([
      'scott,1.1,12345678901234567890.1252024-02-29 00:00:00',
      'scott,1.2,',
    ])
  })

  test.concurrent('a dry run asks the query and nothing else, and leaves no job behind', async () => {
    const env = { MULTISESSION_HOME: newHome() }
    const argv = ['--dry-run', '--on', 'b', '--practice', '--for', 'n=(select deptno from dept order by 1)@a']
    const { stdout, stderr } = await runToEnd(['run', 'begin work(:n); end;', ...argv], { env })
    expect(stderr).toBe('asked a for n: 4 rows\n')
    expect(stdout).toMatch(/4 tasks in 1 session/)
    const jobs = await runToEnd(['jobs', '--practice', '--format', 'json'], { env })
    expect(JSON.parse(jobs.stdout)).toEqual([])
  })

  test.concurrent.each([
    ['a file that is not there', ['--for', '@/nowhere/rows.csv'], /cannot read \/nowhere\/rows\.csv: ENOENT/],
    ['a query of no row', ['--for', 'code,zip=(select 1, 2 from dual where 1 = 0)@a'], /gives no row/],
    ['a query that fails', ['--for', 'code,zip=(select 1, 2 from nowhere)@a'], /code, zip in a: ORA-00942/],
    ['too few names', ['--for', 'code=(select 1, 2 from dual)@a'], /gives 2 columns for 1 name/],
    [
      'a session nobody knows',
      ['--for', 'code=(select 1 from dual)@nobody'],
      /session or group, got "nobody"/,
    ],
    ['what is no query', ['--for', 'code=(delete from emp)@a'], /only a plain query may stand in \( \)@/],
    ['stdin read twice', ['--for', 'code=@-', '--for', 'zip=@-'], /stdin \(-\) can be read once/],
  ])('%s is refused before anything runs', async (_, argv, words) => {
    const stderr = await refusalOf(show, '--on', 'scott', ...argv)
    expect(stderr).toMatch(words)
    expect(stderr).not.toContain('started')
  })

  test.concurrent('a file that is not well-formed is refused with its line and column', async () => {
    const path = fileWith('code,zip\nA,1\nB\n')
    expect(await refusalOf(show, '--on', 'scott', '--for', `@${path}`)).toMatch(
      /rows\.csv, line 3, column 2: the header has 2 names, the row has 1 value$/m,
    )
  })
})

describe("on a server of one's own", () => {
  let server: BenchServer
  beforeAll(async () => {
    server = await startBenchServer()
  })
  afterAll(() => server.stop())

  const connected = (name: string, user = 'scott') => ['--connect', `${name}=${user}@${server.connectString}`]
  const run = (home: string, argv: readonly string[], env: Record<string, string> = {}) =>
    runToEnd(argv, { env: { MULTISESSION_HOME: home, MULTISESSION_PASSWORD_X: 'tiger', ...env } })

  test.concurrent('one password for all serves the query too where they share a login, and only there', async () => {
    const argv = [
      'run',
      'select :n from dual',
      '--for',
      'n=(select 1 from dual)@q',
      '--on',
      'x',
      ...connected('x'),
    ]
    const all = { MULTISESSION_PASSWORD_X: '', MULTISESSION_PASSWORD: 'tiger' }
    expect((await run(newHome(), [...argv, ...connected('q')], all)).exitCode).toBe(0)
    const other = await run(newHome(), [...argv, ...connected('q', 'a')], all)
    expect(other.exitCode).toBe(255)
    expect(other.stderr).toMatch(/no password for A@.*set MULTISESSION_PASSWORD_Q/)
  })

  test.concurrent('resume goes on with the rows of then, and refuses a file whose rows are others', async () => {
    const home = newHome()
    const path = fileWith('n,m\n1,a\n0,b\n3,c\n')
    const given = ['--for', `@${path}`]
    const first = await run(home, [
      'run',
      'select 1 / :n, :m from dual',
      '--on',
      'x',
      ...connected('x'),
      ...given,
    ])
    expect(first.exitCode).toBe(1)
    writeFileSync(path, 'n,m\n1,a\n5,b\n3,c\n')
    const refused = await run(home, ['retry', '1', ...given])
    expect(refused.exitCode).toBe(255)
    expect(refused.stderr).toContain('in row 2: it was n=0 m=b, now it is n=5 m=b')
    const retried = await run(home, ['retry', '1', '--as-it-was'])
    expect(retried.stderr).toMatch(/1 task to run, 2 done[\s\S]*n=0 m=b/)
  })

  test.concurrent('a query given again at retry is asked again, and refused where its rows are others', async () => {
    const home = newHome()
    const make = ['create table asked (n number)', 'insert into asked values (0)']
    for (const statement of make)
      await run(home, ['run', statement, '--commit', '--on', 'x', ...connected('x')])
    const given = ['--for', 'n=(select n from asked order by n)@x']
    const first = await run(home, [
      'run',
      'select 1 / :n from dual',
      '--on',
      'x',
      ...connected('x'),
      ...given,
    ])
    expect(first.stderr).toContain('asked x for n: 1 row')
    const job = ['retry', '3', '--as-it-was', ...given]
    expect((await run(home, job)).stderr).toMatch(/asked x for n: 1 row\njob 3: 1 task to run/)
    await run(home, ['run', 'insert into asked values (1)', '--commit', '--on', 'x', ...connected('x')])
    const refused = await run(home, job)
    expect(refused.exitCode).toBe(255)
    expect(refused.stderr).toContain('in row 2: it was not there, now it is n=1')
  })
})
