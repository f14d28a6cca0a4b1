/**
 * When a job gives up before its tasks are through: after so many of them failed, succeeded or were done, as in GNU
 * parallel. Pure: it reads counts and says why; who stops what is known elsewhere.
 */
import { badRequest } from './failure.ts'
import type { Outcome } from './outcome.ts'
import { parseShare, type Share, shareForm, shareText, tasksIn } from './share.ts'

/** Starts nothing more and lets what runs end (**soon**), or cancels what runs too (**now**). */
export type HaltMoment = 'soon' | 'now'

/** What is counted. */
export type HaltCause = 'fail' | 'success' | 'done'

export interface HaltRule {
  readonly when: HaltMoment
  readonly cause: HaltCause
  readonly share: Share
}

/** Outcomes that count. What was skipped never ran, and what somebody cancelled did not fail. */
const counted: Readonly<Record<HaltCause, readonly Outcome[]>> = {
  fail: ['failed', 'timed out', 'unknown'],
  success: ['succeeded'],
  done: ['succeeded', 'failed', 'timed out', 'unknown', 'cancelled'],
}

const deeds: Readonly<Record<HaltCause, string>> = { fail: 'failed', success: 'succeeded', done: 'done' }

/** Reads `soon,fail=3` or `now,success=20%`; undefined is `never`. Throws a bad request. */
export function parseHalt(text: string): HaltRule | undefined {
  if (text.toLowerCase() === 'never') return undefined
  const [, when, cause, amount = ''] = /^(soon|now),(fail|success|done)=(.*)$/i.exec(text) ?? []
  const share = parseShare(amount)
  if (when === undefined || cause === undefined || share === undefined)
    throw badRequest(
      `halt: expected never, or soon or now, a comma, and fail=N, success=N or done=N, N being ${shareForm}; got "${text}"`,
    )
  return { when: when.toLowerCase() as HaltMoment, cause: cause.toLowerCase() as HaltCause, share }
}

/** As it is written: `soon,fail=3`. */
export const haltText = ({ when, cause, share }: HaltRule): string => `${when},${cause}=${shareText(share)}`

/** `now,fail=20%, that is 2`: a percentage with what it is of so many tasks. */
export function limitText(rule: HaltRule, total: number): string {
  const { share } = rule
  return 'percent' in share ? `${haltText(rule)}, that is ${tasksIn(share, total)}` : haltText(rule)
}

/** Why a job of `total` tasks halts, given its ended tasks by outcome; undefined: it goes on. */
export function haltReason(
  rule: HaltRule,
  ended: ReadonlyMap<Outcome, number>,
  total: number,
): string | undefined {
  const { cause, share } = rule
  const count = counted[cause].reduce((sum, outcome) => sum + (ended.get(outcome) ?? 0), 0)
  const limit = tasksIn(share, total)
  if (count < limit) return undefined
  const percentage = 'percent' in share ? `, and ${shareText(share)} of them are ${limit}` : ''
  return `halt ${haltText(rule)}: ${count} of ${total} tasks ${deeds[cause]}${percentage}`
}
