import { afterEach, describe, expect, test } from 'vitest'
import { refusedWith, type Script, untilBroken } from '../scripted-connections.ts'
import { openShellBench, type ShellBench } from '../shell-bench.ts'

const script: Script = (statement, broken) => {
  if (/sleep/.test(statement)) return untilBroken(broken)
  if (/update/.test(statement)) return { affected: 3 }
  if (/nowhere/.test(statement)) throw refusedWith('ORA-00942: table or view does not exist')
  return { columns: ['NAME'], rows: [['KING']] }
}

let bench: ShellBench | undefined

const open = (
  ...given: Parameters<typeof openShellBench> extends [unknown, ...infer Rest] ? Rest : never
) => {
  bench = openShellBench(script, ...given)
  return bench
}

afterEach(async () => {
  bench?.shell.store.close()
  await bench?.engine.close()
  bench = undefined
})

describe('the views', () => {
  test('are a digit away while the prompt is empty, and a digit in a statement stays one', async () => {
    const { enter, type, shows, screen } = open()
    enter('for x=1,2')
    enter('select :x from dual;')
    await shows(/2 succeeded/)
    for (const [key, what] of [
      ['1', /── sessions: 3/],
      ['2', /── jobs: 1/],
      ['3', /── tasks of job 1: 2/],
      ['4', /── timeline of job 1/],
      ['5', /── grid of tasks of job 1: 2/],
      ['7', /── log: \d+/],
      ['6', /── job 1, answers folded/],
      ['0', /1\.2 +x=2 ✓ succeeded/],
    ] as const) {
      type(key)
      await shows(what)
    }
    type('select 1')
    expect(screen()).toMatch(/scott:3> select 1/)
  })

  test('are a command away too, with a filter', async () => {
    const { enter, shows, screen } = open({ target: 'a,b', mode: 'each' })
    enter('select * from nowhere;')
    await shows(/1\.2 .*✗ failed/)
    enter('view tasks name:b')
    await shows(/tasks of job 1: 1 of 2 ── filter name:b/)
    expect(screen()).not.toMatch(/1\.1/)
    enter('view sesions')
    await shows(/there is no view "sesions": did you mean sessions\?/)
  })

  test('are gone down with Enter: from a job to its tasks, from a task to its answer', async () => {
    const { enter, type, press, shows } = open()
    enter('select name from emp;')
    await shows(/1 succeeded/)
    type('2')
    press('enter')
    await shows(/tasks of job 1/)
    press('down', 'enter')
    await shows(/1\.1 in scott#1: succeeded[\s\S]*KING/)
    press('escape')
    await shows(/tasks of job 1/)
  })
})

describe('after Tab', () => {
  test('letters act on rows and never fall into the prompt; one that does nothing says so', async () => {
    const { enter, type, press, shows, screen } = open()
    enter('select name from emp;')
    await shows(/1 succeeded/)
    type('3')
    press('tab')
    type('s')
    await shows(/by parameters/)
    type('z')
    await shows(/z does nothing here: \? shows the keys, Tab goes to the prompt/)
    expect(screen()).toMatch(/scott:3> *\n/)
    type('?')
    await shows(/In a view \(after Tab\)[\s\S]*c +cancel what runs/)
  })

  test('rows are marked, and all of them cancelled after one question', async () => {
    const { enter, type, press, shows } = open()
    enter('for x=1,2,3')
    enter('begin sleep(:x); end;')
    await shows(/3 running/)
    type('3')
    press('tab', 'down')
    type('  c')
    await shows(/cancel 1\.1, 1\.2\? \(y\/N\)/)
    type('y')
    await shows(/1\.1 +x=1 +⊘ cancelled[\s\S]*1\.2 +x=2 +⊘ cancelled[\s\S]*1\.3 +x=3 +● running/)
  })

  test('a filter takes what is typed until Enter, and Esc gives it up', async () => {
    const { enter, type, press, shows, screen } = open()
    enter('for x=1,2,3')
    enter('select :x from dual;')
    await shows(/3 succeeded/)
    type('3')
    press('tab')
    type('/x=2')
    await shows(/1 of 3 ── filter x=2_/)
    press('enter')
    await shows(/1 of 3 ── filter x=2 ─/)
    expect(screen()).not.toMatch(/x=3/)
    type('/')
    press('escape')
    await shows(/x=3/)
  })

  test('the work of the selected session is committed after a question that names it', async () => {
    const { enter, type, press, shows } = open({ target: 'a', mode: 'each' })
    enter('update emp set sal = 1;')
    await shows(/open work/)
    type('1')
    press('tab', 'down')
    type('k')
    await shows(/commit the work of 1\.1 in a\? \(y\/N\)/)
    type('y')
    await shows(/committed the work of 1\.1 in a/)
  })

  test('the overview says that it cannot be sorted or filtered, and acts on rows all the same', async () => {
    const { enter, type, press, shows } = open()
    enter('begin sleep; end;')
    await shows(/1\.1 .*running/)
    press('tab')
    type('s')
    await shows(/the overview keeps its order: 1 to 7 show lists/)
    type('h')
    await shows(/held: job 1/)
  })
})
