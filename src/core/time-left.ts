/** How long a job may still take, guessed from its tasks that have finished. Pure; the clock is given. */
import type { JobState } from './state.ts'

/**
 * Milliseconds until the job's end if tasks go on taking as long as those that ran so far did on average; undefined
 * while none has finished. `now` is milliseconds since 1970.
 */
export function timeLeft(job: JobState, now: number): number | undefined {
  let finished = 0
  let spent = 0
  let waiting = 0
  const ages: number[] = []
  for (const { phase } of job.tasks) {
    switch (phase.name) {
      case 'waiting':
        waiting++
        break
      case 'running':
        ages.push(now - phase.since)
        break
      case 'ended':
        if (phase.since === undefined) break
        finished++
        spent += phase.at - phase.since
    }
  }
  return finished === 0 ? undefined : leftFor(job, { finished, spent, waiting, ages })
}

/** What is known of a job's tasks: how many finished and how long all of those took, how many wait, and how long each has run that runs. */
export interface Progress {
  readonly finished: number
  readonly spent: number
  readonly waiting: number
  readonly ages: readonly number[]
}

/** Milliseconds until a job ends of which at least one task has finished. */
export function leftFor(job: JobState, { finished, spent, waiting, ages }: Progress): number {
  const usual = spent / finished
  const rests = ages.map((age) => Math.max(usual - age, 0))
  const work = waiting * usual + rests.reduce((sum, rest) => sum + rest, 0)
  return rests.reduce((most, rest) => Math.max(most, rest), work / slotsOf(job))
}

/** Tasks that can run at once, as far as the plan tells. */
function slotsOf(job: JobState): number {
  const sessions = job.plan.sessions.length
  return Math.max(1, job.cap === 0 ? sessions : Math.min(job.cap, sessions))
}
