import { describe, expect, test } from 'vitest'
import { progressLine } from '../../src/cli/progress-lines.ts'
import type { EventBody } from '../../src/core/event.ts'
import { endedWith, logOfEvents, openSessions } from '../core/log-of-events.ts'
import { planOf } from '../helpers/plans.ts'

/** The line for the last of these events, after two tasks of a job have been queued. */
function lineAfter(...bodies: EventBody[]) {
  const log = logOfEvents()
  log.add(
    ...openSessions(['a', 'b']),
    { type: 'job queued', job: 1, plan: planOf({ mode: 'each', sessions: ['a', 'b'] }) },
    ...bodies,
  )
  const last = log.events.at(-1)
  return last && progressLine(last, log.state)
}

const started: EventBody = { type: 'task started', task: '1.1', session: 'a' }
const ended = (end: Parameters<typeof endedWith>[0]): EventBody => ({
  ...{ type: 'task ended', task: '1.1' },
  ...endedWith(end),
})

describe('a line of progress', () => {
  test.each<[string, EventBody[], string, boolean]>([
    ['a start', [started], '1.1 a started', false],
    ['a success', [started, ended({ rows: 1 })], '1.1 a succeeded, 1 row, 0.00s', false],
    [
      'changes',
      [started, ended({ rows: 1200, fate: 'pending' })],
      '1.1 a succeeded, changes pending, 1,200 rows, 0.00s',
      false,
    ],
    ['a cut answer', [started, ended({ isCut: true })], '1.1 a succeeded, 0.00s: cut at a limit', true],
    ['a warning', [started, ended({ warning: 'NJS-700' })], '1.1 a succeeded, 0.00s: NJS-700', true],
    [
      'an error of several lines',
      [
        started,
        ended({
          outcome: 'failed',
          error: { code: 'statement failed', message: 'ORA-1\nORA-06512: at line 3\nORA-2' },
        }),
      ],
      '1.1 a failed, 0.00s: ORA-1 ORA-2',
      true,
    ],
    [
      'a dropped call',
      [started, ended({ outcome: 'unknown', fate: 'in doubt', mayStillRun: '1,2,@1' })],
      "1.1 a unknown, in doubt, 0.00s: may still run on the server as session '1,2,@1'",
      true,
    ],
    [
      'a session of ours in the way',
      [started, { type: 'task blocked', task: '1.1', by: { sid: 7, session: 'b' } }],
      '1.1 a waits for our session b',
      true,
    ],
    [
      'an attempt that is made again',
      [
        started,
        {
          ...{ type: 'task retrying', task: '1.1', attempt: 1, dueAt: 6008, fate: 'none' },
          error: { code: 'statement failed', message: 'ORA-00060: deadlock' },
        },
      ],
      '1.1 a attempt 1 failed, again in 5s: ORA-00060: deadlock',
      true,
    ],
    ['a success at last', [started, ended({ attempts: 3 })], '1.1 a succeeded, 0.00s, 3 attempts', false],
    [
      'a break',
      [started, { type: 'cancel climbed', task: '1.1', rung: 'break' }],
      '1.1 a cancelling: a break is sent',
      false,
    ],
    [
      'a cancel from a second session',
      [started, { type: 'cancel climbed', task: '1.1', rung: 'cancel sql' }],
      '1.1 a did not answer the break: its statement is cancelled from a second session',
      true,
    ],
    [
      'a kill',
      [started, { type: 'cancel climbed', task: '1.1', rung: 'kill' }],
      '1.1 a did not answer the cancel: its session is killed',
      true,
    ],
    [
      'why it could not be killed',
      [started, { type: 'cancel climbed', task: '1.1', rung: 'drop', why: 'A may not alter system' }],
      '1.1 a did not answer the cancel in time: its connection is dropped (A may not alter system)',
      true,
    ],
    [
      'a dropped connection',
      [started, { type: 'cancel climbed', task: '1.1', rung: 'drop' }],
      '1.1 a did not answer the cancel in time: its connection is dropped',
      true,
    ],
    [
      'a session that waits',
      [
        {
          ...{ type: 'session waiting', session: 'a' },
          error: { code: 'too many sessions', message: 'ORA-02391: exceeded' },
        },
      ],
      'session a waits, and is tried again while others run: ORA-02391: exceeded (open fewer sessions, or raise the limit)',
      true,
    ],
    [
      'a stopped job',
      [{ type: 'job stopped', job: 1, reason: 'enough' }],
      'no further task starts: enough',
      true,
    ],
  ])('tells %s', (_, bodies, text, isNotable) => {
    expect(lineAfter(...bodies)).toEqual({ text, isNotable })
  })

  test('is not spent on tasks that never started', () => {
    expect(lineAfter(ended({ outcome: 'skipped' }))).toBeUndefined()
  })

  test('shows what a database wrote, and obeys none of it', () => {
    const message = 'ORA-20000: \u001b[2J\rall is well'
    const line = lineAfter(
      started,
      ended({ outcome: 'failed', error: { code: 'statement failed', message } }),
    )
    expect(line?.text).toContain('␛[2J␍all is well')
  })
})
