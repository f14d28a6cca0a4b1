import { describe, expect, test } from 'vitest'
import { planDeed } from '../../../src/ui/live/deeds.ts'
import { changeList, selectRow, showView, typeFilter } from '../../../src/ui/live/list-moves.ts'
import type { View } from '../../../src/ui/view.ts'
import { endedWith, openSessions } from '../../core/log-of-events.ts'
import { planOf } from '../../helpers/plans.ts'
import { firstView, type Happening, happening, look, seedJob, showing, textOf } from './scenes.ts'

/** A view after moves, each given the view before. */
function after(...moves: ((view: View) => Partial<View>)[]): View {
  let view = firstView
  for (const move of moves) view = { ...view, ...move(view) }
  return view
}

const change =
  (day: Happening, ...changes: Parameters<typeof changeList>[0][]) =>
  (view: View): View =>
    after(
      () => view,
      ...changes.map((each) => (before: View) => changeList(each, before, day.state, day.course)),
    )

const down = (day: Happening) => (view: View) =>
  selectRow(1, 'line', view, day.state, day.course, { rows: 10, across: 1 })

describe('the view of sessions', () => {
  test('shows what each does, since when, and whose work is open in it', () => {
    const text = textOf(look(seedJob(), { live: showing('sessions') }))
    expect(text).toMatch(/session +state +task +remark +rows +time/)
    expect(text).toMatch(/scott#1 +◆ open work +3s, job 2/)
    expect(text).toMatch(/scott#2 +● running +2\.5 +task E: step 3 of 4 done +5s/)
    expect(text).toMatch(/scott#3 +● blocked +2\.4 +waits for scott#1 \(yours, idle, unco… +7s/)
  })

  test('has a column for login and for the age of open work where there is room', () => {
    const text = textOf(look(seedJob(), { live: showing('sessions') }, { columns: 160, rows: 50 }))
    expect(text).toMatch(/scott#1 +scott#1@practice +◆ open work +◆ 3s/)
  })

  test('says how sessions come when there are none', () => {
    expect(textOf(look(happening(), { live: showing('sessions') }))).toMatch(/no session yet: a statement/)
  })

  test('shows a window of a thousand, wherever the selection is', () => {
    const day = happening()
    day.add(0, ...openSessions(Array.from({ length: 1_000 }, (_, index) => `s${index}`)))
    const lines = look(day, { live: showing('sessions', 'sessions', { selected: 's500' }) }).lines
    expect(lines).toHaveLength(24)
    expect(lines.filter((line) => line.startsWith('›  s500') || line.startsWith('› s500'))).toHaveLength(1)
  })
})

test('the view of jobs tells how far each is and how it ended at its worst', () => {
  const text = textOf(look(seedJob(), { live: showing('jobs'), selected: { job: 2 } }))
  expect(text).toMatch(/ 1 select count\(\*\) from emp +each scott#1,sc… ✓ succeeded +2\/2 +0\.90s/)
  expect(text).toMatch(/› +2 begin &schema\.\.task; en… any scott:3 +● running +3\/7 +1 +10s/)
})

describe('the view of tasks', () => {
  test('shows those of the selected job', () => {
    const text = textOf(look(seedJob(), { live: showing('tasks'), selected: { job: 1 } }))
    expect(text).toMatch(/tasks of job 1: 2/)
    expect(text).toMatch(/1\.2 +✓ succeeded +scott#2 +1,234 +0\.90s/)
    expect(text).not.toMatch(/2\.1/)
  })

  test('shows those of the newest job while none is selected', () => {
    expect(textOf(look(seedJob(), { live: showing('tasks') }))).toMatch(
      /2\.2 +schema=B +✗ failed +scott#2 +ORA-00942.* 5\.0s/,
    )
  })
})

describe('a list', () => {
  test('is filtered while the filter is typed, and all of it is back when the filter is given up', () => {
    const day = seedJob()
    const typing = after(
      (view) => showView(view, 'tasks'),
      change(day, 'filter'),
      (view) => typeFilter('phase:run', view),
    )
    const text = textOf(look(day, typing))
    expect(text).toMatch(/1 of 7 ── filter phase:run_/)
    expect(text).toMatch(/2\.5/)
    expect(text).not.toMatch(/2\.1/)
    const all = textOf(
      look(
        day,
        after(() => typing, change(day, 'clear filter')),
      ),
    )
    expect(all).toMatch(/2\.1/)
    expect(all).not.toMatch(/filter/)
  })

  test('says so when nothing fits the filter', () => {
    const live = showing('tasks', 'tasks', { filter: 'nobody' })
    expect(textOf(look(seedJob(), { live }))).toMatch(/nothing fits the filter: nobody/)
  })

  test('stays filtered while tasks change', () => {
    const day = seedJob()
    const live = showing('tasks', 'tasks', { filter: 'phase:running' })
    expect(textOf(look(day, { live }))).toMatch(/2\.5/)
    day.add(12_000, { type: 'task ended', task: '2.5', ...endedWith({}) })
    day.add(12_000, { type: 'task started', task: '2.6', session: 'scott#2' })
    const text = textOf(look(day, { live }))
    expect(text).toMatch(/2\.6/)
    expect(text).not.toMatch(/2\.5/)
  })

  test('is sorted by each column in turn, and stands as it came after the last', () => {
    const day = seedJob()
    const tasksIn = (view: View) =>
      textOf(look(day, view))
        .match(/^[› ][* ](2\.\d)/gm)
        ?.map((id) => id.slice(-3))
    const byTime = { ...firstView, live: showing('tasks', 'tasks', { sort: 'time' }) }
    expect(textOf(look(day, byTime))).toMatch(/by time/)
    expect(tasksIn(byTime)).toEqual(['2.4', '2.5', '2.1', '2.2', '2.3', '2.6', '2.7'])
    expect(tasksIn(after(() => byTime, change(day, 'reverse')))?.at(-1)).toBe('2.4')
    const whole = after(() => byTime, change(day, 'sort'))
    expect(whole.live.stands.tasks.sort).toBeUndefined()
    expect(tasksIn(whole)?.[0]).toBe('2.1')
  })

  test('keeps its marks by row, and goes to the next row after each', () => {
    const day = seedJob()
    const marked = after((view) => showView(view, 'tasks'), down(day), change(day, 'mark', 'mark'))
    expect([...marked.live.stands.tasks.marks]).toEqual(['2.1', '2.2'])
    expect(marked.selected).toEqual({ job: 2, task: '2.3' })
    expect(textOf(look(day, marked))).toMatch(/2 marked[\s\S]*^ \*2\.1/m)
    expect(after(() => marked, change(day, 'unmark')).live.stands.tasks.marks.size).toBe(0)
  })

  test('of 100,000 tasks is sorted a slice at a time, and says so until it is', () => {
    const day = happening()
    day.add(0, ...openSessions(['a']), { type: 'job queued', job: 1, plan: planOf({ count: 100_000 }) })
    const live = showing('tasks', 'tasks', { isReversed: true })
    const first = look(day, { live })
    expect(first.isUnfinished).toBe(true)
    expect(textOf(first)).toMatch(/100,000, reading/)
    let frame = first
    for (let slices = 0; frame.isUnfinished && slices < 100; slices++) frame = look(day, { live })
    expect(textOf(frame)).not.toMatch(/reading/)
    expect(textOf(frame)).toMatch(/ 1\.100000 /)
  })

  test('of jobs finds its rows again when one of an earlier program comes in before them', () => {
    const day = seedJob()
    const live = showing('jobs', 'jobs', { filter: 'begin' })
    expect(textOf(look(day, { live }))).toMatch(/ 2 begin/)
    const { jobs } = day.state
    const entries = [...jobs].filter(([number]) => number === 2)
    jobs.delete(2)
    const old = jobs.get(1)
    if (!old) throw new Error('no job')
    jobs.set(0, { ...old, number: 0, plan: { ...old.plan, statement: 'begin old; end;' } })
    for (const [number, job] of entries) jobs.set(number, job)
    expect(textOf(look(day, { live }))).toMatch(/ 0 begin old[\s\S]* 2 begin &schema/)
  })

  test.each(['', 'begin'])(
    'of jobs finds its rows again when one was forgotten and another came, filtered by %j',
    (filter) => {
      const day = seedJob()
      const live = showing('jobs', 'jobs', { filter })
      day.add(12_000, { type: 'job queued', job: 3, plan: planOf({ statement: 'begin three; end;' }) })
      expect(textOf(look(day, { live }))).toMatch(/ 2 begin &schema[\s\S]* 3 begin three/)
      day.add(13_000, { type: 'job forgotten', job: 1 })
      day.add(13_000, { type: 'job queued', job: 4, plan: planOf({ statement: 'begin four; end;' }) })
      const text = textOf(look(day, { live }))
      expect(text).toMatch(/ 2 begin &schema[\s\S]* 3 begin three[\s\S]* 4 begin four/)
      expect(text).not.toMatch(/select count/)
      expect(day.course.lists.rows('jobs', live.stands.jobs)).toMatchObject({ length: 3, total: 3 })
    },
  )
})

test.each(['overview', 'sessions', 'jobs', 'tasks', 'timeline', 'grid', 'log'] as const)(
  'the view %s is drawn when the job that is selected and marked was forgotten',
  (shown) => {
    const day = seedJob()
    const marks = new Set(['1', '1.1'])
    const list = shown === 'jobs' || shown === 'tasks' ? shown : 'sessions'
    const view = { live: showing(shown, list, { marks }), selected: { job: 1, task: '1.1' } } as const
    look(day, view)
    day.add(12_000, { type: 'job forgotten', job: 1 })
    expect(look(day, view).lines).toHaveLength(24)
    expect(look(day, { ...view, page: 'answer' }).lines).toHaveLength(24)
    expect(planDeed('cancel', { ...firstView, ...view }, day.state)).toMatchObject({ type: 'impossible' })
    expect(planDeed('retry', { ...firstView, ...view }, day.state)).toMatchObject({ type: 'impossible' })
  },
)
