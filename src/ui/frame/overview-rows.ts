/**
 * The rows of the list in their order, without building it: each job, then its tasks. Found by index and back at a cost
 * that grows with the jobs, not with their tasks.
 */
import type { Subject } from '../../commands/command.ts'
import { numberOf } from '../../core/job.ts'
import type { State } from '../../core/state.ts'

export function listLength(state: State): number {
  let length = 0
  for (const job of state.jobs.values()) length += 1 + job.tasks.length
  return length
}

/** The row at an index from 0; undefined beyond the end. */
export function subjectAt(state: State, index: number): Subject | undefined {
  let first = 0
  for (const job of state.jobs.values()) {
    const offset = index - first
    if (offset === 0) return { job: job.number }
    const task = job.tasks[offset - 1]
    if (task) return { job: job.number, task: task.id }
    first += 1 + job.tasks.length
  }
  return undefined
}

/** The index of a row; -1 when there is none. */
export function indexOf(state: State, subject: Subject): number {
  let first = 0
  for (const job of state.jobs.values()) {
    if (job.number === subject.job) return first + (subject.task ? numberOf(subject.task) : 0)
    first += 1 + job.tasks.length
  }
  return -1
}

/**
 * The first row to show, so that the selected one can be seen, with as many of its tasks below as there is room for
 * when it is a job, and no room is left empty. It stays where it was when it can.
 */
export function listTop(state: State, selected: Subject | undefined, height: number, top: number): number {
  const length = listLength(state)
  const index = selected ? indexOf(state, selected) : -1
  let first = top
  if (selected && index >= 0) {
    const tasks = selected.task ? 0 : (state.jobs.get(selected.job)?.tasks.length ?? 0)
    const last = Math.min(index + tasks, index + height - 1)
    first = Math.min(Math.max(first, last - height + 1), index)
  }
  return Math.max(0, Math.min(first, length - height))
}
