/**
 * What ran when: a bar for each task, in the lane of its session, and how many ran at once. Fed by events; what is old
 * is forgotten.
 */
import type { Event } from '../../core/event.ts'
import type { TaskId } from '../../core/job.ts'
import type { Outcome } from '../../core/outcome.ts'
import type { SessionName } from '../../core/session.ts'
import { type State, taskOf } from '../../core/state.ts'

/** One task in its session; it runs while `at` is absent. */
export interface Bar {
  readonly task: TaskId
  readonly since: number
  at?: number
  outcome?: Outcome
}

export interface Lanes {
  heed(event: Event): void
  /** Oldest first. */
  bars(session: SessionName): readonly Bar[]
  /** The most that ran at once from one time until before another. */
  mostAtOnce(from: number, until: number): number
}

/** Bars that are kept in all, at least half of them. */
const barsKept = 20_000
/** Starts and ends within so many milliseconds are one sample. */
const sampleLength = 250
/** Samples that are kept, at least half of them: hours. */
const samplesKept = 50_000

interface Sample {
  readonly at: number
  most: number
  last: number
}

/** Lanes of a state; `heed` must hear of every event folded into it. */
export function createLanes(state: State): Lanes {
  const lanes = new Map<SessionName, Bar[]>()
  let count = 0
  const running = new Set<TaskId>()
  let samples: Sample[] = []

  function sample(at: number): void {
    const last = samples.at(-1)
    if (last && at - last.at < sampleLength) {
      last.most = Math.max(last.most, running.size)
      last.last = running.size
      return
    }
    samples.push({ at, most: Math.max(running.size, last?.last ?? 0), last: running.size })
    if (samples.length > samplesKept) samples = samples.slice(-samplesKept / 2)
  }

  /** Forgets the older half of each lane. */
  function forget(): void {
    count = 0
    for (const [name, bars] of lanes) {
      const kept = bars.slice(-Math.ceil(bars.length / 2))
      lanes.set(name, kept)
      count += kept.length
    }
  }

  /** A bar ends with its task, or with an attempt of it that failed. */
  function endBar(event: Event & { readonly type: 'task ended' | 'task retrying' }): void {
    if (!running.delete(event.task)) return
    sample(event.at)
    const { phase, retry } = taskOf(state, event.task)
    const session = phase.name === 'ended' ? phase.session : retry?.session
    const bar =
      session === undefined ? undefined : lanes.get(session)?.findLast(({ task }) => task === event.task)
    if (!bar) return
    bar.at = event.at
    bar.outcome = event.type === 'task ended' ? event.outcome : 'failed'
  }

  return {
    heed(event) {
      if (event.type === 'task started') {
        running.add(event.task)
        const lane = lanes.get(event.session)
        const bar: Bar = { task: event.task, since: event.at }
        if (lane) lane.push(bar)
        else lanes.set(event.session, [bar])
        if (++count > barsKept) forget()
        sample(event.at)
      } else if (event.type === 'task ended' || event.type === 'task retrying') {
        endBar(event)
      }
    },
    bars: (session) => lanes.get(session) ?? [],
    mostAtOnce(from, until) {
      let place = firstAfter(samples, from)
      let most = samples[place - 1]?.last ?? 0
      for (let next = samples[place]; next && next.at < until; next = samples[++place])
        most = Math.max(most, next.most)
      return most
    },
  }
}

/** The first of those in order of time that is not before it. */
export function firstAfter(samples: readonly { readonly at: number }[], time: number): number {
  let [low, high] = [0, samples.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((samples[middle]?.at ?? 0) < time) low = middle + 1
    else high = middle
  }
  return low
}
