/** The journal as a user meets it: programs that die, that meet a full disk, and that go on with what another began. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import oracledb from 'oracledb'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { type BenchServer, startBenchServer } from '../bench/server.ts'
import { newHome } from '../helpers/home.ts'
import { killAndResume } from '../torture/kill-and-resume.ts'
import { randomFrom } from '../torture/random.ts'
import { program } from './built-program.ts'
import { runToEnd, startProgram } from './program-process.ts'

let server: BenchServer
beforeAll(async () => {
  server = await startBenchServer()
})
afterAll(() => server.stop())

/** The program on jobs of a session x in that server. */
const on = (home: string, ...argv: readonly string[]) =>
  runToEnd(argv, {
    env: { MULTISESSION_HOME: home, MULTISESSION_PASSWORD: 'tiger', MULTISESSION_PASSWORD_X: 'tiger' },
  })

const atX = (): readonly string[] => ['--connect', `x=scott@${server.connectString}`, '--on', 'x']

describe('a program that is killed at any moment of a job', () => {
  test('has told nothing that is not so, and after resume every task took effect once (4 of the 200 of npm run torture)', async () => {
    const random = randomFrom(20)
    for (const number of [1, 2, 3, 4]) {
      const report = await killAndResume({
        ...{ connectString: server.connectString, number, tasks: 300, commits: number % 2 === 0 },
        killAfter: Math.floor(random() * 700),
      })
      expect(report.lies).toEqual([])
    }
  }, 120_000)
})

describe('a disk that is full', () => {
  test('stops the run with a clear word, and the next program knows what is not known', async () => {
    const home = newHome()
    await on(home, 'run', 'select 1 from dual', ...atX())
    const values = Array.from({ length: 300 }, (_, index) => index).join(',')
    // The shell's limit on the size of a file, in blocks of 1 kB, stands in for the disk.
    const argv = ['run', `select :n, rpad('x', 3000) from dual`, '--for', `n=${values}`, ...atX()]
    const child = spawn(
      'bash',
      ['-c', `trap '' XFSZ; ulimit -f 300; exec "$0" "$@"`, process.execPath, program, ...argv],
      {
        env: { ...process.env, MULTISESSION_HOME: home, MULTISESSION_PASSWORD_X: 'tiger' },
        stdio: ['ignore', 'ignore', 'pipe'],
      },
    )
    let stderr = ''
    child.stderr.on('data', (chunk) => {
      stderr += chunk
    })
    const [code] = await once(child, 'close')
    expect(code).toBe(255)
    expect(stderr).toMatch(
      /saved\.journal: (database or disk is full|disk I\/O error).*nothing more is started/s,
    )
    const { stdout } = await on(home, 'jobs', '--format', 'json')
    const [job] = JSON.parse(stdout) as { number: number; ended: Record<string, number>; running: number }[]
    expect(job).toMatchObject({ number: 2, running: 0 })
    expect(job?.ended['succeeded']).toBeLessThan(300)
  }, 60_000)
})

describe('a call that goes on after its program was killed', () => {
  test('is listed by resume, with what its session does on the server, and is not run again', async () => {
    const home = newHome()
    const argv = ['run', 'begin practice.ignore_break(3); end;', ...atX()]
    const killed = startProgram(argv, { env: { MULTISESSION_HOME: home, MULTISESSION_PASSWORD_X: 'tiger' } })
    await vi.waitFor(() => expect(killed.stderr()).toContain('1.1 x started'))
    await untilItRuns()
    killed.child.kill('SIGKILL')
    await killed.finished
    const resumed = await on(home, 'resume', '1')
    expect(resumed.stderr).toContain('job 1: nothing to run, 1 unknown')
    expect(resumed.stderr).toMatch(
      /1\.1 x: unknown, in doubt, may still run on the server as session '\d+,\d+,@1'; its session is still on the server: active for \ds/,
    )
    expect(resumed.exitCode).toBe(1)
    const miscounted = await on(home, 'retry', '1', '--unknown', '2')
    expect(miscounted.exitCode).toBe(255)
    expect(miscounted.stderr).toContain('--unknown 2 is not the number of tasks of job 1')
    const again = await on(home, 'retry', '1', '--unknown', '1')
    expect(again.stderr).toMatch(/2\.1 x succeeded/)
    expect(again.exitCode).toBe(0)
    expect((await on(home, 'resume', '1')).stderr).toContain('job 1: nothing to run, 1 done')
  }, 60_000)

  test('is looked for until it is gone from the server', async () => {
    const home = newHome()
    const argv = ['run', 'begin practice.ignore_break(2); end;', ...atX()]
    const killed = startProgram(argv, { env: { MULTISESSION_HOME: home, MULTISESSION_PASSWORD_X: 'tiger' } })
    await vi.waitFor(() => expect(killed.stderr()).toContain('1.1 x started'))
    await untilItRuns()
    killed.child.kill('SIGKILL')
    await killed.finished
    await vi.waitFor(async () => {
      expect((await on(home, 'resume', '1')).stderr).toContain('its session is gone from the server')
    })
  }, 60_000)
})

/** The program says that a task starts before it sends it. */
async function untilItRuns(): Promise<void> {
  const { connectString } = server
  const observer = await oracledb.getConnection({ user: 'scott', password: 'tiger', connectString })
  await vi.waitFor(async () => {
    const { rows } = await observer.execute(
      `select 1 from v$session where module = 'multisession' and status = 'ACTIVE'`,
    )
    expect(rows).toHaveLength(1)
  })
  await observer.close()
}

describe('jobs of earlier programs', () => {
  test('are listed and shown with their answers', async () => {
    const home = newHome()
    await on(home, 'run', 'select :n as n from dual', '--for', 'n=10,20', ...atX())
    expect((await on(home, 'jobs')).stdout).toMatch(
      /1 {2}\d{4}-.* x +2 succeeded +ended +select :n as n from dual/,
    )
    const { stdout } = await on(home, 'show', '1')
    expect(stdout).toContain('2 tasks in')
    expect(stdout).toMatch(/x 10: 1 row\nN\n-+\n10/)
    expect((await on(home, 'show', '1.2')).stdout).toMatch(/task 1\.2 of job 1: succeeded, on x/)
    expect(readdirSync(join(home, 'state'))).toContain('saved.journal')
  })

  test('that failed are tried again, and only what failed', async () => {
    const home = newHome()
    const run = await on(home, 'run', 'select 10/:n from dual', '--for', 'n=1,0,2', ...atX())
    expect(run.exitCode).toBe(1)
    const again = await on(home, 'retry', '1')
    expect(again.stderr).toContain('job 1: 1 task to run, 2 done')
    expect(again.stdout).toContain('ORA-01476')
    expect(again.exitCode).toBe(1)
    const resumed = await on(home, 'resume', '1')
    expect(resumed.stderr).toContain('job 1: nothing to run, 2 done, 1 failed: "retry 1" runs them')
    expect(resumed.exitCode).toBe(0)
  })

  test('are tried again with another statement, in the tasks that failed', async () => {
    const home = newHome()
    await on(home, 'run', 'select 10/:n as x from dual', '--for', 'n=1,0,2', ...atX())
    const nothing = await on(home, 'retry', '1', '--edited')
    expect(nothing.stderr).toContain('--edited goes with a statement')
    const again = await on(home, 'retry', '1', 'select 10 + :n as x from dual', '--edited')
    expect(again.stderr).toContain('job 1: 1 task to run, 2 done')
    expect(again.stdout).toMatch(/x 0: 1 row\n *X\n-+\n10/)
    expect((await on(home, 'retry', '1')).stderr).toContain('job 1: nothing to run, 3 done')
  })

  test('are not gone on with when the parameters are others today', async () => {
    const home = newHome()
    await on(home, 'run', 'select 1/:n from dual', '--for', 'n=1,0', ...atX())
    const changed = await on(home, 'retry', '1', '--for', 'n=1,2')
    expect(changed.exitCode).toBe(255)
    expect(changed.stderr).toContain('the first difference is in row 2: it was n=0, now it is n=2')
    expect((await on(home, 'retry', '1', '--for', 'n=1,0')).exitCode).toBe(1)
  })

  test('are not gone on with when the statement or the target is another one today', async () => {
    const home = newHome()
    await on(home, 'sessions', 'add', `a=a@${server.connectString}`, `b=b@${server.connectString}`)
    await on(home, 'groups', 'add', 'both', 'a', 'b')
    expect((await on(home, 'run', 'select 1/0 from dual', '--on', 'both')).exitCode).toBe(255)
    const env = {
      MULTISESSION_HOME: home,
      MULTISESSION_PASSWORD_A: 'tiger',
      MULTISESSION_PASSWORD_B: 'tiger',
    }
    expect((await runToEnd(['run', 'select 1/0 from dual', '--on', 'both'], { env })).exitCode).toBe(2)

    const changed = await runToEnd(['retry', '1', 'select 2/0 from dual'], { env })
    expect(changed.exitCode).toBe(255)
    expect(changed.stderr).toContain('it was "select 1/0 from dual", now it is "select 2/0 from dual"')

    await on(home, 'groups', 'edit', 'both', '--remove', 'b')
    const smaller = await runToEnd(['retry', '1'], { env })
    expect(smaller.exitCode).toBe(255)
    expect(smaller.stderr).toContain('"both" is not what it was when job 1 was queued: now without b')
    expect((await runToEnd(['retry', '1', '--as-it-was'], { env })).exitCode).toBe(2)
  })
})
