import { describe, expect, test } from 'vitest'
import type { CancelRung } from '../../../src/core/event.ts'
import { taskOf } from '../../../src/core/state.ts'
import { createWaitTeller } from '../../../src/ui/asking/wait-teller.ts'
import { taskRemark, taskStatus } from '../../../src/ui/frame/status.ts'
import { endedWith, logOfEvents, openSessions } from '../../core/log-of-events.ts'
import { planOf } from '../../helpers/plans.ts'

const running = () => {
  const log = logOfEvents()
  log.add(
    ...openSessions(['a']),
    { type: 'job queued', job: 1, plan: planOf({ sessions: ['a'] }) },
    { type: 'task started', task: '1.1', session: 'a' },
  )
  return log
}

const remark = ({ state }: ReturnType<typeof running>, now = 0) =>
  taskRemark(taskOf(state, '1.1'), state, now)

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
    expect(remark(log)).toBe('A may not alter system')
  })

  test('says how far its longest operation is, and how long that will take', () => {
    const log = running()
    const at = { operation: 'Table Scan', soFar: 30, totalWork: 120 }
    log.add({ type: 'task progress', task: '1.1', ...at, endsAt: 90_000 })
    expect(remark(log, 60_000)).toBe('25% of Table Scan, 30s left')
    expect(remark(log, 95_000)).toBe('25% of Table Scan')
    log.add({ type: 'output arrived', task: '1.1', count: 1, last: 'half way' })
    expect(remark(log, 95_000)).toBe('25% of Table Scan, half way')
  })

  test('says what it waits for once that takes long, and for how long it has waited for somebody', () => {
    const log = running()
    const wait = { event: 'db file sequential read', seconds: 0 }
    log.add({ type: 'task progress', task: '1.1', wait, waitsSince: 10_000 })
    expect(remark(log, 11_000)).toBe('')
    expect(remark(log, 15_000)).toBe('db file sequential read 5s')
    log.add({ type: 'task blocked', task: '1.1', by: { sid: 7, instance: 2, user: 'HR' } })
    expect(remark(log, 15_000)).toBe('waits for sid 7@2 (HR), 5s')
  })

  test('says nothing of all that once it has ended', () => {
    const log = running()
    log.add(
      { type: 'task progress', task: '1.1', operation: 'Sort', soFar: 1, totalWork: 2 },
      { type: 'task ended', task: '1.1', ...endedWith({}) },
    )
    expect(remark(log)).toBe('')
  })
})

describe('the user is told once', () => {
  test('of a session of ours that another one of ours waits for', () => {
    const log = running()
    log.add(
      ...openSessions(['b']),
      { type: 'job queued', job: 2, plan: planOf({ sessions: ['b'] }) },
      { type: 'task started', task: '2.1', session: 'b' },
      { type: 'task blocked', task: '2.1', by: { sid: 1, session: 'a' } },
    )
    const tell = createWaitTeller()
    expect(tell(log.state)?.text).toBe('2.1 in b waits for 1.1 in a, which is yours, too')
    expect(tell(log.state)).toBeUndefined()
    log.add({ type: 'task blocked', task: '1.1', by: { sid: 2, session: 'b' } })
    expect(tell(log.state)?.text).toBe('a and b are both yours and wait for each other: cancel 1.1 or 2.1')
  })

  test('of one that is idle and holds work', () => {
    const log = running()
    log.add(
      { type: 'task ended', task: '1.1', ...endedWith({ fate: 'pending', rows: 1 }) },
      ...openSessions(['b']),
      { type: 'job queued', job: 2, plan: planOf({ sessions: ['b'] }) },
      { type: 'task started', task: '2.1', session: 'b' },
      { type: 'task blocked', task: '2.1', by: { sid: 1, session: 'a' } },
    )
    expect(createWaitTeller()(log.state)?.text).toMatch(
      /^2\.1 in b waits for a, which is yours and idle with work of 1\.1: commit or roll back there$/,
    )
  })

  test('of a login that may not look', () => {
    const log = running()
    log.add({ type: 'waits unseen', login: 'A@practice', user: 'a', why: 'ORA-00942' })
    const tell = createWaitTeller()
    expect(tell(log.state)?.text).toMatch(/of a wait for is not seen: it may not read v\$session/)
    expect(tell(log.state)).toBeUndefined()
  })
})
