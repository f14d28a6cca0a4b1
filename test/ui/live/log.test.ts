import { describe, expect, test } from 'vitest'
import { clockText, wallTime } from '../../../src/core/local-time.ts'
import { follow, selectRow, showView } from '../../../src/ui/live/list-moves.ts'
import { endedWith, openSessions } from '../../core/log-of-events.ts'
import { planOf } from '../../helpers/plans.ts'
import { firstView, happening, look, morning, seedJob, showing, textOf } from './scenes.ts'

const clock = (after: number) => clockText(wallTime(morning + after))

describe('the log', () => {
  test('tells what happened in words, newest at the bottom, by the clock of this machine', () => {
    const lines = textOf(look(seedJob(), { live: showing('log') })).split('\n')
    const text = lines.join('\n')
    expect(text).toContain(`${clock(2_000)} job 2 queued, 7 tasks, any scott:3: begin &schema..task; end;`)
    expect(text).toContain(`${clock(7_000)} 2.2 schema=B failed, 5.0s, ORA-00942: table or view does not`)
    expect(text).toContain(`${clock(9_000)} 2.1 schema=A succeeded, changes pending, 5 rows, 7.0s`)
    const newest = lines.findIndex((line) => line.includes('2.4 schema=D waits for our session scott#1'))
    const before = lines.findIndex((line) => line.includes('2.1 schema=A succeeded'))
    expect(newest).toBeGreaterThan(before)
  })

  test('follows what happens until a row is selected, and again when it is asked to', () => {
    const day = happening()
    day.add(0, ...openSessions(['a']), { type: 'job queued', job: 1, plan: planOf({ count: 60 }) })
    const run = (from: number, to: number) => {
      for (let number = from; number <= to; number++) {
        day.add(number, { type: 'task started', task: `1.${number}`, session: 'a' })
        day.add(number, { type: 'task ended', task: `1.${number}`, ...endedWith({}) })
      }
    }
    run(1, 30)
    let view = { ...firstView, ...showView(firstView, 'log') }
    const shown = () => {
      view = { ...view, ...follow(view, day.state, day.course) }
      const frame = look(day, view)
      view = { ...view, top: frame.top }
      return textOf(frame)
    }
    expect(shown()).toMatch(/1\.30 succeeded/)
    view = { ...view, ...selectRow(-1, 'line', view, day.state, day.course, { rows: 10, across: 1 }) }
    run(31, 60)
    expect(shown()).not.toMatch(/1\.60 succeeded/)
    expect(shown()).toMatch(/1\.30 started/)
    expect(shown()).toMatch(/f follows/)
    view = { ...view, live: showing('log', 'log', { isFollowing: true }) }
    expect(shown()).toMatch(/1\.60 succeeded/)
  })

  test('is filtered by words', () => {
    const text = textOf(look(seedJob(), { live: showing('log', 'log', { filter: 'error:ora' }) }))
    expect(text).toMatch(/1 of 18 ── filter error:ora/)
    expect(text).not.toMatch(/started/)
  })

  test('forgets the oldest and keeps at least 2,000', () => {
    const day = happening()
    day.add(0, ...openSessions(['a']), { type: 'job queued', job: 1, plan: planOf({ count: 1 }) })
    for (let number = 1; number <= 9_000; number++)
      day.add(number, { type: 'priority changed', job: 1, priority: number })
    const rows = day.course.log.rows('')
    expect(rows.total).toBeGreaterThanOrEqual(2_000)
    expect(rows.total).toBeLessThan(4_000)
    expect(day.course.log.entry(rows.at(rows.length - 1) ?? '')?.text).toMatch(/priority 9000/)
    expect(day.course.log.rows('8999').length).toBe(1)
  })

  test('selects the task that an event is about', () => {
    const day = seedJob()
    const live = showing('log', 'log', { filter: 'error:ora' })
    const view = selectRow(1, 'line', { ...firstView, live }, day.state, day.course, { rows: 10, across: 1 })
    expect(view.selected).toEqual({ job: 2, task: '2.2' })
  })
})
