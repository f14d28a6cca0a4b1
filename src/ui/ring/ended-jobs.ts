/**
 * Which jobs ring when they have ended: those that took long, and those that somebody asked about. It makes no sound
 * itself.
 */
import type { Outcome } from '../../core/outcome.ts'
import { noRing, type Ring } from '../../core/ring.ts'
import type { JobState, State } from '../../core/state.ts'
import { formatDuration } from '../../results/measures.ts'

/** What is told of a job that has ended. */
export interface EndedJob {
  readonly job: number
  readonly tasks: number
  readonly counts: ReadonlyMap<Outcome, number>
  /** From its first start to its last end, in milliseconds. */
  readonly took: number
  /** On one line. */
  readonly text: string
}

export interface EndedJobs {
  /** This job rings so when it ends, however short it is. */
  ask(job: number, ring: Ring): void
  /** Jobs that have ended since the last look and are to be heard of. */
  look(state: State, usual: Ring | undefined): readonly (readonly [Ring, EndedJob])[]
}

/** `after`: milliseconds that a job must have taken to ring unasked. */
export function createEndedJobs(after: number): EndedJobs {
  const watched = new Set<number>()
  const asked = new Map<number, Ring>()
  return {
    ask(job, ring) {
      watched.add(job)
      asked.set(job, ring)
    },
    look(state, usual = noRing) {
      const heard: (readonly [Ring, EndedJob])[] = []
      for (const number of watched) {
        if (state.active.has(number)) continue
        watched.delete(number)
        const job = state.jobs.get(number)
        if (!job) continue
        const ended = endedJob(job)
        const ring = asked.get(number) ?? (ended.took >= after ? usual : noRing)
        asked.delete(number)
        if (ring.by !== 'nothing') heard.push([ring, ended])
      }
      for (const number of state.active) watched.add(number)
      return heard
    },
  }
}

function endedJob({ number, tasks, ended }: JobState): EndedJob {
  let first = Number.POSITIVE_INFINITY
  let last = 0
  for (const { phase } of tasks) {
    if (phase.name !== 'ended' || phase.since === undefined) continue
    first = Math.min(first, phase.since)
    last = Math.max(last, phase.at)
  }
  const took = Math.max(0, last - first)
  const counts = [...ended].filter(([, count]) => count > 0).map(([outcome, count]) => `${count} ${outcome}`)
  const text = [`job ${number} ended: ${counts.join(', ')}`, formatDuration(took)].join(', ')
  return { job: number, tasks: tasks.length, counts: ended, took, text }
}
