import { expect, test } from 'vitest'
import { apply } from '../../src/core/apply.ts'
import { type EventBody, eventVersion, type TaskEnd } from '../../src/core/event.ts'
import { taskId } from '../../src/core/job.ts'
import { parseParameter } from '../../src/core/parameters.ts'
import { planJob } from '../../src/core/plan.ts'
import { emptyState, type JobState } from '../../src/core/state.ts'
import { summaryLines } from '../../src/results/summary.ts'
import { endOf } from './answers.ts'

/** A job over schemas A, B, C ... whose tasks ended so; an undefined end is a task that waits. */
function jobThatEnded(
  ends: readonly (Partial<TaskEnd> | undefined)[],
  text = 'begin &schema..task; end;',
): JobState {
  const values = ends.map((_, index) => String.fromCharCode(65 + index))
  const plan = planJob(
    {
      ...{ text, target: 'scott', mode: 'any', parameters: [parseParameter(`schema=${values}`)] },
      ...{ cap: 0, commit: false, results: 'keep', limits: { rows: undefined, bytes: undefined } },
      ...{ whenSelfBlocked: 'stop', settlesOthers: false },
    },
    { sessions: ['scott'], groups: new Map() },
  )
  const session = { name: 'scott', login: { user: 'scott', connectString: 'practice' } }
  const identity = { user: 'SCOTT', databaseName: 'PRACTICE', serverVersion: '23' }
  const bodies: EventBody[] = [
    { type: 'session added', session },
    { type: 'session opening', session: 'scott' },
    { type: 'session opened', session: 'scott', identity },
    { type: 'job queued', job: 1, plan },
    ...ends.flatMap((end, index): EventBody[] =>
      end === undefined
        ? []
        : [
            { type: 'task started', task: taskId(1, index + 1), session: 'scott' },
            { type: 'task ended', task: taskId(1, index + 1), ...endOf(end) },
          ],
    ),
  ]
  const state = emptyState()
  for (const [index, body] of bodies.entries()) {
    apply(state, { ...body, version: eventVersion, seq: index + 1, at: index })
  }
  const job = state.jobs.get(1)
  if (!job) throw new Error('the job was not queued')
  return job
}

const options = {
  labelOf: ({ plan }: JobState['tasks'][number]) => plan.parameters['SCHEMA'] ?? '',
  elapsedMs: 9_300,
}

test('when all went well, two lines say so', () => {
  const job = jobThatEnded([{ fate: 'committed' }, { fate: 'committed' }, {}])
  expect(summaryLines(job, options)).toEqual(['3 tasks in 9.3s: 3 succeeded', 'work: 2 committed'])
})

test('tasks that failed alike stand together, with the error and what to do', () => {
  const error = {
    code: 'statement failed',
    message: 'ORA-00942: no such table',
    oracle: 'ORA-00942',
  } as const
  const job = jobThatEnded([{ outcome: 'failed', error }, {}, { outcome: 'failed', error }, undefined])
  expect(summaryLines(job, options)).toEqual([
    '4 tasks in 9.3s: 1 succeeded, 2 failed, 1 not ended',
    'failed: 1.1 (A), 1.3 (C)',
    '  ORA-00942: no such table',
    '  check the name, its schema, and the grants; a role does not count inside stored code',
  ])
})

test('what is not known and what may still run is told of each task', () => {
  const job = jobThatEnded([{ outcome: 'unknown', fate: 'in doubt', mayStillRun: '12,3,@1' }])
  expect(summaryLines(job, options)).toEqual([
    '1 task in 9.3s: 1 unknown',
    'work: 1 in doubt: committed or not, a person must look',
    "1.1 (A) may still run on the server as session '12,3,@1'",
  ])
})

test('many different errors are told up to a number, and the rest counted', () => {
  const ends = Array.from({ length: 25 }, (_, index) => ({
    outcome: 'failed' as const,
    error: { code: 'statement failed' as const, message: `ORA-200${10 + index}: no` },
  }))
  expect(summaryLines(jobThatEnded(ends), options).at(-1)).toBe('and 5 other errors')
})

test('no password is told', () => {
  const error = {
    code: 'statement failed',
    message: 'ORA-01031: insufficient privileges',
    offset: 5,
  } as const
  const job = jobThatEnded([{ outcome: 'failed', error }], 'alter user &schema identified by tiger')
  expect(summaryLines(job, options).join('\n')).not.toContain('tiger')
})
