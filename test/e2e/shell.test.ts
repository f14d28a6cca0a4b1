import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test, vi } from 'vitest'
import { runToEnd, startProgram } from './program-process.ts'
import { type ShellTerminal, settingsIn, startShell } from './shell-terminal.ts'

const shells: ShellTerminal[] = []
const homes: string[] = []

/** A home of its own for a test, and shells that use it. */
function stage() {
  const home = mkdtempSync(join(tmpdir(), 'multisession-'))
  homes.push(home)
  return {
    home,
    start(columns = 80, rows = 24, argv: readonly string[] = ['practice']): ShellTerminal {
      const shell = startShell(argv, columns, rows, settingsIn(home))
      shells.push(shell)
      return shell
    },
  }
}

afterAll(async () => {
  await Promise.all(shells.map((shell) => shell.stop()))
  for (const home of homes) rmSync(home, { recursive: true, force: true })
})

test.concurrent('a newcomer sees a task run in seven schemas, three at a time, and its output', async () => {
  const { start } = stage()
  const { shows, screen, isAlternate } = start()
  await shows(/3 running, 0 of 7 ended/)
  expect(isAlternate()).toBe(true)
  expect(screen()).toMatch(/1\.4 .*○ waiting/)
  await shows(/1\.7 .*✓ succeeded/)
  await shows(/7 succeeded/)
  await shows(/task A: step 4 of 4 done/)
})

test.concurrent('a typed statement shows its rows, and who differs from the others', async () => {
  const { start } = stage()
  const { shows, type } = start(160, 50)
  type('on a,b,c,d,e,f,g\reach\r')
  await shows(/each a,b,c,d,e,f,g/)
  type('select count(*) from emp;\r')
  await shows(/a, b, c, d, e, g: 1 row[\s\S]*14[\s\S]*f: 1 row/)
})

test.concurrent('a statement typed behind for takes its rows from a query, which is asked when it is queued', async () => {
  const { start } = stage()
  const { shows, type } = start(100, 40)
  await shows(/7 succeeded/)
  type("for schema=(select username from all_users where username in ('A', 'C') order by 1)@b\r")
  await shows(/read when it is queued, of schema asked of b/)
  type('select :schema as asked from dual;\r')
  await shows(/2\.1 +✓ succeeded +b +.*2 rows/)
  await shows(/3\.1 +schema=A ✓ succeeded[\s\S]*3\.2 +schema=C ✓ succeeded/)
})

test.concurrent('Ctrl-C says what it will cancel, and cancels it', async () => {
  const { start } = stage()
  const { shows, type } = start()
  type('begin dbms_session.sleep(300); end;\r')
  await shows(/2\.1 .*running/)
  type('\x03')
  await shows(/cancel job 2 .*Ctrl-C or y cancels/)
  type('\x03')
  await shows(/2\.1 .*⊘ cancelled/)
})

test.concurrent('quit asks while a transaction is open, rolls it back, and leaves an account on the ordinary screen', async () => {
  const { start } = stage()
  const { shows, type, exitCode, isAlternate } = start()
  type('on a\rupdate emp set sal = 0;\r')
  await shows(/◆ open work/)
  await shows(/1\.7 .*✓ succeeded/)
  type('quit\r')
  await shows(/the work of 1 task is uncommitted: roll back and quit\? \(y\/N\)/)
  type('n')
  await shows(/Ctrl-D quit/)
  type('\x04')
  await shows(/\(y\/N\)/)
  type('y')
  expect(await exitCode).toBe(0)
  await shows(/job 1 {2}7 succeeded[\s\S]*rolled back on leaving: the work of 2\.1/)
  expect(isAlternate()).toBe(false)
})

test.concurrent('what failed yesterday is found, looked at and tried again today', async () => {
  const { start } = stage()
  const first = start()
  await first.shows(/7 succeeded/)
  first.type('on a,b\reach\rselect 1/0 from dual;\r')
  await first.shows(/2\.2 .*✗ failed/)
  first.type('quit\r')
  expect(await first.exitCode).toBe(0)

  const { shows, type } = start(120, 40)
  await shows(/job 3 .*7 succeeded/)
  type('jobs\r')
  await shows(
    /2 {2}\d{4}-\d\d-\d\d.* a,b +2 failed +ended +select 1\/0 from dual[\s\S]*1 {2}\d{4}.* 7 succeeded +ended/,
  )
  type('show 2.1\r')
  await shows(/ORA-01476: divisor is equal to zero/)
  type('retry 2\r')
  await shows(/4\.2 .*✗ failed/)
  type('retry 4 edit\r')
  await shows(/retries job 4[\s\S]*> select 1\/0 from dual;/)
  type('\x7f'.repeat('0 from dual;'.length))
  type('1 from dual;\r')
  await shows(/job 5 +select 1\/1 from dual .*2 succeeded/)
  type('resume 1\r')
  await shows(/job 1: nothing to run, 7 done/)
  type('show 99\r')
  await shows(/there is no job 99: jobs lists them/)
})

test.concurrent('what was typed yesterday is found today, by going back and by searching, and in no other place', async () => {
  const { home, start } = stage()
  const first = start()
  await first.shows(/7 succeeded/)
  first.type('on a,b\rselect 1\rfrom dual;\rcap 2\r')
  await first.shows(/any a,b {2}cap 2[\s\S]*2\.1 .*✓ succeeded/)
  first.type('quit\r')
  expect(await first.exitCode).toBe(0)
  const history = join(home, 'state', 'practice.history')
  expect(statSync(history).mode & 0o777).toBe(0o600)
  const { shows, type } = start()
  await shows(/7 succeeded/)
  type('\x10\x10')
  await shows(/a,b> cap 2/)
  type('\x12from')
  await shows(/search 'from'> select 1 *\n *2> from dual;/)
  type('\x07')
  await shows(/a,b> cap 2/)
})

test.concurrent('target and cap are where they were when the shell is opened again', async () => {
  const { home, start } = stage()
  const first = start()
  await first.shows(/7 succeeded/)
  first.type('on a,b\rcap 5\r')
  await first.shows(/any a,b {2}cap 5/)
  first.type('quit\r')
  expect(await first.exitCode).toBe(0)
  const { shows } = start()
  await shows(/any a,b {2}cap 5/)
  const { stdout } = await runToEnd(['settings', 'practice-target'], { env: settingsIn(home) })
  expect(stdout).toBe('a,b\n')
})

test.concurrent('saved sessions have the shell to themselves: passwords are asked for once a login, marks hold, tags are targets', async () => {
  const { home, start } = stage()
  const server = startProgram(['practice', '--serve'])
  try {
    await vi.waitFor(() => expect(server.stdout()).toMatch(/\n$/), { timeout: 20_000 })
    const place = server.stdout().trim()
    const env = settingsIn(home)
    await runToEnd(['sessions', 'add', `one=a@${place}`, `two=a@${place}`, '--protected', '--tag', 'live'], {
      env,
    })
    const { shows, type, screen, exitCode } = start(100, 30, [])
    await shows(/each one/)
    type('on live\rselect ename from emp where empno = 7839;\r')
    await shows(/Password for A@.* which is not shown/)
    type('wr0ng\r')
    await shows(/ORA-01017/)
    type('open\r')
    await shows(/Password for A@.* which is not shown/)
    type('tiges\x7fr\r')
    await shows(/tried again: one, two/)
    type('select ename from emp where empno = 7839;\r')
    await shows(/KING/)
    expect(screen()).not.toMatch(/Password for/)
    type('delete from emp;\r')
    await shows(/protected: one, two; type how many they are/)
    type('3\r')
    await shows(/nothing was run: 3 is not their number/)
    type('quit\r')
    expect(await exitCode).toBe(0)
  } finally {
    server.child.kill('SIGKILL')
  }
})

test.concurrent('a job that was asked about rings when it has ended, others do not, and a way to ring is a setting', async () => {
  const { home, start } = stage()
  await runToEnd(['settings', 'ring', 'command:exit 3'], { env: settingsIn(home) })
  const { shows, type, written } = start()
  await shows(/7 succeeded/)
  const bells = () => written().split('\x07').length - 1
  const before = bells()
  type('select 1 from dual;\r')
  await shows(/2\.1 .*succeeded/)
  expect(bells()).toBe(before)
  type('ring job bell\r')
  await shows(/the bell rings when the next job has ended/)
  type('select 2 from dual;\r')
  await shows(/3\.1 .*succeeded/)
  await vi.waitFor(() => expect(bells()).toBe(before + 1), { timeout: 10_000 })
  type('ring job\r')
  await shows(/your command is run/)
  type('select 3 from dual;\r')
  await shows(/the ring command failed \(exit code 3\); this is not said again/)
})
