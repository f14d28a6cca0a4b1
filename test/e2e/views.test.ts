import { afterEach, expect, test } from 'vitest'
import { type ShellTerminal, startShell } from './shell-terminal.ts'

let shell: ShellTerminal | undefined

const start = (columns = 80, rows = 24, env: Readonly<Record<string, string>> = {}): ShellTerminal => {
  shell = startShell(['practice'], columns, rows, env)
  return shell
}

afterEach(async () => {
  await shell?.stop()
  shell = undefined
})

test('the job of seven in three sessions is watched in every view, each a key away', async () => {
  const { shows, type, screen } = start()
  await shows(/3 running, 0 of 7 ended/)
  type('1')
  await shows(/── sessions: 3 ──[\s\S]*scott#1 +● running +1\.\d/)
  type('4')
  await shows(/── timeline of job 1: .*at most 3 at once, cap 3[\s\S]*scott#3 +━1\.\d/)
  type('2')
  await shows(/job statement[\s\S]*begin &schema[\s\S]*✓ succeeded +7\/7/)
  type('3')
  await shows(/── tasks of job 1: 7 ──[\s\S]*1\.7 +schema=G +✓ succeeded/)
  type('5')
  await shows(/── grid of tasks of job 1: 7 ──[\s\S]*1\.1 +✓ ✓ ✓ ✓ ✓ ✓ ✓/)
  type('7')
  await shows(/── log: \d+ ──[\s\S]*\d\d:\d\d:\d\d 1\.\d schema=\w succeeded/)
  type('6')
  await shows(/answers folded: 7 succeeded[\s\S]*task A: step 1 of 4 done/)
  type('0')
  await shows(/job 1 {2}begin &schema/)
  expect(screen()).toMatch(/0 to 7 views/)
})

test('times of the log are those of the clock on the wall, not of UTC', async () => {
  const { shows, type, screen } = start(120, 40, { TZ: 'Pacific/Kiritimati' })
  await shows(/7 succeeded/)
  type('7')
  await shows(/job 1 queued/)
  const [, day = '', time = ''] = /(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d) job 1 queued/.exec(screen()) ?? []
  const shown = Date.parse(`${day}T${time}+14:00`)
  expect(Math.abs(Date.now() - shown)).toBeLessThan(5 * 60_000)
})

test('what runs is found by a filter, and cancelled with a key after a question', async () => {
  const { shows, type } = start(100, 30)
  await shows(/3 running, 0 of 7 ended/)
  type('on a\rbegin dbms_session.sleep(300); end;\r')
  await shows(/2\.1 .*● running +a /)
  await shows(/7 succeeded/)
  type('1')
  await shows(/── sessions: 4/)
  type('\t')
  await shows(/\/ filter {2}s sort/)
  type('/phase:running')
  await shows(/1 of 4 ── filter phase:running_/)
  type('\r\x1b[B')
  await shows(/› *a +● running +2\.1/)
  type('c')
  await shows(/cancel 2\.1\? \(y\/N\)/)
  type('y')
  await shows(/nothing fits the filter: phase:running/)
  type('7')
  await shows(/2\.1 cancelled/)
})
