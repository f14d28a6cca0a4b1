import { expect, test } from 'vitest'
import type { JobRecord } from '../../src/core/record.ts'
import { jobTable, progressWords, stateWords } from '../../src/results/job-table.ts'
import { planFor } from '../helpers/plans.ts'

function record(part: Partial<JobRecord> = {}): JobRecord {
  const { tasks: _, ...plan } = planFor('select 1\n  from dual')
  return {
    ...{ number: 7, plan, taskCount: 300, queuedAt: 0, owner: { pid: 12, state: 'ended' } },
    ...{ running: 0, ended: {}, pending: 0, inDoubt: 0 },
    ...part,
  }
}

test('how far a job is: what ended, what runs, what waits', () => {
  const part = { running: 2, ended: { succeeded: 250, failed: 8 } }
  expect(progressWords(record(part))).toBe('250 succeeded, 8 failed, 2 running, 40 waiting')
})

test.each<readonly [Partial<JobRecord>, string]>([
  [{ endedAt: 1 }, 'ended'],
  [{ owner: { pid: 1, state: 'this program' } }, 'runs'],
  [{ owner: { pid: 1, state: 'another program' } }, 'runs in process 1'],
  [{}, 'broken off: resume 7'],
  [{ endedAt: 1, inDoubt: 2 }, '2 in doubt'],
  [{ endedAt: 1, pending: 1, owner: { pid: 1, state: 'this program' } }, '1 task uncommitted'],
  [{ resumedBy: 9 }, 'went on as 9'],
])('%j is told as %s', (part, words) => {
  expect(stateWords(record(part))).toBe(words)
})

test('a job takes one line, whatever its statement looks like', () => {
  const lines = jobTable(
    [record({ plan: { ...record().plan, statement: `select '\u001b[2J'\n${'x'.repeat(300)}` } })],
    100,
  )
  expect(lines).toHaveLength(3)
  expect(lines[2]).toContain("select '␛[2J' x")
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(100)
})
