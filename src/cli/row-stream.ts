/**
 * Hands on the rows of all running tasks as they come, each task at its own pace: a task whose rows are not taken
 * waits, so all are read at the same time, a window each.
 */
import type { AnswerRow } from '../core/answer.ts'
import type { AnswerColumn, Event } from '../core/event.ts'
import type { TaskId } from '../core/job.ts'
import { type State, taskOf } from '../core/state.ts'
import type { Engine } from '../engine/door.ts'

/** Some rows of one answer; none only where the whole answer has none, to tell its columns. */
export interface RowBatch {
  readonly task: TaskId
  /** Counts a task's answers from 0. */
  readonly result: number
  readonly columns: readonly AnswerColumn[]
  readonly rows: readonly AnswerRow[]
}

export interface RowStream {
  /** Tells of an event that the state holds already. */
  tell(event: Event): void
  /** Rejects when an answer could not be read or taken: its task would wait for ever. Never resolves. */
  readonly failed: Promise<never>
  /** Resolves when the answers of an ended task have been read to their end; rejects when one could not be. */
  finished(task: TaskId): Promise<void>
}

/** Rows asked for at a time. */
const windowSize = 1000

/** Reads answers as they are described. `take` is waited for before the same answer is read on. */
export function streamRows(
  engine: Pick<Engine, 'rows'>,
  state: State,
  take: (batch: RowBatch) => Promise<void>,
): RowStream {
  const sleepers = new Map<TaskId, (() => void)[]>()
  const readers = new Map<TaskId, Promise<void>[]>()
  const failed = Promise.withResolvers<never>()
  // Told again by `finished`.
  failed.promise.catch(() => {})

  const nextNews = (task: TaskId): Promise<void> =>
    new Promise((resolve) => {
      sleepers.set(task, [...(sleepers.get(task) ?? []), resolve])
    })

  const read = async (task: TaskId, result: number, columns: readonly AnswerColumn[]): Promise<void> => {
    let offset = 0
    for (;;) {
      // Looked at before reading: what ends while the rows are on their way is seen next time round.
      const hasEnded = taskOf(state, task).phase.name === 'ended'
      const { rows, isComplete } = await engine.rows({ task, result }, offset, windowSize)
      if (rows.length > 0) await take({ task, result, columns, rows })
      offset += rows.length
      if (isComplete || (hasEnded && rows.length === 0)) break
      if (rows.length === 0 && isUpToDate(state, task, result, offset)) await nextNews(task)
    }
    if (offset === 0) await take({ task, result, columns, rows: [] })
  }

  return {
    tell(event) {
      switch (event.type) {
        case 'result described': {
          const reader = read(event.task, event.result, event.columns)
          reader.catch(failed.reject)
          readers.set(event.task, [...(readers.get(event.task) ?? []), reader])
          return
        }
        case 'rows arrived':
        case 'task ended':
          for (const wake of sleepers.get(event.task) ?? []) wake()
          sleepers.delete(event.task)
          return
        default:
      }
    },
    failed: failed.promise,
    async finished(task) {
      await Promise.all(readers.get(task) ?? [])
      readers.delete(task)
    },
  }
}

/** Whether there is nothing more to read of an answer before something happens. */
function isUpToDate(state: State, id: TaskId, result: number, offset: number): boolean {
  const task = taskOf(state, id)
  return task.phase.name !== 'ended' && (task.results[result]?.count ?? 0) <= offset
}
