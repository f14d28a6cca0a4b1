/**
 * The live part as lines: the view that is shown, with as many of its rows as have room.
 */
import type { State } from '../../core/state.ts'
import type { Scene } from '../frame/scene.ts'
import type { View } from '../view.ts'
import type { Course } from './course.ts'
import { gridFrame, gridLines, gridShape } from './draw-cells.ts'
import { listFrame, listLines } from './draw-list.ts'
import { timelineFrame, timelineLines } from './draw-timeline.ts'
import type { ListView, Rows } from './list-view.ts'
import { listViews } from './lists.ts'
import { type ListName, listOf, type RowKey, type Stand } from './live-view.ts'
import { logList } from './log-list.ts'

export interface LivePart {
  readonly lines: readonly string[]
  /** First row shown. */
  readonly top: number
  /** Lines of rows that have room. */
  readonly rows: number
  /** Rows that stand side by side. */
  readonly across: number
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
  const shown = { rows, selected: selectedIn(name, view), stand: view.live.stands[name] }
  const part = viewPart(name, shown, scene, course, height)
  return { ...part, isUnfinished: rows.unread > 0 }
}

interface Shown {
  readonly rows: Rows
  readonly selected: RowKey | undefined
  readonly stand: Stand
}

function viewPart(
  name: ListName,
  { rows, selected, stand }: Shown,
  scene: Scene,
  course: Course,
  height: number,
): Omit<LivePart, 'isUnfinished'> {
  const { view, state, size } = scene
  const job = jobShown(view, state)
  const ofJob = `tasks of job ${job ?? ''}`.trim()
  const room = (frame: number): number => Math.max(0, height - frame)
  const { marks } = stand
  switch (view.live.shown) {
    case 'grid': {
      const { cells: kind } = view.live
      const shape = gridShape(rows, selected, size.columns, room(gridFrame), view.top)
      const title = `grid of ${kind === 'tasks' ? ofJob : 'sessions'}`
      const grid = { kind, rows, selected, marks, title, job, top: shape.top }
      const { top, across } = shape
      return { lines: gridLines(grid, shape, height, scene), top, rows: room(gridFrame), across }
    }
    case 'timeline': {
      const top = topOf(rows, selected, room(timelineFrame), view.top)
      const timeline = { rows, selected, marks, top, job, lanes: course.lanes }
      const lines = timelineLines(timeline, height, scene)
      return { lines, top, rows: room(timelineFrame), across: 1 }
    }
    default: {
      const top = topOf(rows, selected, room(listFrame), view.top)
      const list = { rows, selected, top, stand, title: name === 'tasks' ? ofJob : name }
      const declared = (name === 'log' ? logList(course.log) : listViews[name]) as ListView<unknown>
      return { lines: listLines(declared, list, height, scene), top, rows: room(listFrame), across: 1 }
    }
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
  const { view, state, size } = scene
  const name = listOf(view.live)
  if (name === undefined) return 0
  const rows = rowsOf(name, view, state, course)
  switch (view.live.shown) {
    case 'grid':
      return gridFrame + Math.ceil((2 * rows.length) / Math.max(1, size.columns - 14))
    case 'timeline':
      return timelineFrame + Math.max(1, rows.length)
    default:
      return listFrame + Math.max(3, rows.length)
  }
}
