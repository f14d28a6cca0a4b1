import { describe, expect, test } from 'vitest'
import { timeLeft } from '../../../src/core/time-left.ts'
import { endedWith, openSessions } from '../../core/log-of-events.ts'
import { planOf } from '../../helpers/plans.ts'
import { happening, look, morning, seedJob, textOf } from './scenes.ts'

const head = (text: string): string => text.split('\n')[0] ?? ''

describe('the head line', () => {
  test('says how much time is left and draws the tasks that ended in the last minute', () => {
    const text = textOf(look(seedJob(), { selected: { job: 2 } }, { columns: 120 }))
    expect(head(text)).toMatch(
      / {2}[ ▁-█]+ {2}○ 2 waiting ● 2 running ✓ 4 succeeded ✗ 1 failed {2}10s, ~\d+s left$/,
    )
  })

  test('says the same in shorter words in 80 columns', () => {
    expect(head(textOf(look(seedJob(), {})))).toMatch(
      /any scott:3 {2}cap 3 [ ▁-█]*█[ ▁-█]*○ 2 wait ● 2 run ✓ 4 ok ✗ 1 failed {2}10s, ~\d+s left$/,
    )
  })

  test('says nothing of what is left once nothing runs', () => {
    const day = seedJob()
    for (const task of ['2.4', '2.5'] as const)
      day.add(12_000, { type: 'task ended', task, ...endedWith({}) })
    for (const task of ['2.6', '2.7'] as const)
      day.add(12_000, { type: 'task ended', task, ...endedWith({ outcome: 'skipped' }) })
    expect(head(textOf(look(day, {}, { columns: 160 })))).not.toMatch(/left|[▁-█]/)
  })
})

test('the time left is the one that a look through all tasks would give', () => {
  const day = seedJob()
  const job = day.state.jobs.get(2)
  if (!job) throw new Error('no job')
  for (const after of [12_000, 13_500, 40_000])
    expect(day.course.pace.timeLeft(morning + after)).toBe(timeLeft(job, morning + after))
})

test('tasks are counted in the second in which they ended, and forgotten after a minute', () => {
  const day = happening()
  day.add(0, ...openSessions(['a']), { type: 'job queued', job: 1, plan: planOf({ count: 9 }) })
  for (const [index, after] of [0, 100, 1_500, 59_000].entries()) {
    const task = `1.${index + 1}` as const
    day.add(after, { type: 'task started', task, session: 'a' })
    day.add(after, { type: 'task ended', task, ...endedWith({}) })
  }
  const { pace } = day.course
  const sum = (counts: readonly number[]) => counts.reduce((all, count) => all + count, 0)
  expect(pace.ended(morning + 59_000, 60, 1)).toEqual([2, 1, ...Array(57).fill(0), 1])
  expect(sum(pace.ended(morning + 59_999, 12, 5))).toBe(4)
  expect(sum(pace.ended(morning + 60_500, 60, 1))).toBe(2)
  expect(pace.ended(morning + 60_500, 12, 5)).toEqual([...Array(10).fill(0), 1, 0])
  expect(sum(pace.ended(morning + 200_000, 12, 5))).toBe(0)
})
