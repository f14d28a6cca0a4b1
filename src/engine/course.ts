/**
 * What the course of a job decides by itself, whenever a task has ended: whether its halt rule ends it, and whether its
 * wave is through. Which it is, is reckoned in core; here it is recorded.
 */
import type { Event } from '../core/event.ts'
import { type HaltMoment, haltReason } from '../core/halt.ts'
import { jobOf } from '../core/job.ts'
import type { JobState } from '../core/state.ts'
import { onWaveEnd } from '../core/wave-progress.ts'
import type { EventLog } from './log.ts'

/** Draws the conclusions from these events. `stop` ends a job, and `now` cancels what runs of it. */
export function followCourse(
  events: readonly Event[],
  log: EventLog,
  stop: (job: JobState, reason: string, when: HaltMoment) => void,
): void {
  for (const number of jobsIn(events)) {
    const job = log.state.jobs.get(number)
    if (!job) continue
    const { halt } = job.plan
    if (halt && job.stopped === undefined && log.state.active.has(number)) {
      const reason = haltReason(halt, job.ended, job.tasks.length)
      if (reason !== undefined) stop(job, reason, halt.when)
    }
    endWaves(job, log)
  }
}

/** The next wave may have ended before it began, when all its tasks were cancelled: nobody waits for it. */
function endWaves(job: JobState, log: EventLog): void {
  for (let ends = onWaveEnd(job); ends.length > 0; ends = onWaveEnd(job)) log.record(...ends)
}

/** The jobs that these events may have brought to a halt or to the end of a wave, each once. */
function jobsIn(events: readonly Event[]): ReadonlySet<number> {
  const jobs = new Set<number>()
  for (const event of events) {
    if (event.type === 'task ended') jobs.add(jobOf(event.task))
    // Whoever releases it lets its waves go on.
    else if (event.type === 'job released') jobs.add(event.job)
  }
  return jobs
}
