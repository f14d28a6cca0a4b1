/**
 * The live part as lines: the view that is shown, with as many of its rows as have room.
 */
import type { State } from '../../core/state.ts'
import type { Scene } from '../scene.ts'
import type { View } from '../view.ts'
import type { Course } from './course.ts'
import { type ListScene, listFrame, listLines } from './draw-list.ts'
import type { ListView, Rows } from './list-view.ts'
import { listViews } from './lists.ts'
import { type ListName, listOf, type RowKey } from './live-view.ts'
import { logList } from './log-list.ts'

export interface LivePart {
  readonly lines: readonly string[]
  /** First row shown. */
  readonly top: number
  /** Rows that have room. */
  readonly rows: number
  /** There are rows not looked at yet: draw again soon. */
  readonly isUnfinished: boolean
}

/** The job whose tasks are shown: the selected one, else the newest. */
export function jobShown(view: View, state: State): number | undefined {
  if (view.selected && state.jobs.has(view.selected.job)) return view.selected.job
  let last: number | undefined
  for (const number of state.jobs.keys()) last = number
  return last
}

/** The row that is selected in a list. */
export function selectedIn(name: ListName, view: View): RowKey | undefined {
  switch (name) {
    case 'jobs':
      return view.selected && String(view.selected.job)
    case 'tasks':
      return view.selected?.task
    default:
      return view.live.stands[name].selected
  }
}

/** The rows of a list as it stands. */
export function rowsOf(name: ListName, view: View, state: State, course: Course): Rows {
  if (name === 'log') return course.log.rows(view.live.stands.log.filter)
  return course.lists.rows(name, view.live.stands[name], jobShown(view, state))
}

/** The view in `height` lines. */
export function livePart(scene: Scene, course: Course, height: number): LivePart {
  const { view, state } = scene
  const name = listOf(view.live) ?? 'sessions'
  const rows = rowsOf(name, view, state, course)
  const selected = selectedIn(name, view)
  const room = Math.max(0, height - listFrame)
  const top = topOf(rows, selected, room, view.top)
  const list: ListScene = {
    ...{ rows, selected, top, stand: view.live.stands[name] },
    title: name === 'tasks' ? `tasks of job ${jobShown(view, state) ?? ''}`.trim() : name,
  }
  const declared = (name === 'log' ? logList(course.log) : listViews[name]) as ListView<unknown>
  return {
    lines: listLines(declared, list, height, scene),
    ...{ top, rows: room, isUnfinished: rows.unread > 0 },
  }
}

/** The first row to show, so that the selected one is in sight and no line is empty while rows are hidden. */
export function topOf(rows: Rows, selected: RowKey | undefined, height: number, top: number): number {
  const place = selected === undefined ? -1 : rows.placeOf(selected)
  const seen = place < 0 ? top : Math.min(Math.max(top, place - height + 1), place)
  return Math.max(0, Math.min(seen, rows.length - height))
}

/** Lines that a view would like to have. */
export function linesWanted(scene: Scene, course: Course): number {
  const { view, state } = scene
  const name = listOf(view.live)
  if (name === undefined) return 0
  return listFrame + Math.max(3, rowsOf(name, view, state, course).length)
}
