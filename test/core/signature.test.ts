import { describe, expect, test } from 'vitest'
import type { TaskEnd } from '../../src/core/event.ts'
import type { Failure } from '../../src/core/failure.ts'
import {
  differenceText,
  type Expectation,
  isExpected,
  parseExpectation,
  signatureText,
  waveSignature,
  withConfirmed,
} from '../../src/core/signature.ts'
import { newJob, type TaskState } from '../../src/core/state.ts'
import { planOf } from '../helpers/plans.ts'
import { endedWith } from './log-of-events.ts'

const missing: Failure = { code: 'statement failed', message: 'ORA-00942: no table', oracle: 'ORA-00942' }

/** Tasks that have ended so, in the sessions a, b, c ... */
function endedTasks(ends: readonly Partial<TaskEnd>[]): readonly TaskState[] {
  const sessions = ends.map((_, index) => String.fromCharCode(97 + index))
  const { tasks } = newJob(3, planOf({ mode: 'each', sessions }), 0)
  for (const [index, task] of tasks.entries())
    task.phase = { name: 'ended', at: 1, end: endedWith(ends[index] ?? {}) }
  return tasks
}

describe('what a wave gave', () => {
  test('is told once for all tasks alike, whatever became of their work', () => {
    const tasks = endedTasks([
      { rows: 14 },
      { rows: 14, fate: 'pending' },
      { outcome: 'failed', error: missing },
      { rows: 1 },
    ])
    expect(waveSignature(tasks)).toEqual([
      { tasks: 2, outcome: 'succeeded', rows: 14, error: 'none' },
      { tasks: 1, outcome: 'failed', rows: 0, error: 'ORA-00942' },
      { tasks: 1, outcome: 'succeeded', rows: 1, error: 'none' },
    ])
    expect(signatureText(waveSignature(tasks))).toBe(
      '2 tasks: succeeded, 14 rows; 1 task: failed, 0 rows, ORA-00942; 1 task: succeeded, 1 row',
    )
  })

  test('of very many kinds names the first ones and counts the others', () => {
    const tasks = endedTasks(Array.from({ length: 12 }, (_, rows) => ({ rows })))
    expect(signatureText(waveSignature(tasks))).toMatch(/succeeded, 7 rows; 4 more$/)
  })
})

describe('a difference', () => {
  const expected: readonly Expectation[] = [{ outcome: 'succeeded', rows: 14, error: 'none' }]

  test('is none when all tasks gave what was confirmed', () => {
    expect(differenceText(endedTasks([{ rows: 14 }, { rows: 14, fate: 'committed' }]), expected)).toBe(
      undefined,
    )
  })

  test('names the tasks, what they gave and what was expected', () => {
    const tasks = endedTasks([{ rows: 14 }, { rows: 13 }, { outcome: 'failed', error: missing }])
    expect(differenceText(tasks, expected)).toBe(
      '3.2 b: succeeded, 13 rows; 3.3 c: failed, 0 rows, ORA-00942 (expected: succeeded, 14 rows)',
    )
  })

  test('of very many tasks names the first ones and counts the others', () => {
    expect(differenceText(endedTasks(Array.from({ length: 9 }, () => ({}))), expected)).toBe(
      '3.1 a, 3.2 b, 3.3 c, 3.4 d, 3.5 e, 4 more: succeeded, 0 rows (expected: succeeded, 14 rows)',
    )
  })

  test('that was confirmed is expected from then on, beside what was expected before', () => {
    const wave = waveSignature(endedTasks([{ rows: 14 }, { rows: 13 }]))
    const now = withConfirmed(expected, wave)
    expect(now).toEqual([...expected, { outcome: 'succeeded', rows: 13, error: 'none' }])
    expect(differenceText(endedTasks([{ rows: 13 }, { rows: 14 }]), now)).toBeUndefined()
    expect(differenceText(endedTasks([{ rows: 12 }]), now)).toMatch(
      /\(expected: succeeded, 14 rows; or succeeded, 13 rows\)$/,
    )
  })
})

describe('an expectation', () => {
  test.each<[string, Expectation]>([
    ['rows=14', { rows: 14 }],
    ['rows=14,outcome=succeeded', { rows: 14, outcome: 'succeeded' }],
    ['OUTCOME=Timed Out', { outcome: 'timed out' }],
    ['outcome=failed, error=ORA-00942', { outcome: 'failed', error: 'ORA-00942' }],
    ['error=NONE', { error: 'none' }],
  ])('"%s" is read', (text, expectation) => expect(parseExpectation(text)).toEqual(expectation))

  test.each(['', 'rows', 'rows=', 'rows=many', 'rows=-1', 'outcome=fine', 'error=', 'fate=none', 'rows=1,'])(
    '"%s" is refused, with what was expected',
    (text) => expect(() => parseExpectation(text)).toThrow(/confirm: expected what each task is to give/),
  )

  test.each(['outcome=failed,outcome=succeeded', 'rows=1,ROWS=1'])(
    '"%s" is refused: it says something twice',
    (text) => expect(() => parseExpectation(text)).toThrow(/twice/),
  )

  const given = { outcome: 'failed', rows: 0, error: 'ORA-00942' } as const

  test.each([
    ['rows=0', true],
    ['outcome=failed', true],
    ['error=ora-00942', true],
    ['error=ORA-00942,rows=0,outcome=failed', true],
    ['rows=1', false],
    ['outcome=succeeded', false],
    ['error=none', false],
    ['rows=0,outcome=succeeded', false],
  ])(
    '%s is met by a task that failed with ORA-00942: %s; what it does not name may be anything',
    (text, is) => {
      expect(isExpected(given, [parseExpectation(text)])).toBe(is)
    },
  )

  test('is met when one of several is', () => {
    const expected = ['rows=1', 'outcome=failed'].map(parseExpectation)
    expect(isExpected(given, expected)).toBe(true)
    expect(isExpected(given, [])).toBe(false)
  })
})
