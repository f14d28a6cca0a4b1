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
import type { Batch, LineChunk, RowChunk } from './batch.ts'
import type { JournalOptions, SetAside } from './database.ts'
import { openJobs } from './open-jobs.ts'
import { groupsOf, type PendingPiece, piecesOf } from './pending-rows.ts'
import { tasksPerChunk, writePlanChunk } from './plan-chunk.ts'
import { openInThread, startThread } from './thread.ts'

/** Events written in one slice, short enough that nobody waits for it. */
const eventsPerSlice = 500

/** Characters of rows that may be on their way to the disk before a task waits. */
const onTheWayLimit = 16_000_000

export interface Journal extends Storage {
  /** A file that could not be read as a journal, and is out of the way now. */
  readonly setAside: SetAside | undefined
}

/**
 * Opens the journal of a place, in a thread that was started ahead or in one of its own. Throws FailureError when its
 * file cannot be used.
 */
export async function openJournal(options: JournalOptions, thread = startThread()): Promise<Journal> {
  const journal = await openInThread(options, thread)
  const memory = openMemoryStorage()
  const jobs = openJobs()
  /** Of each task the answer whose rows still come; answers come one after the other. */
  const streaming = new Map<TaskId, number>()
  const lineCounts = new Map<TaskId, number>()
  /** Tasks of which something is in memory alone, by job. */
  const inMemory = new Map<number, Set<TaskId>>()
  let pieces: PendingPiece[] = []
  let lines: LineChunk[] = []
  /** Characters of rows that are not acknowledged. */
  let onTheWay = 0
  let arrived = Promise.withResolvers<void>()
  let isBroken = false
  /** What is sent in slices, while it is: a reader waits for it. */
  let slicing: Promise<void> | undefined

  const send = async (batch: Batch, isDurable: boolean, size: number): Promise<void> => {
    try {
      await journal.keep(JSON.stringify(batch), isDurable)
    } catch (error) {
      isBroken = true
      throw error
    }
    if (size === 0) return
    onTheWay -= size
    arrived.resolve()
    arrived = Promise.withResolvers()
  }

  /** Sends what has come so far and then the events, in slices where it is much. */
  const keep = (events: readonly Event[]): Promise<void> => {
    const groups = groupsOf(pieces)
    const gone = lines
    pieces = []
    lines = []
    if (groups.length <= 1) return sendLast(groups[0] ?? [], gone, events)
    const sent = sendInSlices(groups, gone, events)
    slicing = sent.catch(() => undefined)
    return sent
  }

  const sendInSlices = async (
    groups: readonly PendingPiece[][],
    gone: readonly LineChunk[],
    events: readonly Event[],
  ): Promise<void> => {
    for (const group of groups.slice(0, -1)) {
      await send({ rows: chunksOf(group), lines: [], events: [], endedJobs: [] }, false, sizeOf(group))
      await setImmediate()
    }
    await sendLast(groups.at(-1) ?? [], gone, events)
  }

  const sendLast = (
    group: readonly PendingPiece[],
    gone: readonly LineChunk[],
    events: readonly Event[],
  ): Promise<void> => {
    const { isDurable, ...told } = jobs.tell(events)
    for (const event of events) {
      if (event.type === 'task ended') letGo(event.task)
      else if (event.type === 'job forgotten') inMemory.delete(event.job)
    }
    memory.append(events)
    return send({ rows: chunksOf(group), lines: gone, ...told }, isDurable, sizeOf(group))
  }

  /** Nothing more comes of this task, or of this attempt. */
  const letGo = (task: TaskId): void => {
    lineCounts.delete(task)
    streaming.delete(task)
  }

  const isInMemory = (task: TaskId): boolean => inMemory.get(jobOf(task))?.has(task) ?? false

  const putInMemory = (task: TaskId): void => {
    const ofJob = inMemory.get(jobOf(task))
    if (ofJob) ofJob.add(task)
    else inMemory.set(jobOf(task), new Set([task]))
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
      // The columns stand with the first rows, and tell of an answer that has none.
      const chunk = { job, task, result, first, columns: first === 0 ? columns : null, rows: added }
      for (const piece of piecesOf(chunk)) {
        pieces.push(piece)
        onTheWay += piece.size
      }
      first += added.length
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

  /** All that has come is on its way before whatever is asked next. */
  const sendAll = async (): Promise<void> => {
    // A failure shows at the next event, which cannot be kept either.
    if (pieces.length + lines.length > 0) keep([]).catch(() => undefined)
    await slicing
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
    },
    openResult(address, columns, use) {
      if (use === 'keep') return openAnswer(address, columns)
      putInMemory(address.task)
      return memory.openResult(address, columns, use)
    },
    async rows(address, offset, count): Promise<RowWindow> {
      if (isInMemory(address.task)) return memory.rows(address, offset, count)
      const isOpen = streaming.get(address.task) === address.result
      await sendAll()
      const found = await journal.rows(placeOf(address), offset, count + 1)
      return { offset, rows: found.slice(0, count), isComplete: !isOpen && found.length <= count }
    },
    appendOutput(task, added, use) {
      if (use !== 'keep') {
        putInMemory(task)
        return memory.appendOutput(task, added, use)
      }
      const first = lineCounts.get(task) ?? 0
      lineCounts.set(task, first + added.length)
      lines.push({ job: jobOf(task), task: numberOf(task), first, lines: added })
    },
    async output(task, offset, count) {
      if (isInMemory(task)) return memory.output(task, offset, count)
      await sendAll()
      return journal.lines(jobOf(task), numberOf(task), offset, count)
    },
    // What is in the tables is forgotten there, with the event.
    forget(task) {
      if (inMemory.get(jobOf(task))?.delete(task)) memory.forget(task)
      letGo(task)
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
      if (pieces.length + lines.length > 0) await keep([])
      await journal.close()
    },
  }
}

const placeOf = ({ task, result }: ResultAddress) => ({ job: jobOf(task), task: numberOf(task), result })

const chunksOf = (group: readonly PendingPiece[]): RowChunk[] => group.map(({ chunk }) => chunk)

const sizeOf = (group: readonly PendingPiece[]): number => group.reduce((sum, { size }) => sum + size, 0)
