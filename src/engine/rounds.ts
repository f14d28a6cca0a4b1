/** Lets a repeated job go on with its next round, or tells why it does not. */
import type { Event, EventBody } from '../core/event.ts'
import type { JobPlan, TaskId } from '../core/job.ts'
import { jobOf } from '../core/job.ts'
import { afterRound } from '../core/repeat.ts'
import type { JobState, State } from '../core/state.ts'

export interface Rounds {
  /** The first value of a task's first answer, kept while somebody waits for it to be a certain one. */
  keepFirst(job: JobState, task: TaskId, value: string | null): void
  /** What became of the jobs that ended with these events; the next rounds are submitted. */
  after(events: readonly Event[], state: State): EventBody[]
}

export function watchRounds(now: () => number, submit: (plan: JobPlan, before: number) => void): Rounds {
  const firstValues = new Map<TaskId, string>()

  const roundEnded = (job: JobState): EventBody | undefined => {
    const next = afterRound(job, now(), (task) => firstValues.get(task))
    if (next === undefined) return undefined
    for (const { id } of job.tasks) firstValues.delete(id)
    if (!next.goesOn) return { type: 'round ended', job: job.number, last: next.reason }
    submit(next.plan, job.number)
    return { type: 'round ended', job: job.number }
  }

  return {
    keepFirst(job, task, value) {
      if (value !== null && job.plan.repeat?.until?.of === 'value') firstValues.set(task, value)
    },
    after(events, state) {
      const ended = new Set(
        events.flatMap((event) => (event.type === 'task ended' ? [jobOf(event.task)] : [])),
      )
      return [...ended].flatMap((number) => {
        const job = state.jobs.get(number)
        return job && !state.active.has(number) ? (roundEnded(job) ?? []) : []
      })
    },
  }
}
