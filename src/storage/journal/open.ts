/**
 * Storage that lasts: events, rows and lines go to the journal's thread, batch by batch. Answers that are passed on, or
 * that are not to be kept, stay in memory.
 */
import { setImmediate } from 'node:timers/promises'
import type { AnswerRow } from '../../core/answer.ts'
import type { Event } from '../../core/event.ts'
import { jobOf, numberOf, type TaskId } from '../../core/job.ts'
import type { ResultAddress, RowWindow, Storage } from '../door.ts'
import { openMemoryStorage } from '../memory.ts'
import type { LineChunk, RowChunk } from './batch.ts'
import type { JournalOptions, SetAside } from './database.ts'
import { openJobs } from './open-jobs.ts'
import { tasksPerChunk, writePlanChunk } from './plan-chunk.ts'
import { startJournalThread } from './thread.ts'

/** Events written in one slice, short enough that nobody waits for it. */
const eventsPerSlice = 500

/** Characters of rows that may be on their way to the disk before a task waits. */
const onTheWayLimit = 16_000_000

/** An answer whose rows still come. */
interface OpenAnswer {
  next: number
  columns: string | null
}

export interface Journal extends Storage {
  /** A file that could not be read as a journal, and is out of the way now. */
  readonly setAside: SetAside | undefined
}

/** Opens the journal of a place. Throws FailureError when its file cannot be used. */
export async function openJournal(options: JournalOptions): Promise<Journal> {
  const journal = await startJournalThread(options)
  const memory = openMemoryStorage()
  const jobs = openJobs()
  /** By task and result; those in memory are not among them. */
  const answers = new Map<string, OpenAnswer>()
  const lineCounts = new Map<TaskId, number>()
  const inMemory = new Set<TaskId>()
  let rows: RowChunk[] = []
  let lines: LineChunk[] = []
  let onTheWay = 0
  let isBroken = false
  let arrived = Promise.withResolvers<void>()

  /** What has come so far goes before whatever is sent next. */
  const take = () => {
    const taken = { rows, lines }
    rows = []
    lines = []
    return taken
  }

  const keep = async (events: readonly Event[]): Promise<void> => {
    const batch = { ...take(), ...jobs.tell(events) }
    const size = batch.rows.reduce((sum, chunk) => sum + chunk.rows.length, 0)
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
      if (use === 'keep') answers.set(keyOf(address), { next: 0, columns: JSON.stringify(columns) })
      else {
        inMemory.add(address.task)
        memory.openResult(address, columns, use)
      }
    },
    appendRows(address, added) {
      const answer = answers.get(keyOf(address))
      if (!answer) return memory.appendRows(address, added)
      const chunk = chunkOf(address, answer, added)
      onTheWay += chunk.rows.length
      rows.push(chunk)
    },
    drained(address) {
      if (!answers.has(keyOf(address))) return memory.drained(address)
      return onTheWay > onTheWayLimit ? arrived.promise : undefined
    },
    completeResult(address) {
      const answer = answers.get(keyOf(address))
      if (!answer) return memory.completeResult(address)
      // An answer without rows is told by its columns.
      if (answer.next === 0) rows.push(chunkOf(address, answer, []))
      answers.delete(keyOf(address))
    },
    async rows(address, offset, count): Promise<RowWindow> {
      if (inMemory.has(address.task)) return memory.rows(address, offset, count)
      const isOpen = answers.has(keyOf(address))
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

const keyOf = ({ task, result }: ResultAddress): string => `${task}/${result}`

const placeOf = ({ task, result }: ResultAddress) => ({ job: jobOf(task), task: numberOf(task), result })

function chunkOf(address: ResultAddress, answer: OpenAnswer, rows: readonly AnswerRow[]): RowChunk {
  const { next: first, columns } = answer
  answer.next += rows.length
  answer.columns = null
  return { ...placeOf(address), first, count: rows.length, columns, rows: JSON.stringify(rows) }
}
