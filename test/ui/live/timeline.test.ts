import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createLanes } from '../../../src/ui/live/lanes.ts'
import { zoom, zoomOut } from '../../../src/ui/live/list-moves.ts'
import { endedWith, openSessions } from '../../core/log-of-events.ts'
import { planOf } from '../../helpers/plans.ts'
import { firstView, happening, look, morning, seedJob, showing, textOf } from './scenes.ts'

describe('the timeline', () => {
  const text = textOf(look(seedJob(), { live: showing('timeline'), selected: { job: 2 } }))

  test('has a bar for each task in the lane of its session, and a sign for how it ended', () => {
    expect(text).toMatch(/scott#1 ━2\.1━+✓ *$/m)
    expect(text).toMatch(/scott#2 ━2\.2━+✗2\.5━+● *$/m)
    expect(text).toMatch(/scott#3 ━2\.3━+✓2\.4━+■ *$/m)
    expect(text).toMatch(/■ blocked/)
  })

  test('has an axis of time, and says how many ran at once beside the cap', () => {
    expect(text).toMatch(/╷0s +╷2s +╷4s +╷6s +╷8s/)
    expect(text).toMatch(/timeline of job 2: 10s, at most 3 at once, cap 3/)
    expect(text).toMatch(/at once █+▅+ *$/m)
  })

  test('grows while tasks run, and stands still when the job has ended', () => {
    const day = seedJob()
    const live = { live: showing('timeline'), selected: { job: 2 } }
    expect(textOf(look(day, live, { now: 30_000 }))).toMatch(/timeline of job 2: 28s/)
    const before = { live: showing('timeline'), selected: { job: 1 } }
    expect(textOf(look(day, before, { now: 30_000 }))).toBe(textOf(look(day, before, { now: 30_400 })))
  })

  test('shows a shorter or a longer time when asked to, and then all of the job again', () => {
    const view = { ...firstView, selected: { job: 2 }, live: showing('timeline') }
    const near = { ...view, ...zoom(1, view) }
    expect(textOf(look(seedJob(), near))).toMatch(/timeline: 30s/)
    expect(textOf(look(seedJob(), { ...near, ...zoom(-1, near) }))).toMatch(/timeline: 1m 00s/)
    expect(textOf(look(seedJob(), { ...near, ...zoomOut(near) }))).toMatch(/timeline of job 2: 10s/)
  })
})

test('how many ran at once is what the starts and ends say, to a quarter of a second', () => {
  const spans = fc.array(fc.record({ since: fc.nat(20_000), length: fc.integer({ min: 1, max: 9_000 }) }), {
    minLength: 1,
    maxLength: 40,
  })
  fc.assert(
    fc.property(spans, fc.nat(20_000), fc.integer({ min: 250, max: 9_000 }), (runs, from, length) => {
      const day = happening()
      const lanes = createLanes(day.state)
      const sessions = runs.map((_, index) => `s${index}`)
      day.add(0, ...openSessions(sessions))
      day.add(0, { type: 'job queued', job: 1, plan: planOf({ count: runs.length, sessions }) })
      const moments = runs
        .flatMap(({ since, length: ran }, index) => [
          { at: since, index, isStart: true },
          { at: since + ran, index, isStart: false },
        ])
        .sort((a, b) => a.at - b.at)
      for (const { at, index, isStart } of moments) {
        const task = `1.${index + 1}` as const
        if (isStart) day.add(at, { type: 'task started', task, session: `s${index}` })
        else day.add(at, { type: 'task ended', task, ...endedWith({}) })
        const body = isStart
          ? ({ type: 'task started', task, session: `s${index}` } as const)
          : ({ type: 'task ended', task, ...endedWith({}) } as const)
        lanes.heed({ ...body, version: 1, seq: 1, at: morning + at })
      }
      const atOnce = (time: number) =>
        runs.filter(({ since, length: ran }) => since <= time && time < since + ran).length
      const told = lanes.mostAtOnce(morning + from, morning + from + length)
      const points = [from, ...moments.map(({ at }) => at)]
      const within = (low: number, high: number) =>
        Math.max(0, ...points.filter((at) => at >= low && at < high).map(atOnce))
      // A sample holds the most of a quarter of a second, told at its beginning.
      expect(told).toBeGreaterThanOrEqual(
        Math.min(within(from, from + length), within(from + 250, from + length)),
      )
      expect(told).toBeLessThanOrEqual(within(from - 250, from + length + 250))
    }),
  )
})

test('bars of long ago are forgotten, those of now are not', () => {
  const day = happening()
  day.add(0, ...openSessions(['a']), { type: 'job queued', job: 1, plan: planOf({ count: 50_000 }) })
  for (let number = 1; number <= 50_000; number++) {
    day.add(number, { type: 'task started', task: `1.${number}`, session: 'a' })
    day.add(number, { type: 'task ended', task: `1.${number}`, ...endedWith({}) })
  }
  const bars = day.course.lanes.bars('a')
  expect(bars.length).toBeLessThanOrEqual(20_000)
  expect(bars.length).toBeGreaterThanOrEqual(10_000)
  expect(bars.at(-1)?.task).toBe('1.50000')
})
