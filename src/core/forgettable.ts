/**
 * Which ended jobs need not be remembered any more: the oldest of them, while those that ended after them hold tasks
 * enough. Pure; whoever has a journal can bring them back from there.
 */
import { jobOf } from './job.ts'
import type { State } from './state.ts'

/** Of jobs that have ended so many are always remembered, however many tasks they have: somebody looks at them. */
export const leastJobs = 10

/**
 * The jobs to forget, of those that have ended, in the order in which they did. One is forgotten when at least
 * `leastJobs` have ended after it, with `tasks` tasks together, and nothing needs it: its work is settled, no job that
 * has not ended comes after it, and its repetition has gone on or is over.
 */
export function forgettableJobs(state: State, ended: readonly number[], tasks: number): number[] {
  const needed = neededJobs(state)
  const found: number[] = []
  let after = 0
  for (const number of ended) after += state.jobs.get(number)?.tasks.length ?? 0
  for (const number of ended.slice(0, -leastJobs)) {
    const job = state.jobs.get(number)
    if (!job) continue
    after -= job.tasks.length
    if (after < tasks) break
    const isRepeating = job.plan.repeat !== undefined && job.roundEnded === undefined
    if (!needed.has(number) && !isRepeating) found.push(number)
  }
  return found
}

/** Jobs that have not ended, those that one of them comes after, and those whose work is pending somewhere. */
function neededJobs({ sessions, active, jobs }: State): ReadonlySet<number> {
  const needed = new Set(active)
  for (const { pending } of sessions.values()) for (const task of pending) needed.add(jobOf(task))
  for (const number of active) {
    const after = jobs.get(number)?.plan.after
    if (after) needed.add(after.job)
  }
  return needed
}
