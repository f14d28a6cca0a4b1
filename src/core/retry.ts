/**
 * When a failed attempt at a task may be made again by itself: only where it has certainly taken no effect, and only for
 * errors that pass, or that the user names. Pure.
 */
import { badRequest, type Failure } from './failure.ts'
import type { Verdict } from './outcome.ts'

/** What a job asks for. */
export interface RetryPlan {
  /** Attempts after the first. */
  readonly times: number
  /** Milliseconds between the end of an attempt and the start of the next, at least. */
  readonly delay: number
  /** Errors to retry beside those that are always safe: `ORA-20001`. */
  readonly on: readonly string[]
}

/** Milliseconds between two attempts, unless somebody wants otherwise. */
export const usualDelay = 5000

/** What is known of an attempt that has ended. */
export interface EndedAttempt {
  /** Counted from 1. */
  readonly attempt: number
  readonly verdict: Verdict
  readonly failure: Failure | undefined
  /** The session holds work of earlier tasks, uncommitted before the attempt or after it. */
  readonly hasPendingWork: boolean
  /** Some of its answer is with a reader already and cannot be taken back. */
  readonly hasPassedRows: boolean
}

/** The statement was rolled back, and what stood in its way goes away: a deadlock, a lock that somebody held. */
const passing = new Set(['ORA-00060', 'ORA-00054'])

/** Logins that were refused: trying again locks accounts. */
const neverAgain = new Set(['ORA-01005', 'ORA-01017', 'ORA-28000', 'ORA-28001'])

/** Whether the attempt may be made again. */
export function mayRetry(plan: RetryPlan | undefined, ended: EndedAttempt): boolean {
  const { attempt, verdict, failure, hasPendingWork, hasPassedRows } = ended
  if (plan === undefined || failure === undefined || attempt > plan.times) return false
  // Whatever nobody saw the end of is `unknown`, and never run again by itself.
  if (verdict.outcome !== 'failed' || hasPendingWork || hasPassedRows) return false
  if (verdict.fate !== 'none' && verdict.fate !== 'rolled back') return false
  return isRetryable(failure, plan.on)
}

function isRetryable({ code, oracle }: Failure, named: readonly string[]): boolean {
  // What failed with its connection was a pure query; anything else would be unknown.
  if (code === 'connection lost') return true
  if (oracle === undefined || neverAgain.has(oracle)) return false
  return passing.has(oracle) || named.includes(oracle)
}

/** Reads `ORA-60`, `ora-00060,ORA-20001`. Throws a bad request that names `what`. */
export function parseErrorCodes(text: string, what: string): string[] {
  return text.split(',').map((word) => {
    const [, digits] = /^ORA-(\d{1,5})$/i.exec(word.trim()) ?? []
    if (digits === undefined) throw badRequest(`${what}: expected an error such as ORA-20001, got "${word}"`)
    const code = `ORA-${digits.padStart(5, '0')}`
    if (neverAgain.has(code))
      throw badRequest(
        `${what}: ${code} is never retried: a password that is wrong again and again locks the account`,
      )
    return code
  })
}

/** `attempt 2 of 4`. */
export const attemptWords = (attempt: number, plan: RetryPlan | undefined): string =>
  plan === undefined ? `attempt ${attempt}` : `attempt ${attempt} of ${plan.times + 1}`
