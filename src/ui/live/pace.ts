/**
 * How fast things go: tasks that ended in each second of the last minute, and how long those of a job took. Counted as
 * events come, never by looking through tasks.
 */
import type { Event } from '../../core/event.ts'
import { jobOf } from '../../core/job.ts'
import { type State, taskOf, waitingCount } from '../../core/state.ts'
import { leftFor } from '../../core/time-left.ts'

/** Seconds that are remembered. */
export const paceSeconds = 60

export interface Pace {
  heed(event: Event): void
  /** Tasks that ended in each of the last `count` spans of so many seconds, the newest last; it may not be over yet. */
  ended(now: number, count: number, seconds: number): readonly number[]
  /** Milliseconds until the last of all active jobs ends, if things go on as they do; undefined while nobody knows. */
  timeLeft(now: number): number | undefined
  /** The same for one job. */
  timeLeftOf(job: number, now: number): number | undefined
}

/** What is known of how long tasks of a job take. */
interface Taken {
  finished: number
  spent: number
}

/** The pace of a state; `heed` must hear of every event folded into it. */
export function createPace(state: State): Pace {
  const counts = new Uint32Array(paceSeconds)
  /** The second since 1970 that was counted in last. */
  let newest = 0
  const taken = new Map<number, Taken>()

  /** Forgets what lies a minute back. */
  function turnTo(second: number): void {
    if (second <= newest) return
    const stale = Math.min(paceSeconds, second - newest)
    for (let back = 0; back < stale; back++) counts[(second - back) % paceSeconds] = 0
    newest = second
  }

  function leftOf(number: number, ages: Ages): number | undefined {
    const job = state.jobs.get(number)
    const known = taken.get(number)
    if (!job || !known || job.held !== undefined || state.isPaused) return undefined
    return leftFor(job, { ...known, waiting: waitingCount(job), ages: ages.get(number) ?? [] })
  }

  return {
    heed(event) {
      if (event.type !== 'task ended') return
      const { phase } = taskOf(state, event.task)
      if (phase.name !== 'ended' || phase.since === undefined) return
      turnTo(Math.floor(event.at / 1_000))
      counts[newest % paceSeconds] = (counts[newest % paceSeconds] ?? 0) + 1
      const job = jobOf(event.task)
      const known = taken.get(job) ?? { finished: 0, spent: 0 }
      known.finished++
      known.spent += phase.at - phase.since
      if (state.active.has(job)) taken.set(job, known)
      else taken.delete(job)
    },
    ended(now, count, seconds) {
      turnTo(Math.floor(now / 1_000))
      // Spans begin at whole multiples of their length, so that bars keep their heights while they move to the left.
      const end = (Math.floor(newest / seconds) + 1) * seconds
      return Array.from({ length: count }, (_, span) => {
        let sum = 0
        for (let part = 0; part < seconds; part++) {
          const second = end - (count - span) * seconds + part
          const isKept = second <= newest && second > newest - paceSeconds
          if (isKept) sum += counts[second % paceSeconds] ?? 0
        }
        return sum
      })
    },
    timeLeft(now) {
      const ages = agesOf(state, now)
      let longest: number | undefined
      for (const number of state.active) {
        const left = leftOf(number, ages)
        if (left === undefined) return undefined
        longest = Math.max(longest ?? 0, left)
      }
      return longest
    },
    timeLeftOf: (job, now) => leftOf(job, agesOf(state, now, job)),
  }
}

/** How many milliseconds the running tasks of each job run already. */
type Ages = ReadonlyMap<number, readonly number[]>

/** Of all jobs, or of one. */
function agesOf(state: State, now: number, only?: number): Ages {
  const ages = new Map<number, number[]>()
  for (const { phase } of state.sessions.values()) {
    if (phase.name !== 'busy') continue
    const job = jobOf(phase.task)
    if (only !== undefined && job !== only) continue
    const known = ages.get(job)
    if (known) known.push(now - phase.since)
    else ages.set(job, [now - phase.since])
  }
  return ages
}
