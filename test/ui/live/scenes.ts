/** Scenes for tests of the live part: a day's work as events, and the screen drawn from them. */
import type { Settings } from '../../../src/commands/command.ts'
import { commands } from '../../../src/commands/commands.ts'
import { apply } from '../../../src/core/apply.ts'
import type { Event, EventBody } from '../../../src/core/event.ts'
import { emptyState, type State } from '../../../src/core/state.ts'
import { firstLook } from '../../../src/ui/answer/answer-look.ts'
import { drawFrame, type Frame } from '../../../src/ui/frame/draw-frame.ts'
import { type Theme, themeFor } from '../../../src/ui/frame/theme.ts'
import { type Course, createCourse } from '../../../src/ui/live/course.ts'
import { firstLive, type ListName, type Live, type Stand, withStand } from '../../../src/ui/live/live-view.ts'
import { emptyEditor } from '../../../src/ui/prompt/editor.ts'
import { createSyntax } from '../../../src/ui/prompt/syntax.ts'
import type { View } from '../../../src/ui/view.ts'
import { endedWith, openSessions } from '../../core/log-of-events.ts'
import { planFor, planOf } from '../../helpers/plans.ts'

export const settings: Settings = {
  ...{ target: 'scott:3', mode: 'any', cap: 3, parameters: [], commit: false, next: {} },
}

const syntax = createSyntax(commands)

export const plainTheme = themeFor({ LANG: 'en_US.UTF-8', NO_COLOR: '1', TERM: 'dumb' }, 'linux')

export const firstView: View = {
  ...{ editor: emptyEditor, settings, focus: 'prompt', page: 'grid', live: firstLive, selected: undefined },
  ...{
    answer: { title: '', lines: [] },
    text: { title: '', lines: [] },
    look: firstLook,
    scroll: { line: 0, cell: 0 },
  },
  ...{ top: 0, notice: undefined, question: undefined, isLeaving: false },
}

/** State and course of events; `at` of an event is milliseconds after a fixed morning. */
export interface Happening {
  readonly state: State
  readonly course: Course
  /** Folds events in that happen `after` so many milliseconds. */
  add(after: number, ...bodies: EventBody[]): void
}

/** 2026-11-28 09:00:00 UTC. */
export const morning = Date.UTC(2026, 10, 28, 9)

export function happening(): Happening {
  const state = emptyState()
  const course = createCourse(state)
  return {
    state,
    course,
    add(after, ...bodies) {
      for (const body of bodies) {
        const event: Event = { ...body, version: 1, seq: state.seq + 1, at: morning + after }
        course.heed(event, apply(state, event))
      }
    },
  }
}

/**
 * The seed's job of seven on three sessions, twelve seconds in: two have succeeded, one has failed, two run, one of them
 * blocked by the work that a third session holds, and two wait. A job before it has ended.
 */
export function seedJob(): Happening {
  const day = happening()
  const names = ['scott#1', 'scott#2', 'scott#3']
  const statement = 'begin &schema..task; end;'
  const plan = planOf({ sessions: names, target: 'scott:3', cap: 3, count: 7, statement })
  const tasks = plan.tasks.map((task, index) => ({ ...task, parameters: { SCHEMA: 'ABCDEFG'[index] ?? '' } }))
  const query = planFor('select count(*) from emp', { sessions: ['scott#1', 'scott#2'] })
  day.add(0, ...openSessions(names), { type: 'job queued', job: 1, plan: query })
  day.add(
    0,
    { type: 'task started', task: '1.1', session: 'scott#1' },
    { type: 'task started', task: '1.2', session: 'scott#2' },
  )
  day.add(700, { type: 'task ended', task: '1.1', ...endedWith({ rows: 14 }) })
  day.add(900, { type: 'task ended', task: '1.2', ...endedWith({ rows: 1_234 }) })
  day.add(2_000, { type: 'job queued', job: 2, plan: { ...plan, tasks } })
  day.add(
    2_000,
    { type: 'task started', task: '2.1', session: 'scott#1' },
    { type: 'task started', task: '2.2', session: 'scott#2' },
    { type: 'task started', task: '2.3', session: 'scott#3' },
  )
  const error = { code: 'statement failed', message: 'ORA-00942: table or view does not exist' } as const
  day.add(5_000, { type: 'task ended', task: '2.3', ...endedWith({}) })
  day.add(5_000, { type: 'task started', task: '2.4', session: 'scott#3' })
  day.add(7_000, { type: 'task ended', task: '2.2', ...endedWith({ outcome: 'failed', error }) })
  day.add(7_000, { type: 'task started', task: '2.5', session: 'scott#2' })
  day.add(8_000, { type: 'output arrived', task: '2.5', count: 3, last: 'task E: step 3 of 4 done' })
  day.add(9_000, { type: 'task ended', task: '2.1', ...endedWith({ fate: 'pending', rows: 5 }) })
  day.add(9_500, { type: 'task blocked', task: '2.4', by: { session: 'scott#1', sid: 17 } })
  return day
}

export interface Looking {
  readonly columns?: number
  readonly rows?: number
  readonly theme?: Theme
  /** Milliseconds after the morning. */
  readonly now?: number
}

/** The frame of a view, twelve seconds into the morning unless a test says otherwise. */
export function look(day: Happening, view: Partial<View>, looking: Looking = {}): Frame {
  const { columns = 80, rows = 24, theme = plainTheme, now = 12_000 } = looking
  const { state, course } = day
  const scene = { state, course, view: { ...firstView, ...view }, size: { columns, rows }, theme, syntax }
  return drawFrame({ ...scene, now: morning + now })
}

/** The text of a frame, without our own colours. */
export const textOf = ({ lines }: Frame): string =>
  lines.map((line) => line.replace(/\x1b\[\d*m/g, '').trimEnd()).join('\n')

/** The live part with a view shown, and its list standing so. */
export const showing = (shown: Live['shown'], list?: ListName, stand: Partial<Stand> = {}): Live => {
  const live = { ...firstLive, shown }
  return list === undefined ? live : withStand(live, list, stand)
}
