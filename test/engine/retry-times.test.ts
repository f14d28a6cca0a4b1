import { expect, test, vi } from 'vitest'
import { watchRetries } from '../../src/engine/retries.ts'
import { endedWith, logOfEvents, openSessions } from '../core/log-of-events.ts'
import { planOf } from '../helpers/plans.ts'

test('a task that may start again at once is told of without a word from Node, though the clock has moved on meanwhile', async () => {
  const warn = vi.spyOn(process, 'emitWarning')
  const log = logOfEvents()
  log.add(
    ...openSessions(['a']),
    { type: 'job queued', job: 1, plan: planOf({}) },
    { type: 'task started', task: '1.1', session: 'a' },
    {
      ...{ type: 'task retrying', task: '1.1', attempt: 0, dueAt: 0, fate: endedWith({}).fate },
      error: { code: 'connection lost', message: 'gone' },
    },
  )
  const told: string[] = []
  const retries = watchRetries(log.state, (task) => told.push(task))
  for (const event of log.events) retries.heed(event)
  await vi.waitFor(() => expect(told).toEqual(['1.1']))
  expect(warn).not.toHaveBeenCalled()
  retries.stop()
})
