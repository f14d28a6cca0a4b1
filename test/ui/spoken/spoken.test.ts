import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createSpoken, type Spoken } from '../../../src/ui/spoken/spoken.ts'
import { type Script, untilBroken } from '../scripted-connections.ts'
import { openShellBench, type ShellBench } from '../shell-bench.ts'

const script: Script = (statement, broken) =>
  /sleep/.test(statement) ? untilBroken(broken) : { columns: ['NAME'], rows: [['KI\u001b[2JNG'], ['SCOTT']] }

let bench: ShellBench
let spoken: Spoken

const lines = () => spoken.now().lines
const tells = (what: RegExp) =>
  vi.waitFor(() => expect(lines().join('\n')).toMatch(what), { timeout: 5_000, interval: 5 })

beforeEach(() => {
  bench = openShellBench(script)
  spoken = createSpoken(bench.engine, bench.shell.store)
})

afterEach(async () => {
  spoken.close()
  bench.shell.store.close()
  await bench.engine.close()
})

test('what happens is told once, line after line, and what was told stays as it is', async () => {
  bench.enter('select name from emp;')
  await tells(/job 1 queued[\s\S]*1\.1 started in scott#1[\s\S]*1\.1 succeeded, 2 rows[\s\S]*SCOTT/)
  const before = lines()
  bench.enter('cap 2')
  await tells(/the next job runs at most 2/)
  expect(lines().slice(0, before.length)).toEqual(before)
  for (const once of [/^job 1 queued/, /^1\.1 started/, /^ *KI/, /^ *SCOTT$/])
    expect(lines().filter((line) => once.test(line))).toHaveLength(1)
})

test('text of the database is told as text', async () => {
  bench.enter('select name from emp;')
  await tells(/SCOTT/)
  expect(lines().join('')).not.toMatch(/\x1b/)
  expect(lines().join('')).toContain('KI␛[2JNG')
})

test('a question is told and can be answered, and an error is called one', async () => {
  bench.enter('begin sleep; end;')
  await tells(/1\.1 started/)
  bench.press('ctrl-c')
  await tells(/cancel 1\.1|cancel job 1/)
  expect(spoken.now().prompt).toBe('answer:')
  bench.press('y')
  await tells(/1\.1 cancelled/)
  bench.enter('cap three')
  await tells(/error: cap: expected a whole number/)
})

test('the prompt is what is typed, and a password in it is stars', () => {
  bench.type('alter user a identified by secret')
  expect(spoken.now().prompt).toMatch(/^scott:3> alter user a identified by \*{6}$/)
})

test('of a job of many tasks those are told that went wrong, and how it ended', async () => {
  bench.enter(`for x=${Array.from({ length: 40 }, (_, index) => index).join(',')}`)
  bench.enter('select :x from dual;')
  await tells(/job 1 has ended: 40 succeeded/)
  expect(lines().join('\n')).not.toMatch(/1\.7/)
})

test('what could stand at the cursor is told one by one, once the user asks for it', async () => {
  bench.type('c')
  bench.press('tab')
  await tells(/^cap, .*\(1 of \d+; Enter takes it\)$/m)
  bench.press('down')
  await tells(/^\S+, .*\(2 of \d+; Enter takes it\)$/m)
  bench.press('enter')
  expect(spoken.now().prompt).toMatch(/^scott:3> c[a-z]+/)
})
