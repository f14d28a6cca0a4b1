/**
 * What a run may do in protected sessions: `--yes N` must name how many of them it touches. The engine asks the same
 * again; here it is refused before any password is asked for.
 */
import { badRequest } from '../core/failure.ts'
import type { JobPlan } from '../core/job.ts'
import { type ProtectedUse, protectedUse } from '../core/protection.ts'
import type { SessionSpec } from '../core/session.ts'
import { nameList } from '../results/headings.ts'
import { roomForNames } from './closing-words.ts'

/** The protected sessions of a plan that has to be confirmed. */
export const protectedIn = (plan: JobPlan, sessions: readonly SessionSpec[]): ProtectedUse | undefined =>
  protectedUse(plan, (name) => sessions.find((session) => session.name === name))

/** Throws a bad request unless `--yes` names the right number, or there is nothing to confirm. */
export function refuseUnconfirmed(
  plan: JobPlan,
  sessions: readonly SessionSpec[],
  confirmed: number | undefined,
): void {
  const use = protectedIn(plan, sessions)
  if ((use?.count ?? 0) === (confirmed ?? 0)) return
  if (use === undefined) {
    if (plan.kind === 'query') return
    throw badRequest(`--yes ${confirmed} is not the number: no protected session is touched; nothing was run`)
  }
  throw badRequest(confirmationWords(use, confirmed))
}

/** Names the sessions, not their number: that is for the user to say. */
export function confirmationWords({ sessions }: ProtectedUse, confirmed?: number): string {
  const names = nameList(sessions, roomForNames)
  const wanted = 'it is no plain query, and --yes must name how many protected sessions it touches'
  const wrong = confirmed === undefined ? '' : `; ${confirmed} is not the number`
  return `protected: ${names}; ${wanted}${wrong}: nothing was run`
}
