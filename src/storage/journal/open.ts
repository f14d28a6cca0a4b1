/**
 * Storage that lasts: events, rows and lines go to the journal's thread, batch by batch. Answers that are passed on, or
 * that are not to be kept, stay in memory.
 */
import { setImmediate } from 'node:timers/promises'
import type { AnswerRow } from '../../core/answer.ts'
import type { AnswerColumn, Event } from '../../core/event.ts'
import { jobOf, numberOf, type TaskId } from '../../core/job.ts'
import type { AnswerSink, ResultAddress, RowWindow, Storage } from '../door.ts'
import { openMemoryStorage } from '../memory.ts'
import type { LineChunk, RowChunks } from './batch.ts'
import type { JournalOptions, SetAside } from './database.ts'
import { openJobs } from './open-jobs.ts'
import { tasksPerChunk, writePlanChunk } from './plan-chunk.ts'
import { startJournalThread } from './thread.ts'

/** Events written in one slice, short enough that nobody waits for it. */
const eventsPerSlice = 500

/** Characters of rows that may be on their way to the disk before a task waits. */
const onTheWayLimit = 16_000_000

export interface Journal extends Storage {
  /** A file that could not be read as a journal, and is out of the way now. */
  readonly setAside: SetAside | undefined
}

/** Opens the journal of a place. Throws FailureError when its file cannot be used. */
export async function openJournal(options: JournalOptions): Promise<Journal> {
  const journal = await startJournalThread(options)
  const memory = openMemoryStorage()
  const jobs = openJobs()
  /** Of each task the answer whose rows still come; answers come one after the other. */
  const streaming = new Map<TaskId, number>()
  const lineCounts = new Map<TaskId, number>()
  const inMemory = new Set<TaskId>()
  let rows: RowChunks = []
  let lines: LineChunk[] = []
  /** Characters of the rows above, and of all that are not acknowledged. */
  let waitingSize = 0
  let onTheWay = 0
  let isBroken = false
  let arrived = Promise.withResolvers<void>()

  /** What has come so far goes before whatever is sent next. */
  const take = () => {
    const taken = { rows, lines, size: waitingSize }
    rows = []
    lines = []
    waitingSize = 0
    return taken
  }

  const keep = async (events: readonly Event[]): Promise<void> => {
    const { size, ...taken } = take()
    const batch = { ...taken, ...jobs.tell(events) }
    try {
      await journal.keep(batch)
    } catch (error) {
      isBroken = true
      throw error
    }
    if (size === 0) return
    onTheWay -= size
    arrived.resolve()
    arrived = Promise.withResolvers()
  }

  const keepPlans = async (events: readonly Event[]): Promise<void> => {
    for (const event of events) {
      if (event.type !== 'job queued') continue
      const { statement, tasks } = event.plan
      for (let from = 0; from < tasks.length; from += tasksPerChunk) {
        await journal.keepPlan(writePlanChunk(event.job, statement, tasks, from))
        await setImmediate()
      }
    }
  }

  const openAnswer = (address: ResultAddress, columns: readonly AnswerColumn[]): AnswerSink => {
    const { job, task, result } = placeOf(address)
    let first = 0
    const append = (added: readonly AnswerRow[]): void => {
      const text = JSON.stringify(added)
      // The columns stand with the first rows, and tell of an answer that has none.
      rows.push(job, task, result, first, added.length, first === 0 ? textOf(columns) : null, text)
      first += added.length
      waitingSize += text.length
      onTheWay += text.length
    }
    streaming.set(address.task, result)
    return {
      append,
      drained: () => (onTheWay > onTheWayLimit ? arrived.promise : undefined),
      complete() {
        if (first === 0) append([])
        streaming.delete(address.task)
      },
    }
  }

  const sendRows = (): void => {
    // A failure shows at the next event, which cannot be kept either.
    if (rows.length + lines.length > 0) keep([]).catch(() => undefined)
  }

  const forget = (events: readonly Event[]): void => {
    for (const event of events) if (event.type === 'task ended') lineCounts.delete(event.task)
  }

  return {
    setAside: journal.setAside,
    reserveJob: (resumes) => journal.reserveJob(resumes),
    async append(events) {
      if (events.some(({ type }) => type === 'job queued')) await keepPlans(events)
      for (let from = 0; from < events.length; from += eventsPerSlice) {
        if (from > 0) await setImmediate()
        await keep(events.length <= eventsPerSlice ? events : events.slice(from, from + eventsPerSlice))
      }
      forget(events)
    },
    openResult(address, columns, use) {
      if (use === 'keep') return openAnswer(address, columns)
      inMemory.add(address.task)
      return memory.openResult(address, columns, use)
    },
    async rows(address, offset, count): Promise<RowWindow> {
      if (inMemory.has(address.task)) return memory.rows(address, offset, count)
      const isOpen = streaming.get(address.task) === address.result
      sendRows()
      const found = await journal.rows(placeOf(address), offset, count + 1)
      return { offset, rows: found.slice(0, count), isComplete: !isOpen && found.length <= count }
    },
    appendOutput(task, added, use) {
      if (use !== 'keep') {
        inMemory.add(task)
        return memory.appendOutput(task, added, use)
      }
      const first = lineCounts.get(task) ?? 0
      lineCounts.set(task, first + added.length)
      const chunk = { first, count: added.length, lines: JSON.stringify(added) }
      lines.push({ job: jobOf(task), task: numberOf(task), ...chunk })
    },
    output(task, offset, count) {
      if (inMemory.has(task)) return memory.output(task, offset, count)
      sendRows()
      return journal.lines(jobOf(task), numberOf(task), offset, count)
    },
    abandon: (task) => memory.abandon(task),
    history: {
      jobs: (count, before) => journal.jobs(count, before),
      job: (number) => journal.job(number),
      tasks: (job, first, count) => journal.tasks(job, first, count),
      continuations: (job) => journal.continuations(job),
      sessions: (job) => journal.sessions(job),
    },
    clean: (retention) => journal.clean(retention),
    async close() {
      // What was not kept is judged by whoever opens the journal next, so the run must not seem to have ended in order.
      if (isBroken) return journal.abandon()
      if (rows.length + lines.length > 0) await keep([])
      await journal.close()
    },
  }
}

/** Tasks that ask the same share their columns. */
const columnTexts = new WeakMap<readonly AnswerColumn[], string>()

function textOf(columns: readonly AnswerColumn[]): string {
  const known = columnTexts.get(columns)
  if (known !== undefined) return known
  const text = JSON.stringify(columns)
  columnTexts.set(columns, text)
  return text
}

const placeOf = ({ task, result }: ResultAddress) => ({ job: jobOf(task), task: numberOf(task), result })
