/**
 * The frames of every view, kept as text beside this file and looked at by people. `npx vitest -u` with this file writes
 * them anew.
 */
import { join } from 'node:path'
import { describe, expect, test, vi } from 'vitest'

// The log tells times by the clock of the machine, which is looked up when the modules below are loaded.
vi.hoisted(() => {
  process.env['TZ'] = 'UTC'
})

import { taskOf } from '../../../src/core/state.ts'
import { taskLines, taskTitle } from '../../../src/ui/answer/answer-lines.ts'
import { firstLook } from '../../../src/ui/answer/answer-look.ts'
import { themeFor } from '../../../src/ui/frame/theme.ts'
import { keyHelp } from '../../../src/ui/keys/key-help.ts'
import type { LiveName } from '../../../src/ui/live/live-view.ts'
import { placesOf, type Reading, type View } from '../../../src/ui/view.ts'
import { endedWith, openSessions } from '../../core/log-of-events.ts'
import { planOf } from '../../helpers/plans.ts'
import {
  firstView,
  type Happening,
  happening,
  type Looking,
  look,
  seedJob,
  showing,
  textOf,
} from './scenes.ts'

const sizes = [
  { columns: 80, rows: 24 },
  { columns: 160, rows: 50 },
]

const golden = (name: string, text: string) =>
  expect(`${text}\n`).toMatchFileSnapshot(join(import.meta.dirname, '..', 'golden', `${name}.txt`))

const frame = (day: Happening, view: Partial<View>, looking: Looking): string =>
  textOf(look(day, view, looking))

const rows = Array.from({ length: 40 }, (_, index) => [
  String(7_000 + index),
  ['KING', 'BLAKE', 'CLARK', 'JONES'][index % 4] ?? '',
  index % 3 === 0 ? null : String(index * 100),
  '17-NOV-81',
])

/** What task 1.2 answered. */
function answerOf(day: Happening, width: number, isRecord: boolean): Reading {
  const columns = ['EMPNO', 'ENAME', 'COMM', 'HIREDATE'].map((name, index) => ({
    ...{ name, type: index === 0 || index === 2 ? 'NUMBER' : 'VARCHAR2' },
  }))
  const task = taskOf(day.state, '1.2')
  const answer = { results: [{ columns, rows }], output: ['40 rows were asked for'] }
  return { title: taskTitle(task), ...taskLines(answer, task, width, { ...firstLook, isRecord }) }
}

/** Three hundred tasks on forty sessions, of which some have ended in every way. */
function manyTasks(): Happening {
  const day = happening()
  const sessions = Array.from({ length: 40 }, (_, index) => `hr${String(index + 1).padStart(2, '0')}`)
  day.add(0, ...openSessions(sessions))
  day.add(0, { type: 'job queued', job: 1, plan: planOf({ count: 300, sessions, cap: 20 }) })
  for (let number = 1; number <= 130; number++) {
    const session = sessions[number % 40] ?? ''
    const task = `1.${number}` as const
    const since = number * 80
    day.add(since, { type: 'task started', task, session })
    if (number > 110) continue
    const outcome = number % 17 === 0 ? 'failed' : number % 23 === 0 ? 'cancelled' : 'succeeded'
    day.add(since + 60, { type: 'task ended', task, ...endedWith({ outcome }) })
  }
  return day
}

describe.each(sizes)('at $columns x $rows the frame of', (size) => {
  const name = (view: string) => `${view}-${size.columns}x${size.rows}`

  test.each<LiveName>(['overview', 'sessions', 'jobs', 'tasks', 'timeline', 'grid', 'log'])(
    '%s is as it was looked at',
    async (shown) => {
      const day = seedJob()
      const answer = answerOf(day, size.columns, false)
      const view = { live: showing(shown), selected: { job: 2, task: '2.4' }, answer } as const
      await golden(name(shown), frame(day, view, size))
    },
  )

  test.each([false, true])('an answer is as it was looked at (as records: %s)', async (isRecord) => {
    const day = seedJob()
    const answer = answerOf(day, size.columns, isRecord)
    const view = { page: 'answer', selected: { job: 1, task: '1.2' }, answer } as const
    const text = frame(day, { ...view, look: { ...firstLook, isRecord } }, size)
    await golden(name(isRecord ? 'records' : 'answer'), text)
  })

  test('the keys of a view is as it was looked at', async () => {
    const places = placesOf({ ...firstView, focus: 'grid', live: showing('tasks') })
    const text = { title: 'keys', lines: keyHelp(places) }
    await golden(name('keys'), frame(seedJob(), { page: 'text', focus: 'grid', text }, size))
  })

  test('a filtered, marked and sorted list with the focus is as it was looked at', async () => {
    const marks = new Set(['1.17', '1.51'])
    const live = showing('tasks', 'tasks', { filter: 'phase:failed', sort: 'time', marks })
    const view = { live, focus: 'grid', selected: { job: 1, task: '1.34' } } as const
    await golden(name('filtered'), frame(manyTasks(), view, size))
  })

  test.each<LiveName>(['grid', 'timeline', 'sessions'])(
    '%s of many is as it was looked at',
    async (shown) => {
      const view = { live: showing(shown), selected: { job: 1, task: '1.111' } } as const
      await golden(name(`${shown}-many`), frame(manyTasks(), view, size))
    },
  )

  test.each<LiveName>(['sessions', 'timeline', 'grid'])(
    '%s in ASCII is as it was looked at',
    async (shown) => {
      const theme = themeFor({ LANG: 'C', NO_COLOR: '1', TERM: 'dumb' }, 'linux')
      const text = frame(seedJob(), { live: showing(shown), selected: { job: 2 } }, { ...size, theme })
      expect(text).toMatch(/^[\x20-\x7e\n]*$/)
      await golden(name(`${shown}-ascii`), text)
    },
  )
})
