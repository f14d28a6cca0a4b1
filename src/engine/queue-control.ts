/**
 * What a user may do to the queue while it runs: caps, pauses, order. Decided at once on the state; nothing that runs is
 * touched by any of it.
 */
import { badRequest } from '../core/failure.ts'
import type { CapScope } from '../core/limits.ts'
import { type JobState, jobNumbered, type State } from '../core/state.ts'
import type { EventLog } from './log.ts'

export type QueueCommand =
  /** 0 is no cap. Lowering it stops nothing. */
  | { readonly type: 'set cap'; readonly job: number; readonly cap: number }
  /** A cap above those of jobs. */
  | { readonly type: 'limit'; readonly scope: CapScope; readonly cap: number }
  /** No task starts until the queue is resumed. */
  | { readonly type: 'pause queue' }
  | { readonly type: 'resume queue' }
  /** No further task of these jobs starts until they are released. */
  | { readonly type: 'hold jobs'; readonly jobs: readonly number[]; readonly reason: string }
  /** What a wave gave that a job is held for is confirmed by that. */
  | { readonly type: 'release jobs'; readonly jobs: readonly number[] }
  /** A higher one goes first. */
  | { readonly type: 'set priority'; readonly job: number; readonly priority: number }
  /** Among jobs of its priority with as many tasks running. */
  | {
      readonly type: 'move job'
      readonly job: number
      readonly to: 'first' | 'last' | { readonly before: number }
    }

/** Records what a command means. Throws a bad request. */
export function controlQueue(command: QueueCommand, log: EventLog): void {
  const { state } = log
  switch (command.type) {
    case 'set cap':
      log.record({ type: 'cap changed', job: openJob(state, command.job).number, cap: command.cap })
      return
    case 'limit':
      log.record({ type: 'cap set', scope: command.scope, cap: command.cap })
      return
    case 'pause queue':
      if (!state.isPaused) log.record({ type: 'queue paused' })
      return
    case 'resume queue':
      if (state.isPaused) log.record({ type: 'queue resumed' })
      return
    case 'hold jobs':
      for (const { number } of openJobs(state, command.jobs))
        log.record({ type: 'job held', job: number, reason: command.reason })
      return
    case 'release jobs':
      for (const { number, held } of openJobs(state, command.jobs))
        if (held !== undefined) log.record({ type: 'job released', job: number })
      return
    case 'set priority': {
      const { number } = openJob(state, command.job)
      log.record({ type: 'priority changed', job: number, priority: command.priority })
      return
    }
    case 'move job': {
      const job = openJob(state, command.job)
      log.record({ type: 'job moved', job: job.number, order: placeFor(state, job, command.to) })
    }
  }
}

/** All are looked at before anything is done to any. */
const openJobs = (state: State, numbers: readonly number[]): JobState[] =>
  numbers.map((number) => openJob(state, number))

function openJob(state: State, number: number): JobState {
  const job = jobNumbered(state, number)
  if (!state.active.has(number)) throw badRequest(`job ${number} has ended`)
  return job
}

/** A number between those of its new neighbours. */
function placeFor(state: State, job: JobState, to: 'first' | 'last' | { readonly before: number }): number {
  const orders = [...state.active]
    .flatMap((number) => (number === job.number ? [] : [state.jobs.get(number)?.order ?? number]))
    .sort((a, b) => a - b)
  if (orders.length === 0) return job.order
  if (to === 'first') return (orders[0] ?? 0) - 1
  if (to === 'last') return (orders.at(-1) ?? 0) + 1
  const next = openJob(state, to.before).order
  const before = orders.filter((order) => order < next).at(-1)
  return before === undefined ? next - 1 : (before + next) / 2
}
