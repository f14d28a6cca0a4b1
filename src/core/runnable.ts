/**
 * Whether a job's tasks may start at all, whatever room there is: nobody holds it, its time has come, and the job it
 * comes after has ended as wanted.
 */
import type { JobPlan } from './job.ts'
import { endedCount, type JobState, type State } from './state.ts'
import { whenText } from './when.ts'

/** Whether any of its tasks may start, if there is room for it. */
export const isRunnable = (job: JobState, state: State): boolean =>
  job.stopped === undefined &&
  !state.isPaused &&
  job.held === undefined &&
  job.isDue &&
  endOfEarlier(job, state) !== 'open'

/** Why none of its tasks may start now, in words; undefined when they may. */
export function whyItWaits(job: JobState, state: State): string | undefined {
  if (state.isPaused) return 'the queue is paused'
  if (job.held !== undefined) return heldWords(job)
  if (!job.isDue) return `not before ${whenText(job.plan.startAt ?? 0, job.queuedAt)}`
  const { after } = job.plan
  return after === undefined || endOfEarlier(job, state) !== 'open' ? undefined : afterWords(after)
}

/** What a wave gave is too long for a few words, and told elsewhere. */
const heldWords = ({ held, waves }: JobState): string =>
  waves?.isAsked ? `held for wave ${waves.given?.wave}` : `held: ${held}`

/** Whether the job that another comes after has ended otherwise than that one wants. */
export const isInVain = (job: JobState, state: State): boolean =>
  job.plan.after?.if === 'succeeded' && endOfEarlier(job, state) === 'otherwise'

/** How the job has ended that this one comes after. One that is not here was run by another program. */
function endOfEarlier({ plan, earlierEnded }: JobState, state: State): 'succeeded' | 'otherwise' | 'open' {
  if (plan.after === undefined) return 'succeeded'
  if (earlierEnded !== undefined) return earlierEnded
  const before = state.jobs.get(plan.after.job)
  if (before === undefined || endedCount(before) < before.tasks.length) return 'open'
  return (before.ended.get('succeeded') ?? 0) === before.tasks.length ? 'succeeded' : 'otherwise'
}

const afterWords = ({ job, if: wanted }: NonNullable<JobPlan['after']>): string =>
  wanted === 'ended' ? `after job ${job}, however it ends` : `after job ${job} has succeeded`
