/** What somebody does with the shell in a day, from the first key to the last. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { runToEnd } from './program-process.ts'
import { type ShellTerminal, settingsIn, startShell } from './shell-terminal.ts'

let shell: ShellTerminal | undefined
let home: string

function start(columns = 100, rows = 30, more: Record<string, string> = {}): ShellTerminal {
  shell = startShell([], columns, rows, { ...settingsIn(home), ...more })
  return shell
}

/** Runs the program without a terminal, beside the shell or before it. */
async function multisession(...argv: string[]): Promise<void> {
  const { exitCode, stderr } = await runToEnd(argv, { env: settingsIn(home) })
  expect(exitCode, stderr).toBe(0)
}

beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'multisession-'))
  await multisession('sessions', 'add', 'one=a@practice', 'two=b@practice', 'three=c@practice')
})

afterEach(async () => {
  await shell?.stop()
  shell = undefined
  rmSync(home, { recursive: true, force: true })
})

test('a job over a group is watched, one of its tasks is cancelled, and that one alone runs again', async () => {
  await multisession('groups', 'add', 'all', 'one', 'two', 'three')
  const { shows, type, exitCode } = start()
  await shows(/each one/)
  type("on all\rcap 2\rselect case when user = 'A' then practice.wait(300) else 0 end as waited from dual;\r")
  await shows(/1\.1 .*● running[\s\S]*1\.2 .*✓ succeeded[\s\S]*1\.3 .*✓ succeeded/)
  type('view tasks\r')
  await shows(/● running/)
  type('cancel 1.1\r')
  await shows(/⊘ cancelled/)
  type('view overview\rresume 1\r')
  await shows(/job 2 .*1 running, 0 of 1 ended[\s\S]*2\.1 .*● running +one/)
  type('quit\r')
  await shows(/1 task runs: cancel, roll back and quit\? \(y\/N\)/)
  type('y')
  expect(await exitCode).toBe(0)
  await shows(/job 1 {2}.*cancelled[\s\S]*1\.1 in one: cancelled[\s\S]*multisession show 2 finds it again/)
})

test('a group that was saved is there when the shell is opened again, and the prompt stands on it', async () => {
  const first = start()
  await first.shows(/each one/)
  first.type('group most two,three\r')
  await first.shows(/group most is saved with 2 sessions/)
  first.type('on most\r')
  await first.shows(/each most/)
  first.type('group most one\r')
  await first.shows(/a group is called most already/)
  first.type('quit\r')
  expect(await first.exitCode).toBe(0)
  const second = start()
  await second.shows(/each most/)
  second.type('select user from dual;\r')
  await second.shows(/each most[\s\S]*1\.2 .*✓ succeeded/)
  second.type('quit\r')
  expect(await second.exitCode).toBe(0)
})

test('the window changes its size while rows stream, and no row is lost', async () => {
  const { shows, type, resize, screen } = start()
  await shows(/each one/)
  type('begin practice.slow_rows(4); end;\r')
  await shows(/1\.1 .*✓ succeeded/)
  type('select level as n from dual connect by level <= 500;\r')
  for (const [columns, rows] of [
    [60, 16],
    [120, 40],
    [80, 24],
  ] as const) {
    await shows(/2\.1 .*running/)
    resize(columns, rows)
    await vi.waitFor(() => expect(screen().split('\n')[rows - 1]).toMatch(/^Enter answer/), {
      timeout: 10_000,
    })
    expect(
      Math.max(
        ...screen()
          .split('\n')
          .map((line) => line.length),
      ),
    ).toBeLessThanOrEqual(columns)
  }
  await shows(/2\.1 .*✓ succeeded .*500 rows/)
})

test('a screen reader gets what happens line by line on the ordinary screen, and nothing is drawn twice', async () => {
  const { shows, type, isAlternate, written, exitCode } = start(100, 30, { INK_SCREEN_READER: 'true' })
  await shows(/type a statement and end it with ; or type help[\s\S]*one>/)
  expect(isAlternate()).toBe(false)
  type("select 'K' || 'ING' as name from dual;\r")
  await shows(
    /job 1 queued, 1 task, each one[\s\S]*1\.1 started in one[\s\S]*1\.1 succeeded, 1 row[\s\S]*KING/,
  )
  type('quit\r')
  expect(await exitCode).toBe(0)
  expect(written().split('KING').length - 1).toBe(1)
  expect(written().split('1.1 started in one').length - 1).toBe(1)
})

test('a paste of 2,000 lines runs nothing, shows its end, is edited, and runs with Enter', async () => {
  const { shows, type, screen } = start()
  await shows(/each one/)
  const lines = Array.from({ length: 2_000 }, (_, index) => `  n := n + ${index + 1};`)
  const block = ['declare n number := 0; begin', ...lines, "dbms_output.put_line('it is ' || n); end;"]
  type(`\x1b[200~${block.join('\r\n')}\r\n/\x1b[201~`)
  await shows(
    /2001> +n := n \+ 2000; *\n *2002> *dbms_output.put_line\('it is ' \|\| n\); end; *\n *2003> *\//,
  )
  expect(screen()).not.toContain('job 1')
  // The slash goes, and an Enter without it runs nothing.
  type('\x7f\x7f\x1b[H\x1b[3~')
  await shows(/2002> *bms_output/)
  type('d\x1b[F\r')
  await shows(/2002> *dbms_output.*\n *2003> *\n/)
  expect(screen()).not.toContain('job 1')
  type('/\r')
  await shows(/job 1 {2}declare n number[\s\S]*it is 2001000/)
})

test('a window that is closed while something runs has it cancelled, not abandoned', async () => {
  await multisession('settings', 'grace', '1')
  const { shows, type, hangUp, exitCode } = start()
  await shows(/each one/)
  type("begin practice.ignore_break(60, 'cancel'); end;\r/\r")
  await shows(/1\.1 .*● running/)
  // The terminal tells of it, and so does the shell that started the program.
  hangUp()
  await shows(/cancelling, rolling back, closing sessions/)
  hangUp()
  expect(await exitCode).toBe(130)
  const { stdout } = await runToEnd(['show', '1'], { env: settingsIn(home) })
  expect(stdout).toMatch(/1 task in .*: 1 (cancelled|unknown)[\s\S]*stopped: closed/)
  expect(stdout).not.toMatch(/ended before the answer came/)
})
