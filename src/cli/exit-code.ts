/**
 * The exit codes of the program, decided from what became of the tasks. Knows nothing of how they ran.
 */
import type { JobState, TaskState } from '../core/state.ts'
import type { Ending } from './run-request.ts'

/** All succeeded, but uncommitted work was rolled back and nobody had said what to do with it. */
export const exitRolledBackUnasked = 102
/** Ctrl-C, SIGTERM or SIGHUP. */
export const exitStopped = 130
/** Nothing could run: bad usage, an unknown session, no connection. */
export const exitUnable = 255

/** Numbers of what went wrong above this one share the exit code that follows it. */
export const mostCounted = 100

/** The exit code of a run whose tasks have all ended and whose open work is settled. */
export function exitCodeOf(job: JobState, ending: Ending | undefined): number {
  const unsuccessful = job.tasks.filter(
    ({ phase }) => phase.name !== 'ended' || phase.end.outcome !== 'succeeded',
  )
  if (unsuccessful.length > 0) return Math.min(unsuccessful.length, mostCounted + 1)
  if (ending === 'commit all') return Math.min(job.tasks.filter(isNotCommitted).length, mostCounted + 1)
  // What is still pending now goes with its session.
  const hasLostWork = job.tasks.some(
    ({ phase }) =>
      phase.name === 'ended' && (phase.end.fate === 'rolled back' || phase.end.fate === 'pending'),
  )
  return hasLostWork && ending === undefined ? exitRolledBackUnasked : 0
}

/** A commit that failed, or of which nobody knows. */
const isNotCommitted = ({ phase }: TaskState): boolean =>
  phase.name === 'ended' && phase.end.fate !== 'committed' && phase.end.fate !== 'none'
