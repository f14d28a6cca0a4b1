/**
 * The tasks of a job that have not started, findable without a search: the next one for a session costs the same
 * however many wait. A task that comes back takes a place that was passed.
 */
import type { TaskPlan } from './job.ts'
import type { SessionName } from './session.ts'

/** One line of waiting tasks, numbers rising; those before `head` have left. */
export interface WaitingLine {
  readonly numbers: number[]
  head: number
}

/** One line for tasks that any session may take, and one for each session that has tasks of its own. */
export interface WaitingTasks {
  readonly any: WaitingLine
  readonly bySession: ReadonlyMap<SessionName, WaitingLine>
  /** Numbers of tasks that left their line out of turn (cancelled before they started). */
  readonly left: Set<number>
}

/** Lines up the tasks of a plan. */
export function lineUp(tasks: readonly TaskPlan[]): WaitingTasks {
  const any: number[] = []
  const bySession = new Map<SessionName, { numbers: number[]; head: number }>()
  for (const task of tasks) {
    if (task.session === undefined) any.push(task.number)
    else {
      const line = bySession.get(task.session)
      if (line) line.numbers.push(task.number)
      else bySession.set(task.session, { numbers: [task.number], head: 0 })
    }
  }
  return { any: { numbers: any, head: 0 }, bySession, left: new Set() }
}

/** The `skip`-th waiting task of a line, from 0; undefined when there are not so many. */
export function peek(line: WaitingLine | undefined, left: ReadonlySet<number>, skip = 0): number | undefined {
  if (!line) return undefined
  let remaining = skip
  for (let index = line.head; index < line.numbers.length; index++) {
    const number = line.numbers[index]
    if (number === undefined || left.has(number)) continue
    if (remaining-- === 0) return number
  }
  return undefined
}

/** Takes a task out of its line. */
export function leave(waiting: WaitingTasks, task: TaskPlan): void {
  const line = task.session === undefined ? waiting.any : waiting.bySession.get(task.session)
  if (!line) return
  waiting.left.add(task.number)
  for (
    let next = line.numbers[line.head];
    next !== undefined && waiting.left.delete(next);
    next = line.numbers[line.head]
  ) {
    line.head++
  }
}

/** Puts a task that had left back into its line, where its number belongs. */
export function comeBack(waiting: WaitingTasks, task: TaskPlan): void {
  const line = task.session === undefined ? waiting.any : waiting.bySession.get(task.session)
  if (!line) return
  // It has left out of turn, and nobody has passed its place.
  if (waiting.left.delete(task.number)) return
  const { numbers } = line
  let index = --line.head
  for (; (numbers[index + 1] ?? Number.POSITIVE_INFINITY) < task.number; index++)
    numbers[index] = numbers[index + 1] ?? 0
  numbers[index] = task.number
}
