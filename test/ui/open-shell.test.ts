import { Console } from 'node:console'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { readText } from '../../src/cli/statement-source.ts'
import { createEngine } from '../../src/engine/engine.ts'
import { openMemoryStorage } from '../../src/storage/memory.ts'
import { openShell } from '../../src/ui/open-shell.ts'
import { planStatement } from '../../src/ui/submit.ts'
import { type FakeTerminal, openFakeTerminal } from './fake-terminal.ts'
import { type Script, scriptedConnections, untilBroken } from './scripted-connections.ts'
import { scottAndFriends } from './shell-bench.ts'

const script: Script = (statement, broken) => {
  if (/sleep/.test(statement)) return untilBroken(broken)
  if (/update/.test(statement)) return { affected: 3 }
  return { columns: ['NAME'], rows: [['KING'], ['SC\u001b[31mOTT']] }
}

// The console of the test runner lacks the constructor by which the drawing library keeps console output off the screen.
Object.assign(console, { Console })

let terminal: FakeTerminal
let left: Promise<number>

beforeEach(() => {
  vi.stubEnv('LC_ALL', 'C.UTF-8')
  vi.stubEnv('CI', 'true')
  const engine = createEngine({ storage: openMemoryStorage(), grace: 200, ...scriptedConnections(script) })
  const settings = {
    target: 'scott:3',
    mode: 'any',
    cap: 3,
    parameters: [],
    commit: false,
    next: {},
  } as const
  const known = { sessions: scottAndFriends.map(({ name }) => name), groups: new Map() }
  const job = planStatement('select 1 from dual;', settings, known)
  terminal = openFakeTerminal()
  const { stdin, stdout } = terminal
  left = openShell({ engine, sessions: scottAndFriends, job, stdin, stdout, readText })
})

/** Leaves whatever the test left running. */
afterEach(async () => {
  terminal.send('\x03\x03\x03\x04y')
  await left
  vi.unstubAllEnvs()
})

test('the shell takes the alternate screen, runs its first job and puts the cursor into the prompt', async () => {
  await terminal.shows(/1\.1 .*succeeded/)
  expect(terminal.isAlternate()).toBe(true)
  await vi.waitFor(() => expect(terminal.cursor()).toEqual({ x: 15, y: 22 }))
})

test('a terminal that says its background is light gets darker colours, and nothing is typed', async () => {
  await terminal.shows(/1\.1 .*succeeded/)
  const usual = '\x1b[32m'
  expect(terminal.takeWritten()).toContain('\x1b]11;?\x07')
  terminal.send('\x1b]11;rgb:fdfd/f6f6/e3e3\x1b\\')
  await vi.waitFor(() => expect(terminal.takeWritten()).toContain('\x1b[38;5;28m'))
  terminal.send('x')
  await terminal.shows(/scott:3> x *$/m)
  expect(terminal.takeWritten()).not.toContain(usual)
})

test('what somebody else has written on the terminal goes with Ctrl-L', async () => {
  await terminal.shows(/1\.1 .*succeeded/)
  terminal.stdout.write('\x1b[3;1HBroadcast message from root\x1b[K')
  await terminal.shows(/Broadcast message/)
  terminal.send('\x0c')
  await vi.waitFor(() => expect(terminal.lines().join('\n')).not.toMatch(/Broadcast/))
  await terminal.shows(/scott#2 +· idle/)
})

describe('input', () => {
  test('of a whole line in one chunk runs what stands before each Enter', async () => {
    terminal.send('select name\rfrom emp;\rcap 7\r')
    await terminal.shows(/job 2 {2}select name from emp/)
    await terminal.shows(/KING/)
    await terminal.shows(/any scott:3 {2}cap 7/)
  })

  test('of a bracketed paste runs nothing until Enter', async () => {
    terminal.send('\x1b[200~select name\r\nfrom emp;\r\n\x1b[201~')
    await terminal.shows(/scott:3> select name *\n *2> from emp;/)
    expect(terminal.lines().join('\n')).not.toMatch(/job 2/)
    terminal.send('\r')
    await terminal.shows(/job 2/)
  })

  test('of a paste of 2,000 lines stands in the prompt, is edited, and runs with Enter', async () => {
    const lines = Array.from({ length: 2_000 }, (_, line) => `  ${line} as c${line},`)
    terminal.send(`\x1b[200~select\n${lines.join('\n')}\n1 from emp;\x1b[201~`)
    await terminal.shows(/2001> {3}1999 as c1999, *\n *2002> 1 from emp;/)
    terminal.send('\x1b[1;5H')
    terminal.send('\x1b[F')
    terminal.send(' name,')
    await terminal.shows(/scott:3> select name, *\n *2> {3}0 as c0,/)
    terminal.send('\r')
    await terminal.shows(/job 2 {2}select name, 0 as c0, 1 as c1/)
  })

  test('of readline keys edits the line', async () => {
    terminal.send('help cancel')
    terminal.send('\x01')
    terminal.send('\x1bd')
    terminal.send('\x05')
    terminal.send(' \x19')
    await terminal.shows(/scott:3> {2}cancel help/)
    terminal.send('\x1b\r')
    terminal.send('x')
    await terminal.shows(/2> x/)
  })
})

test('text from the database reaches the terminal as text', async () => {
  terminal.send('select name from emp;\r')
  await terminal.shows(/SC␛\[31mOTT/)
})

test('a resize is followed, and no line is wider than the terminal', async () => {
  await terminal.shows(/1\.1 .*succeeded/)
  terminal.resize(120, 40)
  await vi.waitFor(() => expect(terminal.lines()[39]).toMatch(/^Enter answer/))
  terminal.resize(60, 16)
  await vi.waitFor(() => expect(terminal.lines()[15]).toMatch(/^Enter answer/))
})

test('a key redraws only what it changed, without a clear of the screen', async () => {
  await terminal.shows(/1\.1 .*succeeded/)
  terminal.send('a')
  await terminal.shows(/scott:3> a/)
  terminal.takeWritten()
  terminal.send('b')
  await terminal.shows(/scott:3> ab/)
  const written = terminal.takeWritten()
  expect(written).not.toContain('\x1b[2J')
  expect(written.length).toBeLessThan(300)
})

describe('on leaving', () => {
  test('the ordinary screen is back, with an account of what ran and what was rolled back', async () => {
    terminal.send('update emp set sal = 1;\r')
    await terminal.shows(/open work/)
    terminal.send('quit\r')
    await terminal.shows(/\(y\/N\)/)
    terminal.send('y')
    expect(await left).toBe(0)
    await vi.waitFor(() => expect(terminal.isAlternate()).toBe(false))
    await terminal.shows(/job 1 {2}1 succeeded[\s\S]*job 2[\s\S]*rolled back on leaving: the work of 2\.1/)
  })

  test('a signal cancels and rolls back without a question', async () => {
    terminal.send('begin sleep; end;\r')
    await terminal.shows(/2\.1 .*running/)
    process.emit('SIGTERM', 'SIGTERM')
    expect(await left).toBe(130)
    await terminal.shows(/2\.1.*cancelled/)
  })
})

test('a terminal that does not tell its size is taken for one of 80x24', async () => {
  await terminal.shows(/1\.1 .*succeeded/)
  Object.assign(terminal.stdout, { columns: 0, rows: 0 }).emit('resize')
  terminal.send('x')
  await terminal.shows(/scott:3> x *\n.*Ctrl-D quit/)
})
