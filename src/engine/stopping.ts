/** Ends tasks and jobs before their time: what runs is cancelled, what waits is skipped. Decided at once, on what is so now. */
import type { EventBody } from '../core/event.ts'
import { badRequest } from '../core/failure.ts'
import type { HaltMoment } from '../core/halt.ts'
import { jobOf, type TaskId } from '../core/job.ts'
import { endAfter, wasSent } from '../core/last-attempt.ts'
import { waitingIn } from '../core/schedule.ts'
import type { SessionName } from '../core/session.ts'
import { findTask, type JobState, jobNumbered, type State, taskOf } from '../core/state.ts'
import type { EventLog } from './log.ts'
import type { RunningTask } from './running-task.ts'
import { neverSent } from './task-end.ts'

export interface Stopping {
  /** Cancels what runs of a job and skips what waits. */
  stopJob(job: JobState, reason: string): void
  /** Skips what waits, and cancels what runs when it is to be `now`. */
  haltJob(job: JobState, reason: string, when: HaltMoment): void
  /** Throws a bad request for a task that there is not. */
  cancelTask(task: TaskId): void
  /** Throws a bad request for a job that there is not. */
  cancelJobs(numbers: readonly number[], reason: string): void
  /** Cancels what runs in these sessions and skips what waits for them alone. */
  cancelSessions(names: readonly SessionName[]): void
}

export function createStopping(log: EventLog, running: ReadonlyMap<TaskId, RunningTask>): Stopping {
  const stopJob = (job: JobState, reason: string): void => {
    skipWaiting(job, reason)
    cancelRunning(job)
  }

  const haltJob = (job: JobState, reason: string, when: HaltMoment): void => {
    skipWaiting(job, reason)
    if (when === 'now') cancelRunning(job)
  }

  const skipWaiting = (job: JobState, reason: string): void => {
    if (job.stopped !== undefined || !log.state.active.has(job.number)) return
    log.record({ type: 'job stopped', job: job.number, reason })
    log.recordAll(waitingIn(job).map((task) => skipped(log.state, task)))
  }

  const cancelRunning = (job: JobState): void => {
    for (const [id, task] of running) if (jobOf(id) === job.number) task.cancel()
  }

  const cancelTask = (task: TaskId): void => {
    const { phase } = findTask(log.state, task) ?? {}
    if (!phase) throw badRequest(`there is no task ${task}`)
    if (phase.name === 'waiting') log.record(skipped(log.state, task))
    else running.get(task)?.cancel()
  }

  const cancelJobs = (numbers: readonly number[], reason: string): void => {
    for (const number of numbers) stopJob(jobNumbered(log.state, number), reason)
  }

  const cancelSessions = (names: readonly SessionName[]): void => {
    const wanted = new Set(names)
    for (const number of log.state.active) {
      const waiting = waitingIn(
        jobNumbered(log.state, number),
        (session) => session !== undefined && wanted.has(session),
      )
      log.recordAll(waiting.map((task) => skipped(log.state, task)))
    }
    for (const name of names) {
      const phase = log.state.sessions.get(name)?.phase
      if (phase?.name === 'busy') running.get(phase.task)?.cancel()
    }
  }

  return { stopJob, haltJob, cancelTask, cancelJobs, cancelSessions }
}

/** A task that does not start any more: with the reason its session gave where there is one, or as it failed before. */
export function skipped(state: State, id: TaskId): EventBody {
  const { plan, retry } = taskOf(state, id)
  if (retry && wasSent(retry)) return { type: 'task ended', task: id, ...endAfter(retry) }
  const { session } = plan
  const names = session === undefined ? jobNumbered(state, jobOf(id)).plan.sessions : [session]
  const refused = names
    .map((name) => state.sessions.get(name)?.phase)
    .find((phase) => phase?.name === 'refused')
  return neverSent(id, 'skipped', refused?.error)
}
