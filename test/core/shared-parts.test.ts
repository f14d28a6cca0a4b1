import { expect, test } from 'vitest'
import type { AnswerColumn } from '../../src/core/event.ts'
import { taskOf } from '../../src/core/state.ts'
import { planOf } from '../helpers/plans.ts'
import { endedWith, logOfEvents, openSessions } from './log-of-events.ts'

const columns = (...names: string[]): AnswerColumn[] => names.map((name) => ({ name, type: 'NUMBER' }))

/** A job whose tasks answer with these columns, one after the other, and end alike. */
function answered(...answers: readonly AnswerColumn[][]) {
  const log = logOfEvents()
  log.add(...openSessions(['a']), { type: 'job queued', job: 1, plan: planOf({ count: answers.length }) })
  for (const [index, each] of answers.entries()) {
    const task = `1.${index + 1}` as const
    log.add(
      { type: 'task started', task, session: 'a' },
      { type: 'result described', task, result: 0, columns: each, count: 1 },
      { type: 'task ended', task, ...endedWith({ rows: each.length }) },
    )
  }
  return log.state
}

test('tasks of a job whose answers have the same columns hold them once', () => {
  const state = answered(columns('A', 'B'), columns('A', 'B'), columns('A', 'B'))
  const [first] = taskOf(state, '1.1').results
  expect(first?.columns).toEqual(columns('A', 'B'))
  for (const task of ['1.2', '1.3'] as const)
    expect(taskOf(state, task).results[0]?.columns).toBe(first?.columns)
})

test('answers with other columns keep their own', () => {
  const state = answered(columns('A'), columns('A', 'B'), columns('B', 'A'), columns('A'))
  const seen = [1, 2, 3, 4].map((task) => taskOf(state, `1.${task}`).results[0]?.columns)
  expect(seen).toEqual([columns('A'), columns('A', 'B'), columns('B', 'A'), columns('A')])
})

test('the second answers of tasks share their columns too', () => {
  const log = logOfEvents()
  log.add({ type: 'job queued', job: 1, plan: planOf({ count: 2 }) })
  for (const task of ['1.1', '1.2'] as const)
    for (const result of [0, 1])
      log.add({ type: 'result described', task, result, columns: columns(`C${result}`), count: 0 })
  for (const result of [0, 1])
    expect(taskOf(log.state, '1.2').results[result]?.columns).toBe(
      taskOf(log.state, '1.1').results[result]?.columns,
    )
})

test('tasks that end alike hold their end once, and what is settled of one changes no other', () => {
  const log = logOfEvents()
  log.add(...openSessions(['a']), { type: 'job queued', job: 1, plan: planOf({ count: 3 }) })
  for (const task of ['1.1', '1.2', '1.3'] as const)
    log.add(
      { type: 'task started', task, session: 'a' },
      { type: 'task ended', task, ...endedWith({ fate: 'pending', rows: task === '1.3' ? 2 : 1 }) },
    )
  const endOf = (task: '1.1' | '1.2' | '1.3') => {
    const { phase } = taskOf(log.state, task)
    return phase.name === 'ended' ? phase.end : undefined
  }
  expect(endOf('1.2')).toBe(endOf('1.1'))
  expect(endOf('1.3')).toMatchObject({ fate: 'pending', rows: 2 })
  log.add({ type: 'work settled', session: 'a', tasks: ['1.1'], fate: 'committed' })
  expect([endOf('1.1')?.fate, endOf('1.2')?.fate]).toEqual(['committed', 'pending'])
})

test('tasks that brought alike hold what they brought once, and rows that arrive change none that has ended', () => {
  const log = logOfEvents()
  log.add(...openSessions(['a']), { type: 'job queued', job: 1, plan: planOf({ count: 3 }) })
  for (const [task, count] of [
    ['1.1', 2],
    ['1.2', 2],
    ['1.3', 5],
  ] as const)
    log.add(
      { type: 'task started', task, session: 'a' },
      { type: 'result described', task, result: 0, columns: columns('A'), count: 0 },
      { type: 'rows arrived', task, result: 0, count },
      { type: 'task ended', task, ...endedWith({ rows: count }) },
    )
  const results = ['1.1', '1.2', '1.3'].map((task) => taskOf(log.state, task as '1.1').results)
  expect(results[1]).toBe(results[0])
  expect(results.map(([only]) => only?.count)).toEqual([2, 2, 5])
})

test('errors stay with their tasks', () => {
  const log = logOfEvents()
  log.add({ type: 'job queued', job: 1, plan: planOf({ count: 2 }) })
  for (const [task, message] of [
    ['1.1', 'ORA-00001'],
    ['1.2', 'ORA-00002'],
  ] as const) {
    const error = { code: 'statement failed', message } as const
    log.add({ type: 'task ended', task, ...endedWith({ outcome: 'failed', error }) })
  }
  expect(taskOf(log.state, '1.1').phase).toMatchObject({ end: { error: { message: 'ORA-00001' } } })
  expect(taskOf(log.state, '1.2').phase).toMatchObject({ end: { error: { message: 'ORA-00002' } } })
})
