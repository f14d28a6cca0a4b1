import { afterEach, expect, test } from 'vitest'
import { type ShellTerminal, startPracticeShell } from './shell-terminal.ts'

let shell: ShellTerminal | undefined

function start(columns = 80, rows = 24): ShellTerminal {
  shell = startPracticeShell(columns, rows)
  return shell
}

afterEach(async () => {
  await shell?.stop()
  shell = undefined
})

test('a newcomer sees a task run in seven schemas, three at a time, and its output', async () => {
  const { shows, screen, isAlternate } = start()
  await shows(/3 running, 0 of 7 ended/)
  expect(isAlternate()).toBe(true)
  expect(screen()).toMatch(/1\.4 .*○ waiting/)
  await shows(/1\.7 .*✓ succeeded/)
  await shows(/7 succeeded/)
  await shows(/task A: step 4 of 4 done/)
})

test('a typed statement shows its rows, and who differs from the others', async () => {
  const { shows, type } = start(160, 50)
  type('on a,b,c,d,e,f,g\reach\r')
  await shows(/each a,b,c,d,e,f,g/)
  type('select count(*) from emp;\r')
  await shows(/a, b, c, d, e, g: 1 row[\s\S]*14[\s\S]*f: 1 row/)
})

test('Ctrl-C says what it will cancel, and cancels it', async () => {
  const { shows, type } = start()
  type('begin dbms_session.sleep(300); end;\r')
  await shows(/2\.1 .*running/)
  type('\x03')
  await shows(/cancel job 2 .*Ctrl-C or y cancels/)
  type('\x03')
  await shows(/2\.1 .*⊘ cancelled/)
})

test('quit asks while a transaction is open, rolls it back, and leaves an account on the ordinary screen', async () => {
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
