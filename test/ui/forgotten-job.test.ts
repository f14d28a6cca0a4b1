/** The shell while the engine forgets jobs that ended long ago. */
import { join } from 'node:path'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { leastJobs } from '../../src/core/forgettable.ts'
import { openConnection } from '../../src/oracle/connection.ts'
import { startPractice } from '../../src/practice/start.ts'
import { openJournal } from '../../src/storage/journal/open.ts'
import { accountLines } from '../../src/ui/account.ts'
import { themeFor } from '../../src/ui/frame/theme.ts'
import { newHome } from '../helpers/home.ts'
import { planOf } from '../helpers/plans.ts'
import { refusedWith, type Script } from './scripted-connections.ts'
import { openShellBench, type ShellBench } from './shell-bench.ts'

const script: Script = (statement) => {
  if (/nowhere/.test(statement)) throw refusedWith('ORA-00942: table or view does not exist')
  return { columns: ['NAME'], rows: [['KING']] }
}

let bench: ShellBench
let alsoStop = async () => {}

afterEach(async () => {
  bench.shell.store.close()
  await bench.engine.close()
  await alsoStop()
  alsoStop = async () => {}
})

const open = async (given: Parameters<typeof openShellBench>[4] = {}) => {
  const storage = await openJournal({ path: join(newHome(), 'own.journal'), program: '1.2.3' })
  bench = openShellBench(script, {}, undefined, {}, { remembered: 2, storage, ...given })
}

const state = () => bench.shell.store.state

/** Runs a statement to its end. */
async function run(statement: string): Promise<number> {
  const number = Math.max(0, ...state().jobs.keys()) + 1
  bench.enter(statement)
  await vi.waitFor(() => {
    expect(state().jobs.has(number)).toBe(true)
    expect(state().active.has(number)).toBe(false)
  })
  return number
}

/** Runs enough that job 1 is forgotten. */
async function forgetFirst(): Promise<void> {
  for (let each = 0; each <= leastJobs; each++) await run('select name from emp;')
  await vi.waitFor(() => expect(state().jobs.has(1)).toBe(false))
}

describe('when a job is forgotten', () => {
  test('it is selected no more, its answer is closed, and who had it open is told how it comes back', async () => {
    await open()
    await run('select name from emp where job = 1;')
    for (let each = 1; each < leastJobs; each++) await run('select name from emp;')
    bench.enter('answer 1.1')
    await bench.shows(/1\.1 in scott#1: succeeded/)
    for (let each = 0; each < 2; each++)
      await bench.engine.send({ type: 'submit job', plan: planOf({ sessions: ['scott#1'] }) })
    await bench.shows(/job 1 is not kept here any more: show 1 brings it back/)
    expect(bench.shell.store.view()).toMatchObject({ selected: undefined, page: 'grid' })
  })

  test('every view is drawn on, with and without what was marked of it', async () => {
    await open()
    await run('select name from emp;')
    for (const keys of ['2', '3']) {
      bench.type(keys)
      bench.press('tab', 'down')
      bench.type(' ')
      bench.press('tab')
    }
    const { stands } = bench.shell.store.view().live
    expect([[...stands.jobs.marks], [...stands.tasks.marks]]).toEqual([['1'], ['1.1']])
    bench.press('escape')
    await forgetFirst()
    const now = bench.shell.store.view().live.stands
    expect([...now.jobs.marks, ...now.tasks.marks]).toEqual([])
    for (const key of '01234567') {
      bench.type(key)
      expect(bench.screen()).toContain('scott:3>')
    }
    bench.type('2')
    await bench.shows(/── jobs: 10 [\s\S]*^ +3 select name[\s\S]*^› +12 select name/m)
    expect(bench.screen()).not.toMatch(/^ +1 select name/m)
  })

  test('what happened in it stays in the log, and says where its answer is', async () => {
    await open()
    await run('select name from emp where job = 1;')
    await forgetFirst()
    bench.enter('view log job')
    await bench.shows(/job 1 queued/)
    bench.press('tab', 'home')
    await vi.waitFor(() => expect(bench.screen()).toMatch(/› .*job 1 queued/))
    expect(bench.shell.store.view().selected).toBeUndefined()
    bench.press('enter')
    await bench.shows(/job 1 is not kept here any more: show 1 brings it back/)
    bench.type('c')
    await bench.shows(/no row is selected/)
    bench.press('down', 'end', 'enter')
    await bench.shows(/answers folded/)
  })

  test('the totals of the head line and of the account are as if it were there', async () => {
    await open()
    await run('select * from nowhere;')
    await forgetFirst()
    await bench.shows(new RegExp(`✓ ${leastJobs + 1} (succeeded|ok) +✗ 1 failed`))
    const theme = themeFor({ LANG: 'C.UTF-8' }, 'linux')
    const lines = accountLines(state(), [], { width: 80, theme })
    expect(lines[0]).toBe('2 jobs before, 1 of them not all succeeded')
    expect(lines).toHaveLength(1 + leastJobs)
  })
})

describe('a command that names a job which was forgotten', () => {
  test.each([
    'cancel 1',
    'cancel 1.1',
    'answer 1.1',
    'fold 1',
    'cap 1 2',
    'hold 1',
    'priority 1 5',
    'commit 1',
  ])('%s says how it comes back', async (command) => {
    await open()
    await forgetFirst()
    bench.enter(command)
    await bench.shows(/job 1 has ended and is not kept here any more: show 1 brings it back/)
  })

  test('retry runs again what failed, out of the journal', async () => {
    await open()
    await run('select * from nowhere;')
    await forgetFirst()
    bench.enter('retry 1')
    await vi.waitFor(() => expect([...state().jobs.values()].at(-1)?.plan.resumes?.job).toBe(1))
    await bench.shows(/ORA-00942/)
  })

  test('after lets a statement come after it', async () => {
    await open()
    await forgetFirst()
    bench.enter('after 1')
    const job = await run('select name from emp;')
    await vi.waitFor(() => expect(state().jobs.get(job)?.ended.get('succeeded')).toBe(1))
  })
})

describe('show', () => {
  test('brings a forgotten job back with its answers, which counts once, while others are forgotten', async () => {
    await open()
    await run('select name from emp where job = 1;')
    await forgetFirst()
    bench.enter('show 1.1')
    await bench.shows(/1\.1 in scott#1: succeeded[\s\S]*KING/)
    const counted = [...state().jobs.values()].filter(({ isRecalled }) => !isRecalled).length
    await bench.shows(new RegExp(`✓ ${counted + state().forgotten.jobs} `))
    await forgetNext(5)
    expect([...state().jobs.keys()].slice(0, 2)).toEqual([1, 6])
    bench.enter('save /tmp/f1-never-written/x')
    await bench.shows(/there is no such directory/)
    bench.type('2')
    await bench.shows(/^ +1 select name from emp where job = 1/m)
  })

  test('does so from the practice database too', async () => {
    const practice = await startPractice()
    alsoStop = practice.stop
    await open({ open: openConnection, resolve: async () => practice.connectString })
    bench.enter('on scott:3')
    await run('select ename from emp where empno = 7839;')
    await forgetFirst()
    bench.enter('show 1.1')
    await bench.shows(/1\.1 in scott#1: succeeded[\s\S]*KING/)
    bench.enter('show 2')
    await bench.shows(/job 2 of /)
    expect([...state().jobs.keys()].slice(0, 3)).toEqual([1, 2, 3])
  }, 60_000)

  async function forgetNext(job: number): Promise<void> {
    while (state().jobs.has(job)) await run('select name from emp;')
  }
})

test('statements that are entered together wait for jobs that were forgotten meanwhile', async () => {
  await open()
  const statements = Array.from({ length: leastJobs + 5 }, () => 'select name from emp;')
  bench.shell.paste([...statements, 'commit'].join('\n'))
  bench.press('enter')
  await bench.shows(/no session of scott:3 holds uncommitted work/)
  await vi.waitFor(() => expect(state().forgotten.jobs).toBeGreaterThan(0))
})
