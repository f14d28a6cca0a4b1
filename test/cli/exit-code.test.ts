import { describe, expect, test } from 'vitest'
import { exitCodeOf } from '../../src/cli/exit-code.ts'
import type { TaskEnd } from '../../src/core/event.ts'
import type { JobState } from '../../src/core/state.ts'
import { endedWith, logOfEvents, openSessions } from '../core/log-of-events.ts'
import { planOf } from '../helpers/plans.ts'

function jobThatEnded(ends: readonly Partial<TaskEnd>[]): JobState {
  const log = logOfEvents()
  log.add(...openSessions(['a']), { type: 'job queued', job: 1, plan: planOf({ count: ends.length }) })
  for (const [index, end] of ends.entries()) {
    log.add({ type: 'task ended', task: `1.${index + 1}`, ...endedWith(end) })
  }
  const job = log.state.jobs.get(1)
  if (!job) throw new Error('no job')
  return job
}

const failed = { outcome: 'failed' } as const

describe('the exit code', () => {
  test.each([
    ['0 when all succeeded', [{}, {}], undefined, 0],
    [
      'the number of tasks that did not succeed',
      [failed, {}, { outcome: 'unknown' }, { outcome: 'skipped' }],
      undefined,
      3,
    ],
    ['100 for a hundred of them', Array.from({ length: 100 }, () => failed), undefined, 100],
    ['101 for more', Array.from({ length: 250 }, () => failed), undefined, 101],
    ['102 when work was rolled back and nobody had said so', [{}, { fate: 'rolled back' }], undefined, 102],
    ['102 when work is still open at the end', [{}, { fate: 'pending' }], undefined, 102],
    ['0 when work was rolled back as asked', [{ fate: 'rolled back' }], 'rollback', 0],
    ['0 when work was committed', [{ fate: 'committed' }], 'commit', 0],
    [
      'the number of failures even when work was rolled back',
      [failed, { fate: 'rolled back' }],
      undefined,
      1,
    ],
  ] as const)('is %s', (_, ends, ending, code) => {
    expect(exitCodeOf(jobThatEnded(ends), ending)).toBe(code)
  })
})
