/** Jobs of more tasks than a call takes arguments, a limit that lies near 120,000. */
import { afterEach, describe, expect, test, vi } from 'vitest'
import { endedCount } from '../../src/core/state.ts'
import { type EngineBench, startEngineBench } from '../helpers/engine-bench.ts'

const count = 200_000

let bench: EngineBench
afterEach(() => bench.stop())

const ended = async (job: number) => {
  await vi.waitFor(() => expect(bench.state.active.has(job)).toBe(false), { timeout: 30_000 })
  const state = bench.state.jobs.get(job)
  return state && { skipped: state.ended.get('skipped'), of: endedCount(state) }
}

describe('a job of 200,000 tasks', () => {
  test('is cancelled whole', async () => {
    bench = await startEngineBench()
    await bench.addSessions('scott', 'scott')
    await bench.send({ type: 'pause queue' })
    const job = await bench.submit('select 1 from dual', { sessions: ['scott'], mode: 'any', count })
    expect(await bench.send({ type: 'cancel job', job, reason: 'enough' })).toEqual({ type: 'done' })
    expect(await ended(job)).toEqual({ skipped: count, of: count })
  }, 60_000)

  test.each(['any', 'each'] as const)(
    'is given up whole when its session does not open, in mode %s',
    async (mode) => {
      bench = await startEngineBench({ password: 'lion' })
      await bench.addSessions('scott', 'scott')
      const job = await bench.submit('select 1 from dual', { sessions: ['scott'], mode, count })
      expect(await ended(job)).toEqual({ skipped: count, of: count })
    },
    60_000,
  )
})
