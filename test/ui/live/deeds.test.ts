import { describe, expect, test } from 'vitest'
import { selectedStatement } from '../../../src/ui/answer/answer-export.ts'
import { clipboardCopy } from '../../../src/ui/answer/clipboard.ts'
import { type DeedName, planDeed } from '../../../src/ui/live/deeds.ts'
import type { ListName } from '../../../src/ui/live/live-view.ts'
import type { View } from '../../../src/ui/view.ts'
import { endedWith } from '../../core/log-of-events.ts'
import { firstView, seedJob, showing } from './scenes.ts'

/** The view of a list with rows marked. */
const marked = (list: Exclude<ListName, 'log'>, ...keys: string[]): View => ({
  ...firstView,
  live: showing(list, list, { marks: new Set(keys) }),
})

const task = (id: `${number}.${number}`): View => ({
  ...firstView,
  live: showing('tasks'),
  selected: { job: Number(id.split('.')[0]), task: id },
})

describe('a key', () => {
  test.each<[string, DeedName, View, string, string | undefined]>([
    ['cancels the selected task', 'cancel', task('2.5'), 'cancel 2.5', 'cancel 2.5? (y/N)'],
    [
      'cancels all marked rows that have not ended',
      'cancel',
      marked('tasks', '2.1', '2.4', '2.6'),
      'cancel 2.4\ncancel 2.6',
      'cancel 2.4, 2.6? (y/N)',
    ],
    ['cancels a job', 'cancel', marked('jobs', '1', '2'), 'cancel 2', 'cancel job 2? (y/N)'],
    [
      'cancels what sessions run',
      'cancel',
      marked('sessions', 'scott#1', 'scott#2'),
      'cancel 2.5',
      'cancel 2.5? (y/N)',
    ],
    ['holds the job of a task', 'hold or release', task('2.5'), 'hold 2', undefined],
    [
      'commits what sessions hold',
      'commit',
      marked('sessions', 'scott#1', 'scott#2'),
      'commit scott#1',
      'commit the work of 2.1 in scott#1? (y/N)',
    ],
    [
      'rolls back where a job left work',
      'rollback',
      marked('jobs', '2'),
      'rollback 2',
      'rollback the work of 2.1 in scott#1? (y/N)',
    ],
    ['raises the cap', 'raise cap', marked('jobs', '2'), 'cap 2 4', undefined],
    ['lowers the cap', 'lower cap', task('2.5'), 'cap 2 2', undefined],
  ])('%s', (_, name, view, lines, question) => {
    expect(planDeed(name, view, seedJob().state)).toEqual({
      ...{ type: 'do', lines },
      ...(question !== undefined && { question }),
    })
  })

  test.each<[string, DeedName, View]>([
    ['2.1 has ended: succeeded', 'cancel', task('2.1')],
    ['all of it has ended', 'cancel', marked('jobs', '1')],
    ['nothing runs there', 'cancel', marked('sessions', 'scott#1')],
    ['job 2 has not ended: retry when it has', 'retry', task('2.2')],
    ['nothing failed of job 1', 'retry', task('1.1')],
    ['job 1 has ended', 'hold or release', task('1.1')],
    ['no uncommitted work there', 'commit', task('1.1')],
    ['only sessions are opened and closed: 1 shows them', 'open or close', task('1.1')],
    [
      'scott#1 holds uncommitted work: commit or roll back first',
      'open or close',
      marked('sessions', 'scott#1'),
    ],
    ['scott#2 is busy: cancel what runs there first', 'open or close', marked('sessions', 'scott#2')],
    ['a cap is that of a job that has not ended', 'raise cap', marked('jobs', '1')],
    ['no row is selected', 'cancel', firstView],
  ])('that cannot act says why: %s', (why, name, view) => {
    expect(planDeed(name, view, seedJob().state)).toEqual({ type: 'impossible', why })
  })

  test('releases a job that is held, asks before, and says what it is held for', () => {
    const day = seedJob()
    day.add(12_000, { type: 'job held', job: 2, reason: 'wave 1 differs' })
    expect(planDeed('hold or release', task('2.5'), day.state)).toEqual({
      ...{ type: 'do', lines: 'release 2', question: 'release job 2 (y/N)? wave 1 differs' },
    })
  })

  test('runs again what failed once the job has ended', () => {
    const day = seedJob()
    for (const id of ['2.4', '2.5'] as const)
      day.add(12_000, { type: 'task ended', task: id, ...endedWith({}) })
    for (const id of ['2.6', '2.7'] as const)
      day.add(12_000, { type: 'task ended', task: id, ...endedWith({ outcome: 'skipped' }) })
    expect(planDeed('retry', task('2.1'), day.state)).toEqual({
      ...{ type: 'do', lines: 'retry 2', question: 'run 1 failed task of job 2 again? (y/N)' },
    })
  })

  test('closes idle sessions and opens those that were lost', () => {
    const day = seedJob()
    day.add(12_000, { type: 'work settled', session: 'scott#1', tasks: ['2.1'], fate: 'rolled back' })
    const view = marked('sessions', 'scott#1')
    expect(planDeed('open or close', view, day.state)).toMatchObject({ lines: 'close scott#1' })
    day.add(12_000, {
      ...{ type: 'session lost', session: 'scott#1' },
      error: { code: 'connection lost', message: 'gone' },
    })
    expect(planDeed('open or close', view, day.state)).toMatchObject({ lines: 'open scott#1' })
  })
})

test('copied is what was sent, and travels as a sequence that holds none of it bare', () => {
  const { state } = seedJob()
  expect(selectedStatement(task('1.2'), state)).toBe('select count(*) from emp')
  expect(selectedStatement({ selected: { job: 2 } }, state)).toBe('begin &schema..task; end;')
  expect(() => selectedStatement(firstView, state)).toThrow('nothing is selected')
  expect(clipboardCopy('\x1b[2J').sequence).toBe('\x1b]52;c;G1sySg==\x07')
})
