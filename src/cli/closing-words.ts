/** What a run says when it ends or is left: the account of its tasks, what is done, what may still run. Safe to show. */
import { failureOf } from '../core/failure.ts'
import { serverAddress } from '../core/session.ts'
import type { JobState, State } from '../core/state.ts'
import { nameList } from '../results/headings.ts'
import { summaryLines } from '../results/summary.ts'
import { taskLabel } from '../results/task-label.ts'
import { failureLine } from './failure-line.ts'
import type { Output } from './ports.ts'
import { nameOf } from './progress-lines.ts'

/** Room for the names of tasks in a line of words; the others are counted. */
export const roomForNames = 200

/** The account of a job whose tasks have all ended, as wide as the stream it is for. */
export function summaryOf(job: JobState, { isTTY, columns }: Output): string[] {
  const lastEnd = Math.max(
    ...job.tasks.map(({ phase }) => (phase.name === 'ended' ? phase.at : job.queuedAt)),
  )
  return summaryLines(job, {
    labelOf: (task) => taskLabel(job.plan, task.plan),
    elapsedMs: lastEnd - job.queuedAt,
    ...(isTTY && columns !== undefined && { width: columns }),
  })
}

/** What a user who stopped a run wants to know: which of it is done. */
export function finishedLine(job: JobState, state: State): string {
  const names = job.tasks.flatMap(({ id, phase }) =>
    phase.name === 'ended' && phase.end.outcome === 'succeeded' ? [nameOf(state, id)] : [],
  )
  return `finished before that: ${nameList(names, roomForNames) || 'nothing'}`
}

/** What a user who would not wait leaves behind, as far as it is known. */
export function leftLine(state: State): string {
  const names = [...state.sessions.values()].flatMap(({ phase, identity }) => {
    if (phase.name !== 'busy') return []
    const address = identity && serverAddress(identity)
    return [address === undefined ? nameOf(state, phase.task) : `${nameOf(state, phase.task)} (${address})`]
  })
  return names.length === 0
    ? 'left at once'
    : `left at once; may still run on the server: ${nameList(names, roomForNames)}`
}

/** The tasks that run; empty when none does. */
export function runningNames(state: State): string {
  const names = [...state.sessions.values()].flatMap(({ phase }) =>
    phase.name === 'busy' ? [nameOf(state, phase.task)] : [],
  )
  return nameList(names, roomForNames)
}

/** That and why the results are not all there. */
export const incompleteLine = (error: unknown): string =>
  `the results are incomplete: ${failureLine(failureOf(error))}`
