import { describe, expect, test } from 'vitest'
import { selectRow, showView } from '../../../src/ui/live/list-moves.ts'
import { endedWith, openSessions } from '../../core/log-of-events.ts'
import { planOf } from '../../helpers/plans.ts'
import { firstView, type Happening, happening, look, seedJob, showing, textOf } from './scenes.ts'

/** A job of so many tasks, of which the fifth has failed. */
function many(count: number): Happening {
  const day = happening()
  day.add(0, ...openSessions(['a']), { type: 'job queued', job: 1, plan: planOf({ count }) })
  day.add(0, { type: 'task started', task: '1.5', session: 'a' })
  day.add(900, { type: 'task ended', task: '1.5', ...endedWith({ outcome: 'failed' }) })
  return day
}

describe('the grid', () => {
  test('has a cell for each task, a legend that counts them, and the selected one spelled out', () => {
    const text = textOf(look(seedJob(), { live: showing('grid'), selected: { job: 2, task: '2.4' } }))
    expect(text).toMatch(/grid of tasks of job 2: 7/)
    expect(text).toMatch(/2\.1 +✓ ✗ ✓›● ● ○ ○/)
    expect(text).toMatch(/○ 2 waiting +● 2 running +✓ 2 succeeded +✗ 1 failed/)
    expect(text).toMatch(/› ● blocked {2}2\.4 {2}schema=D {2}scott#3 {2}7s {2}waits for scott#1/)
  })

  test('shown again has a cell for each session, and then for each task', () => {
    const view = { ...firstView, ...showView(firstView, 'grid') }
    const sessions = { ...view, ...showView(view, 'grid') }
    expect(textOf(look(seedJob(), sessions))).toMatch(/grid of sessions: 3[\s\S]*◆ 1 open work/)
    expect(textOf(look(seedJob(), { ...sessions, ...showView(sessions, 'grid') }))).toMatch(/grid of tasks/)
  })

  test('shows a thousand tasks in a terminal of 80 columns, all of them', () => {
    const text = textOf(look(many(1_000), { live: showing('grid') }))
    expect(text.match(/○/g)).toHaveLength(999 + 1 + 1)
    expect(text.match(/✗/g)?.length).toBeGreaterThanOrEqual(2)
  })

  test('is gone through in both directions, and scrolls to what is selected', () => {
    const day = many(5_000)
    const first = look(day, { live: showing('grid'), selected: { job: 1, task: '1.1' } })
    const move = (direction: -1 | 1, step: 'cell' | 'line' | 'end') =>
      selectRow(
        direction,
        step,
        { ...firstView, live: showing('grid'), selected: { job: 1, task: '1.1' } },
        day.state,
        day.course,
        first,
      ).selected?.task
    expect(move(1, 'cell')).toBe('1.2')
    expect(move(1, 'line')).toBe(`1.${1 + first.across}`)
    expect(move(-1, 'line')).toBe('1.1')
    expect(move(1, 'end')).toBe('1.5000')
    const last = look(day, { live: showing('grid'), selected: { job: 1, task: '1.5000' } })
    expect(last.top).toBeGreaterThan(3_000)
    expect(last.top % last.across).toBe(0)
    expect(textOf(last)).toMatch(/› ○ waiting {2}1\.5000/)
  })

  test('shows only what fits the filter', () => {
    const text = textOf(look(many(300), { live: showing('grid', 'tasks', { filter: 'phase:failed' }) }))
    expect(text).toMatch(/1 of 300 ── filter phase:failed/)
    expect(text).toMatch(/ 1\.5 +✗$/m)
  })
})
