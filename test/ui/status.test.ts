import { describe, expect, test } from 'vitest'
import type { CancelRung } from '../../src/core/event.ts'
import { taskOf } from '../../src/core/state.ts'
import { taskRemark, taskStatus } from '../../src/ui/status.ts'
import { logOfEvents, openSessions } from '../core/log-of-events.ts'
import { planOf } from '../helpers/plans.ts'

const running = () => {
  const log = logOfEvents()
  log.add(
    ...openSessions(['a']),
    { type: 'job queued', job: 1, plan: planOf({ sessions: ['a'] }) },
    { type: 'task started', task: '1.1', session: 'a' },
  )
  return log
}

describe('the row of a running task', () => {
  test.each<[CancelRung, string]>([
    ['break', 'cancelling'],
    ['cancel sql', 'cancel sql'],
    ['kill', 'killing'],
    ['drop', 'dropping'],
  ])('shows that its cancel has climbed to %s', (rung, word) => {
    const log = running()
    log.add({ type: 'cancel climbed', task: '1.1', rung })
    expect(taskStatus(taskOf(log.state, '1.1')).word).toBe(word)
  })

  test('says why rungs were passed over', () => {
    const log = running()
    log.add({ type: 'cancel climbed', task: '1.1', rung: 'drop', why: 'A may not alter system' })
    expect(taskRemark(taskOf(log.state, '1.1'), log.state)).toBe('A may not alter system')
  })
})
