/**
 * Where the rows and lines of a running task go: into storage first, and then it is told that they are there.
 */
import type { AnswerRow, Cell } from '../core/answer.ts'
import type { AnswerColumn, EventBody } from '../core/event.ts'
import type { ResultUse, TaskId } from '../core/job.ts'
import type { CallSink } from '../oracle/call.ts'
import type { AnswerSink, Storage } from '../storage/door.ts'
import type { EventLog } from './log.ts'

export interface SinkSurroundings {
  readonly storage: Storage
  readonly log: EventLog
  /** Whether what comes back may outlive the program; otherwise it never touches a disk. */
  readonly isJournaled: boolean
  /** Hears the first value of the first answer. */
  readonly first: (value: Cell) => void
}

export class TaskSink implements CallSink {
  /** Rows of all answers so far. */
  rowCount = 0
  /** Something of an answer was told to a reader who takes it as it comes. */
  hasPassed = false
  private readonly task: TaskId
  private readonly use: ResultUse
  private readonly storage: Storage
  private readonly log: EventLog
  private readonly isJournaled: boolean
  /** The answer that is streaming; answers come one after the other. */
  private answer: AnswerSink | undefined
  /** Its columns, while nothing of it was told. */
  private untold: readonly AnswerColumn[] | undefined
  /** Its rows so far. */
  private count = 0
  private lines = 0
  private readonly first: (value: Cell) => void

  constructor(task: TaskId, use: ResultUse, { storage, log, isJournaled, first }: SinkSurroundings) {
    this.first = first
    this.task = task
    this.use = use === 'keep' && !isJournaled ? 'hold' : use
    this.storage = storage
    this.log = log
    this.isJournaled = isJournaled
  }

  describe(result: number, columns: readonly AnswerColumn[]): void {
    this.untold = columns
    this.count = 0
    this.answer = this.storage.openResult({ task: this.task, result }, columns, this.use)
  }

  rows(result: number, rows: readonly AnswerRow[]): Promise<void> | undefined {
    if (result === 0 && this.count === 0) this.first(rows[0]?.[0] ?? null)
    this.count += rows.length
    this.rowCount += rows.length
    this.answer?.append(rows)
    this.tellRows(result)
    return this.answer?.drained()
  }

  complete(result: number): void {
    if (this.untold) this.tellRows(result)
    this.answer?.complete()
  }

  output(lines: readonly string[]): Promise<void> | undefined {
    this.lines += lines.length
    this.storage.appendOutput(this.task, lines, this.isJournaled ? 'keep' : 'hold')
    this.log.note({ type: 'output arrived', task: this.task, count: this.lines, last: lines.at(-1) ?? '' })
    return undefined
  }

  /** The first rows of an answer come with its columns. */
  private tellRows(result: number): void {
    const { task, count, untold: columns } = this
    this.untold = undefined
    this.hasPassed ||= this.use === 'pass'
    const arrived: EventBody =
      columns === undefined
        ? { type: 'rows arrived', task, result, count }
        : { type: 'result described', task, result, columns, count }
    if (this.use === 'pass') this.log.record(arrived)
    else this.log.note(arrived)
  }
}
