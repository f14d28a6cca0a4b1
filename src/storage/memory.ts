/**
 * Storage that lasts as long as the process: for tests, dry work, and until a journal stands on a disk.
 */
import type { AnswerRow } from '../core/answer.ts'
import { jobOf, numberOf, type ResultUse, type TaskId } from '../core/job.ts'
import type { History } from '../core/record.ts'
import type { AnswerSink, ResultAddress, RowWindow, Storage } from './door.ts'

/** Rows of a passed answer that may wait unread before its task waits for the reader. */
const unreadLimit = 4000

/** Opens storage in memory. Its events are acknowledged as soon as they are appended. */
export function openMemoryStorage(): Storage {
  /** By job, and by number of the task. */
  const results = new Map<number, StoredResult[][]>()
  const outputs = new Map<number, Map<TaskId, string[]>>()
  let lastJob = 0

  const resultsOf = (task: TaskId): StoredResult[] | undefined => results.get(jobOf(task))?.[numberOf(task)]

  const resultAt = ({ task, result }: ResultAddress): StoredResult => {
    const stored = resultsOf(task)?.[result]
    if (!stored) throw new Error(`task ${task} has no answer ${result}`)
    return stored
  }

  return {
    reserveJob: () => Promise.resolve(++lastJob),
    append(events) {
      for (const event of events) {
        if (event.type !== 'job forgotten') continue
        results.delete(event.job)
        outputs.delete(event.job)
      }
      return undefined
    },
    openResult({ task, result }, _columns, use) {
      const ofJob = results.get(jobOf(task)) ?? []
      const ofTask = ofJob[numberOf(task)]
      const answer = new StoredResult(use)
      if (ofTask) ofTask[result] = answer
      else ofJob[numberOf(task)] = [answer]
      results.set(jobOf(task), ofJob)
      return answer
    },
    rows: (address, offset, count) => Promise.resolve(resultAt(address).window(offset, count)),
    appendOutput(task, lines) {
      const ofJob = outputs.get(jobOf(task)) ?? new Map<TaskId, string[]>()
      const ofTask = ofJob.get(task)
      if (ofTask) ofTask.push(...lines)
      else outputs.set(jobOf(task), ofJob.set(task, [...lines]))
    },
    output: (task, offset, count) =>
      Promise.resolve((outputs.get(jobOf(task))?.get(task) ?? []).slice(offset, offset + count)),
    forget(task) {
      const ofJob = results.get(jobOf(task))
      if (ofJob) delete ofJob[numberOf(task)]
      outputs.get(jobOf(task))?.delete(task)
    },
    abandon(task) {
      for (const result of resultsOf(task) ?? []) result.abandon()
    },
    history: nothing,
    clean: () => Promise.resolve(0),
    close: () => Promise.resolve(),
  }
}

/** Memory knows of no earlier program. */
const nothing: History = {
  jobs: () => Promise.resolve([]),
  job: () => Promise.resolve(undefined),
  tasks: () => Promise.resolve([]),
  continuations: () => Promise.resolve([]),
  sessions: () => Promise.resolve([]),
}

/** The rows of one answer; of a passed one only those not yet read. */
class StoredResult implements AnswerSink {
  private isComplete = false
  private readonly use: ResultUse
  private rows: AnswerRow[] = []
  /** Rows read and forgotten. */
  private forgotten = 0
  private isAbandoned = false
  private waiting: (() => void)[] | undefined

  constructor(use: ResultUse) {
    this.use = use
  }

  append(rows: readonly AnswerRow[]): void {
    // An array that grows takes more room than it needs: an answer of one batch never does.
    if (this.rows.length === 0) this.rows = rows.slice()
    else for (const row of rows) this.rows.push(row)
  }

  drained(): Promise<void> | undefined {
    if (this.hasRoom()) return undefined
    return new Promise((resolve) => {
      this.waiting ??= []
      this.waiting.push(resolve)
    })
  }

  complete(): void {
    this.isComplete = true
  }

  window(offset: number, count: number): RowWindow {
    if (this.use === 'pass') this.forget(offset)
    const start = Math.max(0, offset - this.forgotten)
    const rows = this.rows.slice(start, start + count)
    return {
      offset: start + this.forgotten,
      rows,
      isComplete: this.isComplete && start + rows.length === this.rows.length,
    }
  }

  abandon(): void {
    this.isAbandoned = true
    this.wake()
  }

  private forget(before: number): void {
    const count = Math.min(before - this.forgotten, this.rows.length)
    if (count <= 0) return
    this.rows = this.rows.slice(count)
    this.forgotten += count
    if (this.hasRoom()) this.wake()
  }

  private hasRoom(): boolean {
    return this.use !== 'pass' || this.isAbandoned || this.rows.length < unreadLimit
  }

  private wake(): void {
    const waiting = this.waiting ?? []
    this.waiting = undefined
    for (const resolve of waiting) resolve()
  }
}
