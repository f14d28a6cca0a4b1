import { describe, expect, test } from 'vitest'
import type { Failure } from '../../src/core/failure.ts'
import { adviceFor, blockerWords, endWords, explain, stillRunsWords } from '../../src/core/words.ts'

describe('advice', () => {
  test.each<readonly [Failure, RegExp]>([
    [{ code: 'wrong password', message: 'ORA-01017', oracle: 'ORA-01017' }, /tried once and not again/],
    [{ code: 'unknown service', message: '', oracle: 'NJS-518' }, /no such service/],
    [{ code: 'too many sessions', message: '', oracle: 'ORA-02391' }, /fewer sessions alike/],
    [{ code: 'too many sessions', message: '', oracle: 'ORA-00018' }, /SESSIONS/],
    [{ code: 'too many sessions', message: '', oracle: 'ORA-00020' }, /PROCESSES/],
    [{ code: 'too many sessions', message: '', oracle: 'ORA-12516' }, /limit of PROCESSES/],
    [{ code: 'too many sessions', message: '', oracle: 'ORA-12519' }, /limit of PROCESSES/],
    [{ code: 'nobody listens', message: '', oracle: 'NJS-511' }, /nothing listens/],
    [{ code: 'not connected', message: '', oracle: 'NJS-500' }, /native network encryption/],
    [{ code: 'not connected', message: '', oracle: 'NJS-521' }, /native network encryption/],
    [{ code: 'connection lost', message: '', oracle: 'NJS-500' }, /opened again for its next task/],
    [{ code: 'statement failed', message: '', oracle: 'ORA-00942' }, /check the name/],
    [{ code: 'internal', message: '' }, /defect of multisession/],
  ])('%j', (failure, words) => {
    expect(adviceFor(failure)).toMatch(words)
  })

  test('where the message says all, there is none', () => {
    expect(
      adviceFor({ code: 'statement failed', message: 'ORA-20001: no', oracle: 'ORA-20001' }),
    ).toBeUndefined()
    expect(explain({ code: 'bad request', message: 'expected a, got b' })).toBe('expected a, got b')
  })

  test('an explanation is the message, then what to do', () => {
    expect(explain({ code: 'account locked', message: 'ORA-28000: The account is locked.' })).toBe(
      'ORA-28000: The account is locked.\na DBA unlocks it: alter user ... account unlock',
    )
  })
})

test.each([
  [{ outcome: 'succeeded', fate: 'none' }, 'succeeded'],
  [{ outcome: 'cancelled', fate: 'pending' }, 'cancelled, changes pending'],
  [{ outcome: 'cancelled', fate: 'in doubt' }, 'cancelled, effect unknown'],
  [{ outcome: 'timed out', fate: 'in doubt' }, 'timed out, effect unknown'],
  [{ outcome: 'failed', fate: 'rolled back' }, 'failed, rolled back'],
  [{ outcome: 'unknown', fate: 'in doubt' }, 'unknown, in doubt'],
] as const)('%j is told as: %s', (end, words) => {
  expect(endWords(end)).toBe(words)
})

test('who blocks is named, ours by name and others by user and sid', () => {
  expect(blockerWords({ session: 'a', sid: 7 })).toBe('waits for our session a')
  expect(blockerWords({ sid: 7, user: 'HR' })).toBe('waits for HR (sid 7)')
  expect(blockerWords({ sid: 7 })).toBe('waits for sid 7')
})

test('a dropped call says where it may still run', () => {
  expect(stillRunsWords({ mayStillRun: '12,345,@1' })).toBe(
    "may still run on the server as session '12,345,@1'",
  )
  expect(stillRunsWords({ mayStillRun: '12,345,@1', notKilled: 'marked for kill' })).toBe(
    "may still run on the server as session '12,345,@1' (marked for kill)",
  )
  expect(stillRunsWords({ mayStillRun: '?' })).toBe('may still run on the server')
  expect(stillRunsWords({})).toBe('')
})
