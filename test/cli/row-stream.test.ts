import { describe, expect, test, vi } from 'vitest'
import { type RowBatch, streamRows } from '../../src/cli/row-stream.ts'
import type { EventBody } from '../../src/core/event.ts'
import type { AnswerSink } from '../../src/storage/door.ts'
import { openMemoryStorage } from '../../src/storage/memory.ts'
import { endedWith, logOfEvents, openSessions } from '../core/log-of-events.ts'
import { planOf } from '../helpers/plans.ts'

const columns = [{ name: 'N', type: 'NUMBER' }]

/** A job of two tasks that runs, with storage behind it and a reader of its rows. */
function runningJob(take: (batch: RowBatch) => Promise<void>) {
  const log = logOfEvents()
  const storage = openMemoryStorage()
  const stream = streamRows(storage, log.state, take)
  const add = (...bodies: EventBody[]) => {
    const before = log.events.length
    log.add(...bodies)
    for (const event of log.events.slice(before)) stream.tell(event)
  }
  add(
    ...openSessions(['a', 'b']),
    { type: 'job queued', job: 1, plan: planOf({ count: 2, sessions: ['a', 'b'] }) },
    { type: 'task started', task: '1.1', session: 'a' },
    { type: 'task started', task: '1.2', session: 'b' },
  )
  const answers = new Map<string, AnswerSink>()
  return {
    stream,
    describe(task: '1.1' | '1.2') {
      answers.set(task, storage.openResult({ task, result: 0 }, [], 'pass'))
      add({ type: 'result described', task, result: 0, columns, count: 0 })
    },
    async deliver(task: '1.1' | '1.2', rows: string[], count: number) {
      answers.get(task)?.append(rows.map((row) => [row]))
      add({ type: 'rows arrived', task, result: 0, count })
    },
    end(task: '1.1' | '1.2') {
      answers.get(task)?.complete()
      add({ type: 'task ended', task, ...endedWith({}) })
    },
  }
}

describe('rows of running tasks', () => {
  test('come as they arrive, from all tasks at the same time, and every one once', async () => {
    const taken: Record<string, (string | null)[]> = { '1.1': [], '1.2': [] }
    const job = runningJob(async ({ task, rows }) => {
      taken[task]?.push(...rows.map(([cell]) => cell ?? null))
    })
    job.describe('1.1')
    job.describe('1.2')
    await job.deliver('1.1', ['1', '2'], 2)
    await job.deliver('1.2', ['x'], 1)
    await vi.waitFor(() => expect(taken).toEqual({ '1.1': ['1', '2'], '1.2': ['x'] }))
    await job.deliver('1.1', ['3'], 3)
    job.end('1.1')
    job.end('1.2')
    await Promise.all([job.stream.finished('1.1'), job.stream.finished('1.2')])
    expect(taken).toEqual({ '1.1': ['1', '2', '3'], '1.2': ['x'] })
  })

  test('are told of by their columns even when there are none', async () => {
    const batches: RowBatch[] = []
    const job = runningJob(async (batch) => {
      batches.push(batch)
    })
    job.describe('1.1')
    job.end('1.1')
    await job.stream.finished('1.1')
    expect(batches).toEqual([{ task: '1.1', result: 0, columns, rows: [] }])
  })

  test('of one task wait for whoever takes them, and hold up no other task', async () => {
    const blocked = Promise.withResolvers<void>()
    const taken: string[] = []
    const job = runningJob(async ({ task, rows }) => {
      if (task === '1.1' && rows.length > 0) await blocked.promise
      taken.push(...rows.map(([cell]) => `${task}:${cell}`))
    })
    job.describe('1.1')
    job.describe('1.2')
    await job.deliver('1.1', ['1'], 1)
    await job.deliver('1.2', ['2'], 1)
    job.end('1.1')
    job.end('1.2')
    await vi.waitFor(() => expect(taken).toEqual(['1.2:2']))
    blocked.resolve()
    await job.stream.finished('1.1')
    expect(taken).toEqual(['1.2:2', '1.1:1'])
  })

  test('that cannot be taken make the stream fail at once', async () => {
    const job = runningJob(() => Promise.reject(new Error('the disk is full')))
    job.describe('1.1')
    await job.deliver('1.1', ['1'], 1)
    await expect(job.stream.failed).rejects.toThrow('the disk is full')
    await expect(job.stream.finished('1.1')).rejects.toThrow('the disk is full')
  })
})
