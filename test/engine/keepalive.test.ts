import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import { emptyState, type SessionPhase } from '../../src/core/state.ts'
import { startKeepalive } from '../../src/engine/keepalive.ts'
import { openConnection } from '../../src/oracle/connection.ts'
import { startEngineBench } from '../helpers/engine-bench.ts'

describe('a session with keepalive', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })

  afterEach(() => {
    vi.useRealTimers()
  })

  /** How often it is pinged in so many seconds. */
  function pings(keepalive: number | undefined, phase: SessionPhase, seconds: number): number {
    const state = emptyState()
    const login = { user: 'a', connectString: 'practice' }
    const spec = { name: 'a', login, ...(keepalive !== undefined && { keepalive }) }
    state.sessions.set('a', { spec, phase, pending: [] })
    let count = 0
    const ping = () => {
      count++
    }
    const stop = startKeepalive({ state, connections: { ping }, pace: 1000, now: Date.now })
    vi.advanceTimersByTime(seconds * 1000)
    stop()
    vi.advanceTimersByTime(seconds * 1000)
    return count
  }

  const idle: SessionPhase = { name: 'idle' }

  test.each([
    [10, idle, 10, 0],
    [10, idle, 11, 1],
    [10, idle, 35, 3],
    [0, idle, 100, 0],
    [undefined, idle, 100, 0],
    [10, { name: 'busy', task: '1.1', since: 0 }, 100, 0],
    [10, { name: 'ending', how: 'commit' }, 100, 0],
    [10, { name: 'closed' }, 100, 0],
  ] as const)(
    'of %s seconds that is %j is pinged within %s seconds %s times',
    (keepalive, phase, seconds, count) => {
      expect(pings(keepalive, phase, seconds)).toBe(count)
    },
  )
})

test('pings never meet a call: tasks, commits and rollbacks wait for them', async () => {
  let pings = 0
  const bench = await startEngineBench({
    monitorPace: 1,
    // A second of the session passes with every look.
    now: () => Date.now() * 1000,
    open: async (request) => {
      const connection = await openConnection(request)
      return {
        ...connection,
        ping: () => {
          pings++
          return connection.ping()
        },
      }
    },
  })
  onTestFinished(() => bench.stop())
  const login = { user: 'a', connectString: 'practice' }
  await bench.send({ type: 'add sessions', sessions: [{ name: 'a', login, keepalive: 1 }] })
  for (let round = 0; round < 30; round++) {
    const before = pings
    expect(await bench.ends(await bench.submit('update emp set sal = sal'))).toEqual(['succeeded, pending'])
    await vi.waitFor(() => expect(pings).toBeGreaterThan(before), { interval: 1 })
    const how = round % 2 === 0 ? 'commit' : 'rollback'
    expect(await bench.send({ type: 'end transactions', sessions: ['a'], how })).toEqual({ type: 'done' })
  }
})
