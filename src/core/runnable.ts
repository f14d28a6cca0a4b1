/**
 * Whether a job's tasks may start at all, whatever room there is: nobody holds it, its time has come, and the job it
 * comes after has ended as wanted.
 */
import type { JobPlan } from './job.ts'
import { endedCount, type JobState, type State } from './state.ts'

/** Whether any of its tasks may start, if there is room for it. */
export const isRunnable = (job: JobState, state: State): boolean =>
  job.stopped === undefined &&
  !state.isPaused &&
  job.held === undefined &&
  job.isDue &&
  (job.plan.after === undefined || hasEnded(state, job.plan.after.job))

/** Why none of its tasks may start now, in words; undefined when they may. */
export function whyItWaits(job: JobState, state: State): string | undefined {
  if (state.isPaused) return 'the queue is paused'
  if (job.held !== undefined) return job.held
  if (!job.isDue) return `not before ${new Date(job.plan.startAt ?? 0).toISOString()}`
  const { after } = job.plan
  return after === undefined || hasEnded(state, after.job) ? undefined : afterWords(after)
}

/** Whether the job that another comes after has ended otherwise than that one wants. */
export function isInVain({ plan }: JobState, state: State): boolean {
  const { after } = plan
  if (after === undefined || after.if === 'ended' || !hasEnded(state, after.job)) return false
  const before = state.jobs.get(after.job)
  return before === undefined || (before.ended.get('succeeded') ?? 0) < before.tasks.length
}

function hasEnded(state: State, number: number): boolean {
  const job = state.jobs.get(number)
  return job === undefined || endedCount(job) === job.tasks.length
}

const afterWords = ({ job, if: wanted }: NonNullable<JobPlan['after']>): string =>
  wanted === 'ended' ? `after job ${job}, however it ends` : `after job ${job} has succeeded`
