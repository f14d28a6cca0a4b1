import { describe, expect, test } from 'vitest'
import type { Failure } from '../../src/core/failure.ts'
import type { Fate, Outcome } from '../../src/core/outcome.ts'
import { type EndedAttempt, mayRetry, parseErrorCodes, type RetryPlan } from '../../src/core/retry.ts'

const plan: RetryPlan = { times: 3, delay: 0, on: ['ORA-20001'] }
const oracle = (code: string): Failure => ({ code: 'statement failed', message: code, oracle: code })
const ended = (outcome: Outcome, fate: Fate) => ({ outcome, fate, earlier: undefined })

const attempt = (part: Partial<EndedAttempt>): EndedAttempt => ({
  ...{ attempt: 1, verdict: ended('failed', 'none'), failure: oracle('ORA-00060') },
  ...{ hasPendingWork: false, hasPassedRows: false },
  ...part,
})

describe('an attempt is made again', () => {
  test.each<[string, Partial<EndedAttempt>]>([
    ['after a deadlock', {}],
    ['after a lock that somebody held', { failure: oracle('ORA-00054') }],
    ['after an error that the user named', { failure: oracle('ORA-20001') }],
    ['when a block was rolled back', { verdict: ended('failed', 'rolled back') }],
    ['when a query lost its connection', { failure: { code: 'connection lost', message: 'NJS-500' } }],
    ['as often as was asked for', { attempt: 3 }],
  ])('%s', (_, part) => {
    expect(mayRetry(plan, attempt(part))).toBe(true)
  })

  test.each<[string, Partial<EndedAttempt>]>([
    ['more often', { attempt: 4 }],
    ['after any other error', { failure: oracle('ORA-00942') }],
    ['with work pending in its session', { hasPendingWork: true }],
    ['when it left work pending itself', { verdict: ended('failed', 'pending') }],
    ['when it may have committed', { verdict: ended('failed', 'in doubt') }],
    [
      'when nobody saw its end, though it was rolled back',
      { verdict: ended('unknown', 'rolled back'), failure: { code: 'connection lost', message: 'gone' } },
    ],
    ['when it was cancelled', { verdict: ended('cancelled', 'none') }],
    ['when it took too long', { verdict: ended('timed out', 'none') }],
    ['when rows of it are with a reader who cannot give them back', { hasPassedRows: true }],
    ['when it succeeded', { verdict: ended('succeeded', 'none'), failure: undefined }],
  ])('never %s', (_, part) => {
    expect(mayRetry(plan, attempt(part))).toBe(false)
  })

  test('never unless somebody asked for it', () => {
    expect(mayRetry(undefined, attempt({}))).toBe(false)
  })

  test.each(['ORA-01017', 'ORA-01005', 'ORA-28000', 'ORA-28001'])('never for %s, named or not', (code) => {
    expect(mayRetry({ ...plan, on: [code] }, attempt({ failure: oracle(code) }))).toBe(false)
    expect(() => parseErrorCodes(code, '--retry-on')).toThrow(`${code} is never retried`)
  })
})

test('errors are named as Oracle writes them, in any case and with or without zeros', () => {
  expect(parseErrorCodes('ora-60, ORA-20001', '--retry-on')).toEqual(['ORA-00060', 'ORA-20001'])
  expect(() => parseErrorCodes('60', '--retry-on')).toThrow('--retry-on: expected an error such as ORA-20001')
})
