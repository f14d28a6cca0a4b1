/**
 * Where the rows and lines of a running task go: into storage first, and then it is told that they are there.
 */
import type { AnswerRow } from '../core/answer.ts'
import type { AnswerColumn, EventBody } from '../core/event.ts'
import type { ResultUse, TaskId } from '../core/job.ts'
import type { CallSink } from '../oracle/call.ts'
import type { Storage } from '../storage/door.ts'
import type { EventLog } from './log.ts'

export class TaskSink implements CallSink {
  /** Rows of all answers so far. */
  rowCount = 0
  private readonly task: TaskId
  private readonly use: ResultUse
  private readonly storage: Storage
  private readonly log: EventLog
  /** Rows so far of the answer that is streaming; answers come one after the other. */
  private count = 0
  private lines = 0

  constructor(task: TaskId, use: ResultUse, storage: Storage, log: EventLog) {
    this.task = task
    this.use = use
    this.storage = storage
    this.log = log
  }

  describe(result: number, columns: readonly AnswerColumn[]): void {
    this.count = 0
    this.storage.openResult({ task: this.task, result }, this.use)
    this.log.note({ type: 'result described', task: this.task, result, columns })
  }

  async rows(result: number, rows: readonly AnswerRow[]): Promise<void> {
    const address = { task: this.task, result }
    this.count += rows.length
    this.rowCount += rows.length
    await this.storage.appendRows(address, rows)
    const arrived: EventBody = { type: 'rows arrived', task: this.task, result, count: this.count }
    if (this.use === 'keep') return this.log.note(arrived)
    await this.log.emit(arrived)
    await this.storage.drained(address)
  }

  complete(result: number): void {
    this.storage.completeResult({ task: this.task, result })
  }

  async output(lines: readonly string[]): Promise<void> {
    this.lines += lines.length
    await this.storage.appendOutput(this.task, lines)
    this.log.note({ type: 'output arrived', task: this.task, count: this.lines, last: lines.at(-1) ?? '' })
  }
}
