import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type HaltRule, haltReason, haltText, parseHalt } from '../../src/core/halt.ts'
import type { Outcome } from '../../src/core/outcome.ts'
import { parseShare, tasksIn } from '../../src/core/share.ts'

const rule = (text: string): HaltRule => {
  const parsed = parseHalt(text)
  if (!parsed) throw new Error(`${text} is no rule`)
  return parsed
}

const ended = (counts: Partial<Record<Outcome, number>>): ReadonlyMap<Outcome, number> =>
  new Map(Object.entries(counts) as [Outcome, number][])

const outcomes: readonly Outcome[] = ['succeeded', 'failed', 'cancelled', 'timed out', 'skipped', 'unknown']

describe('a rule', () => {
  test.each([
    'soon,fail=1',
    'now,fail=10%',
    'soon,success=3',
    'now,success=100%',
    'soon,done=2',
    'now,done=1%',
  ])('%s is read as it is written', (text) => expect(haltText(rule(text))).toBe(text))

  test('in capitals means the same', () => expect(haltText(rule('NOW,Fail=2'))).toBe('now,fail=2'))

  test('"never" is none', () => expect(parseHalt('never')).toBeUndefined())

  test.each([
    '',
    'now',
    'fail=1',
    'now,fail',
    'now,fail=',
    'now,fail=0',
    'now,fail=0%',
    'now,fail=101%',
    'now,fail=1.5',
    'now,fail=-1',
    'later,fail=1',
    'now,failed=1',
    'now,fail=1,soon',
    '1',
  ])('"%s" is refused, with what was expected', (text) => {
    expect(() => parseHalt(text)).toThrow(/expected never, or soon or now, a comma, and fail=N/)
  })
})

describe('a percentage', () => {
  test.each([
    // percent, tasks, what it is of them
    [1, 1, 1],
    [1, 50, 1],
    [1, 99, 1],
    [1, 100, 1],
    [1, 101, 2],
    [7, 100, 7],
    [10, 7, 1],
    [20, 7, 2],
    [29, 100, 29],
    [30, 10, 3],
    [33, 3, 1],
    [34, 3, 2],
    [50, 1, 1],
    [50, 2, 1],
    [50, 3, 2],
    [57, 100, 57],
    [58, 100, 58],
    [99, 100, 99],
    [99, 3, 3],
    [100, 3, 3],
    [100, 100_000, 100_000],
    [14, 50, 7],
    [1, 100_000, 1000],
  ])('%i%% of %i tasks is %i', (percent, total, tasks) => {
    expect(tasksIn({ percent }, total)).toBe(tasks)
  })

  test('is the least number of tasks that is at least so much of them', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 100 }),
        fc.integer({ min: 1, max: 1_000_000 }),
        (percent, total) => {
          const tasks = tasksIn({ percent }, total)
          // In whole numbers, so that nothing is rounded on the side of the test.
          expect(tasks).toBeGreaterThan(0)
          expect(tasks).toBeLessThanOrEqual(total)
          expect(BigInt(tasks) * 100n >= BigInt(total) * BigInt(percent)).toBe(true)
          expect(BigInt(tasks - 1) * 100n < BigInt(total) * BigInt(percent)).toBe(true)
        },
      ),
    )
  })

  test.each(['0', '0%', '101%', '', '%', '1.5%', '-1', ' 1', '1 %'])('"%s" is no share of tasks', (text) => {
    expect(parseShare(text)).toBeUndefined()
  })
})

describe('a job halts', () => {
  test.each<[string, number, Partial<Record<Outcome, number>>, string | undefined]>([
    ['soon,fail=1', 7, {}, undefined],
    ['soon,fail=1', 7, { succeeded: 6 }, undefined],
    ['soon,fail=1', 7, { failed: 1 }, 'halt soon,fail=1: 1 of 7 tasks failed'],
    ['soon,fail=3', 7, { failed: 2 }, undefined],
    ['soon,fail=3', 7, { failed: 1, 'timed out': 1, unknown: 1 }, 'halt soon,fail=3: 3 of 7 tasks failed'],
    ['soon,fail=1', 7, { cancelled: 2, skipped: 3 }, undefined],
    ['now,fail=20%', 7, { failed: 1 }, undefined],
    ['now,fail=20%', 7, { failed: 2 }, 'halt now,fail=20%: 2 of 7 tasks failed, and 20% of them are 2'],
    ['now,fail=1%', 7, { failed: 1 }, 'halt now,fail=1%: 1 of 7 tasks failed, and 1% of them are 1'],
    ['now,fail=100%', 3, { failed: 2, succeeded: 1 }, undefined],
    ['now,success=1', 7, { succeeded: 1 }, 'halt now,success=1: 1 of 7 tasks succeeded'],
    ['now,success=50%', 3, { succeeded: 1, failed: 1 }, undefined],
    [
      'now,success=50%',
      3,
      { succeeded: 2 },
      'halt now,success=50%: 2 of 3 tasks succeeded, and 50% of them are 2',
    ],
    ['soon,done=3', 7, { succeeded: 1, failed: 1, skipped: 5 }, undefined],
    ['soon,done=3', 7, { succeeded: 1, failed: 1, cancelled: 1 }, 'halt soon,done=3: 3 of 7 tasks done'],
    ['soon,fail=9', 3, { failed: 3 }, undefined],
  ])('by %s of %i tasks, when %j have ended: %s', (text, total, counts, reason) => {
    expect(haltReason(rule(text), ended(counts), total)).toBe(reason)
  })

  test('never before its number, and from then on whatever else ends', () => {
    const cases = {
      cause: fc.constantFrom('fail', 'success', 'done'),
      share: fc.oneof(
        fc.integer({ min: 1, max: 60 }).map(String),
        fc.integer({ min: 1, max: 100 }).map((percent) => `${percent}%`),
      ),
      ends: fc.array(fc.constantFrom(...outcomes), { minLength: 1, maxLength: 60 }),
    }
    const counts = {
      fail: (outcome: Outcome) => ['failed', 'timed out', 'unknown'].includes(outcome),
      success: (outcome: Outcome) => outcome === 'succeeded',
      done: (outcome: Outcome) => outcome !== 'skipped',
    }
    fc.assert(
      fc.property(cases.cause, cases.share, cases.ends, (cause, share, ends) => {
        const halt = rule(`soon,${cause}=${share}`)
        const limit = tasksIn(halt.share, ends.length)
        const soFar = new Map<Outcome, number>()
        let number = 0
        for (const outcome of ends) {
          soFar.set(outcome, (soFar.get(outcome) ?? 0) + 1)
          if (counts[halt.cause](outcome)) number++
          expect(haltReason(halt, soFar, ends.length) !== undefined).toBe(number >= limit)
        }
      }),
    )
  })
})
