/**
 * Watches how long calls take, and tells when one is over the limit of its job. A limit that is a share of the median moves
 * as tasks succeed, for those that run already too.
 */
import type { Event } from '../core/event.ts'
import { jobOf, type TaskId } from '../core/job.ts'
import { type State, taskOf } from '../core/state.ts'
import { limitAfter, overLimitWords, type TimeLimit } from '../core/time-limit.ts'

export interface TimeLimits {
  /** A task's statement is about to be sent. */
  callBegan(task: TaskId, limit: TimeLimit | undefined): void
  callEnded(task: TaskId): void
  /** Hears every event, folded in already. */
  heed(event: Event): void
}

export interface TimeLimitOptions {
  readonly state: State
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** Hears, once, that a call is over its limit, and in words over which. */
  readonly expire: (task: TaskId, why: string) => void
}

interface Watched {
  readonly limit: TimeLimit
  readonly since: number
  timer: NodeJS.Timeout | undefined
}

/** The longest a timer of Node waits, in milliseconds (Node.js documentation, `setTimeout`). */
const longestTimer = 2 ** 31 - 1

export function watchTimeLimits({ state, now, expire }: TimeLimitOptions): TimeLimits {
  const watched = new Map<TaskId, Watched>()
  /** Of jobs whose limit is a share: how long those took that succeeded, the shortest first. */
  const durations = new Map<number, number[]>()

  const look = (task: TaskId): void => {
    const call = watched.get(task)
    if (!call) return
    clearTimeout(call.timer)
    const most = limitAfter(call.limit, durations.get(jobOf(task)) ?? [])
    if (most === undefined) return
    const left = call.since + most - now()
    if (left > 0) {
      call.timer = setTimeout(() => look(task), Math.min(Math.ceil(left), longestTimer))
      return
    }
    watched.delete(task)
    expire(task, overLimitWords(call.limit, most))
  }

  const learn = (id: TaskId): void => {
    const number = jobOf(id)
    const job = state.jobs.get(number)
    if (!job?.plan.timeout || !('percent' in job.plan.timeout)) return
    const { phase } = taskOf(state, id)
    if (phase.name === 'ended' && phase.since !== undefined && phase.end.outcome === 'succeeded') {
      const known = durations.get(number) ?? []
      insert(known, phase.at - phase.since)
      durations.set(number, known)
      for (const task of watched.keys()) if (jobOf(task) === number) look(task)
    }
    if (!state.active.has(number)) durations.delete(number)
  }

  return {
    callBegan(task, limit) {
      if (limit === undefined) return
      watched.set(task, { limit, since: now(), timer: undefined })
      look(task)
    },
    callEnded(task) {
      clearTimeout(watched.get(task)?.timer)
      watched.delete(task)
    },
    heed(event) {
      if (event.type === 'task ended') learn(event.task)
    },
  }
}

/** Keeps the order. */
function insert(sorted: number[], value: number): void {
  let low = 0
  for (let high = sorted.length; low < high; ) {
    const middle = (low + high) >> 1
    if ((sorted[middle] ?? 0) < value) low = middle + 1
    else high = middle
  }
  sorted.splice(low, 0, value)
}
