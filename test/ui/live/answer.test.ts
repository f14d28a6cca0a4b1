import { afterEach, expect, test, vi } from 'vitest'
import { refusedWith, type Script } from '../scripted-connections.ts'
import { openShellBench, type ShellBench } from '../shell-bench.ts'

const script: Script = (statement) => {
  if (/nowhere/.test(statement)) throw refusedWith('ORA-00942: table or view does not exist')
  return {
    columns: ['ENAME', 'SAL'],
    rows: [
      ['KING', '5000'],
      ['SCOTT', '3000'],
    ],
    output: ['two rows asked for'],
  }
}

let bench: ShellBench | undefined

function open(): ShellBench {
  bench = openShellBench(script)
  return bench
}

afterEach(async () => {
  bench?.shell.store.close()
  await bench?.engine.close()
  bench = undefined
})

test('an answer is gone through part by part: rows, columns, output, error, SQL', async () => {
  const { enter, shows, type, screen } = open()
  enter('for id=7')
  enter('select ename, sal from emp where deptno = :id;')
  await shows(/1\.1 .*✓ succeeded/)
  type('3')
  await shows(/tasks of job 1/)
  bench?.press('down')
  type('6')
  await shows(/KING +5000[\s\S]*two rows asked for/)
  type(']')
  await vi.waitFor(() => expect(screen()).not.toMatch(/two rows/))
  expect(screen()).toMatch(/── rows ──[\s\S]*KING/)
  type(']')
  await shows(/── columns ──[\s\S]*1 +ENAME +VARCHAR2/)
  type(']')
  await shows(/── output ──[\s\S]*two rows asked for/)
  type(']')
  await shows(/── error ──\S*\n *no error/)
  type(']')
  await shows(/── sql ──\S*\nselect ename, sal from emp where deptno = :id[\s\S]*:id = 7/)
  type(']')
  await shows(/KING +5000[\s\S]*two rows asked for/)
  type('[')
  await shows(/── sql ──/)
})

test('rows can stand one under the other, and a page is a row', async () => {
  const { enter, shows, type, press, screen } = open()
  enter('select ename, sal from emp;')
  await shows(/1\.1 .*✓ succeeded/)
  press('enter')
  type('\\')
  await shows(/as records ──[\s\S]*row 1 of 2\s+ENAME {2}KING/)
  bench?.shell.store.resize({ columns: 80, rows: 9 })
  press('home', 'pagedown', 'pagedown')
  expect(screen()).toMatch(/row 2 of 2\s+ENAME {2}SCOTT/)
  expect(screen()).not.toMatch(/KING/)
  type('\\')
  await shows(/KING +5000/)
})

test('an error is found in the part for errors, with what to do about it', async () => {
  const { enter, shows, type, press } = open()
  enter('select * from nowhere;')
  await shows(/1\.1 .*✗ failed/)
  press('enter')
  type(']]]]')
  await shows(/── error ──[\s\S]*ORA-00942[\s\S]*check the name/)
})

test('keys for parts of an answer say so where there is none', async () => {
  const { enter, shows, type, screen } = open()
  enter('help')
  await shows(/── help/)
  type(']')
  expect(screen()).toMatch(/this is no answer: 6 shows that of the selected row/)
})
