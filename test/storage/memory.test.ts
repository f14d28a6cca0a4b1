import { describe, expect, test } from 'vitest'
import { openMemoryStorage } from '../../src/storage/memory.ts'

const address = { task: '1.1', result: 0 } as const
const rowsFrom = (first: number, count: number) =>
  Array.from({ length: count }, (_, index) => [String(first + index)])

const isSettled = async (promise: Promise<unknown> | undefined): Promise<boolean> => {
  const open = Symbol('open')
  return (await Promise.race([promise, new Promise((resolve) => setImmediate(() => resolve(open)))])) !== open
}

describe('an answer that is kept', () => {
  test('is read in windows, as often as one likes', async () => {
    const storage = openMemoryStorage()
    const answer = storage.openResult(address, [], 'keep')
    answer.append(rowsFrom(0, 10))
    expect(await storage.rows(address, 4, 3)).toEqual({
      offset: 4,
      rows: [['4'], ['5'], ['6']],
      isComplete: false,
    })
    answer.complete()
    expect(await storage.rows(address, 8, 5)).toEqual({ offset: 8, rows: [['8'], ['9']], isComplete: true })
    expect(await storage.rows(address, 0, 1)).toEqual({ offset: 0, rows: [['0']], isComplete: false })
  })

  test('never makes its task wait', async () => {
    const storage = openMemoryStorage()
    const answer = storage.openResult(address, [], 'keep')
    answer.append(rowsFrom(0, 100_000))
    expect(answer.drained()).toBeUndefined()
  })
})

describe('an answer that is passed on', () => {
  test('makes its task wait while the reader is far behind, and no longer', async () => {
    const storage = openMemoryStorage()
    const answer = storage.openResult(address, [], 'pass')
    answer.append(rowsFrom(0, 10_000))
    const drained = answer.drained()
    expect(await isSettled(drained)).toBe(false)
    await storage.rows(address, 5000, 10)
    expect(await isSettled(drained)).toBe(false)
    await storage.rows(address, 9000, 10)
    expect(await isSettled(drained)).toBe(true)
  })

  test('forgets what has been read, and keeps its count', async () => {
    const storage = openMemoryStorage()
    const answer = storage.openResult(address, [], 'pass')
    answer.append(rowsFrom(0, 10))
    expect((await storage.rows(address, 6, 2)).rows).toEqual([['6'], ['7']])
    expect(await storage.rows(address, 0, 2)).toMatchObject({ offset: 6, rows: [['6'], ['7']] })
  })

  test('lets its task go on when nobody will read', async () => {
    const storage = openMemoryStorage()
    const answer = storage.openResult(address, [], 'pass')
    answer.append(rowsFrom(0, 10_000))
    const drained = answer.drained()
    storage.abandon('1.1')
    expect(await isSettled(drained)).toBe(true)
  })
})

test('output is read in windows', async () => {
  const storage = openMemoryStorage()
  expect(await storage.output('1.1', 0, 10)).toEqual([])
  storage.appendOutput('1.1', ['a', 'b'], 'keep')
  storage.appendOutput('1.1', ['c'], 'keep')
  expect(await storage.output('1.1', 1, 5)).toEqual(['b', 'c'])
})
