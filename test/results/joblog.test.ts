import { expect, test } from 'vitest'
import type { TaskPhase, TaskState } from '../../src/core/state.ts'
import { joblogHeader, joblogLine } from '../../src/results/joblog.ts'
import { endedWith } from '../core/log-of-events.ts'

const shown = 'select 1\n  from dual'

const task = (phase: TaskPhase): TaskState => ({
  ...{ id: '3.7', job: 3, phase, results: [], outputCount: 0 },
  plan: { number: 7, parameters: {}, statement: shown, binds: {} },
})

const ran = { name: 'ended', session: 'a', since: 1_376_577_364_974, at: 1_376_577_364_982 } as const

test('a line has the columns of GNU parallel’s job log', () => {
  expect(joblogHeader.trimEnd().split('\t')).toHaveLength(9)
  expect(joblogLine(task({ ...ran, end: endedWith({}) }), shown)).toBe(
    '7\ta\t1376577364.974\t     0.008\t0\t0\t0\t0\tselect 1 from dual\n',
  )
})

test.each([
  ['failed', 1, 0],
  ['cancelled', 0, 2],
  ['timed out', -1, 0],
  ['unknown', -1, 0],
] as const)('a task that ended as %s has exit value %i and signal %i', (outcome, exitValue, signal) => {
  const columns = joblogLine(task({ ...ran, end: endedWith({ outcome }) }), shown)?.split('\t')
  expect(columns?.slice(6, 8)).toEqual([String(exitValue), String(signal)])
})

test('a task that never ran has no line', () => {
  expect(
    joblogLine(task({ name: 'ended', at: 1, end: endedWith({ outcome: 'skipped' }) }), shown),
  ).toBeUndefined()
  expect(joblogLine(task({ name: 'waiting' }), shown)).toBeUndefined()
})
