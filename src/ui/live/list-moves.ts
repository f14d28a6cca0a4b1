/**
 * What keys do to a list: its selection, order, filter and marks. Pure: the view before, and what of it changes.
 */
import type { Subject } from '../../commands/command.ts'
import { jobOf, type TaskId } from '../../core/job.ts'
import { findTask, type State } from '../../core/state.ts'
import { goneWords } from '../forgotten-job.ts'
import type { ListChange, Step } from '../keys/action.ts'
import type { View } from '../view.ts'
import type { Course } from './course.ts'
import type { Rows } from './list-view.ts'
import { listViews } from './lists.ts'
import { jobShown, rowsOf, selectedIn } from './live-part.ts'
import { type ListName, type LiveName, listOf, type RowKey, type Stand, withStand } from './live-view.ts'

/** Longer filters than this are typed by mistake. */
const longestFilter = 200

/** Shows a view; it begins where its selection is. The grid, shown again, changes between tasks and sessions. */
export function showView(view: View, shown: LiveName): Partial<View> {
  const { live } = view
  const isAgain = shown === 'grid' && live.shown === 'grid' && view.page === 'grid'
  const cells = isAgain && live.cells === 'tasks' ? 'sessions' : 'tasks'
  return { page: 'grid', live: { ...live, shown, isFiltering: false, cells }, top: 0 }
}

/** From a job to its tasks, from everything else to its answer. */
export const enterRow = (view: View, state: State, course: Course): Partial<View> =>
  view.live.shown === 'jobs' ? showView(view, 'tasks') : openAnswer(view, state, course)

/** The answer of the selected row; what happened in a job that is not kept any more has none. */
export function openAnswer(view: View, state: State, course: Course): Partial<View> {
  const { live, page } = view
  const { selected } = live.stands.log
  const isEntry = live.shown === 'log' && page === 'grid' && selected !== undefined
  const job = isEntry ? course.log.entry(selected)?.subject?.job : undefined
  if (job === undefined || state.jobs.has(job)) return { page: 'answer', scroll: { line: 0, cell: 0 } }
  return { notice: { tone: 'warning', text: goneWords(job) } }
}

/** Shows a view with a filter; that of an answer has none. */
export function showFiltered(view: View, shown: LiveName, filter: string): Partial<View> {
  const { live } = view
  const list = listOf({ ...live, shown })
  const stood = list === undefined ? live : withStand(live, list, { filter })
  return { page: 'grid', live: { ...stood, shown, isFiltering: false }, top: 0 }
}

/** What is in sight of the rows: so many lines, each of so many. */
export interface Sight {
  readonly rows: number
  readonly across: number
}

/** Milliseconds of the shortest and of the longest span of the timeline. */
const spans = { least: 5_000, most: 86_400_000 }

/** Makes the span of the timeline half as long, or twice. */
export function zoom(direction: -1 | 1, view: View): Partial<View> {
  const { span = 60_000 } = view.live
  const wanted = direction > 0 ? span / 2 : span * 2
  return { live: { ...view.live, span: Math.max(spans.least, Math.min(spans.most, wanted)) } }
}

/** Shows all of the job again. */
export function zoomOut(view: View): Partial<View> {
  const { span: _, ...live } = view.live
  return { live }
}

/** Takes the marks of the list that is shown away. */
export function withoutMarks(view: View): Partial<View> {
  const name = listOf(view.live)
  return name === undefined ? {} : { live: withStand(view.live, name, { marks: new Set() }) }
}

/** Changes the list that is shown; nothing where none is. */
export function changeList(change: ListChange, view: View, state: State, course: Course): Partial<View> {
  const name = listOf(view.live)
  if (name === undefined) return {}
  const stand = view.live.stands[name]
  const set = (to: Partial<Stand>, top = view.top): Partial<View> => ({
    live: withStand(view.live, name, to),
    top,
  })
  switch (change) {
    case 'sort':
      return set({ sort: nextSort(name, stand.sort), isReversed: false, isFollowing: false }, 0)
    case 'reverse':
      return set({ isReversed: !stand.isReversed, isFollowing: false }, 0)
    case 'follow':
      return set({ isFollowing: !stand.isFollowing })
    case 'mark':
      return mark(name, view, state, course)
    case 'unmark':
      return set({ marks: new Set() })
    case 'filter':
      return { live: { ...view.live, isFiltering: true } }
    case 'keep filter':
      return { live: { ...view.live, isFiltering: false } }
    case 'clear filter':
      return { live: { ...withStand(view.live, name, { filter: '' }), isFiltering: false } }
    case 'erase filter':
      return set({ filter: stand.filter.slice(0, -1) }, 0)
    case 'empty filter':
      return set({ filter: '' }, 0)
  }
}

/** Puts typed text into the filter. */
export function typeFilter(text: string, view: View): Partial<View> {
  const name = listOf(view.live)
  if (name === undefined) return {}
  const filter = (view.live.stands[name].filter + text.replace(/\s/g, ' ')).slice(0, longestFilter)
  return { live: withStand(view.live, name, { filter }), top: 0 }
}

/** The next column that has an order, and after the last one the order in which rows came. */
function nextSort(name: ListName, sort: string | undefined): string | undefined {
  if (name === 'log') return undefined
  const columns: readonly { readonly title: string; readonly rank?: unknown }[] = listViews[name].columns
  const titles = columns.filter(({ rank }) => rank !== undefined).map(({ title }) => title)
  return titles[sort === undefined ? 0 : titles.indexOf(sort) + 1]
}

function mark(name: ListName, view: View, state: State, course: Course): Partial<View> {
  const selected = selectedIn(name, view)
  if (selected === undefined || name === 'log') return {}
  const marks = new Set(view.live.stands[name].marks)
  if (!marks.delete(selected)) marks.add(selected)
  const marked = { ...view, live: withStand(view.live, name, { marks }) }
  return { live: marked.live, ...selectRow(1, 'cell', marked, state, course, { rows: 1, across: 1 }) }
}

/** Moves the selection of the list that is shown. */
export function selectRow(
  direction: -1 | 1,
  step: Step,
  view: View,
  state: State,
  course: Course,
  sight: Sight,
): Partial<View> {
  const name = listOf(view.live)
  if (name === undefined) return {}
  const rows = rowsOf(name, view, state, course)
  const place = placeAfter(rows, selectedIn(name, view), direction, step, sight)
  const key = rows.at(place)
  if (key === undefined) return {}
  const live = withStand(view.live, name, { isFollowing: false })
  return select(name, key, { ...view, live }, state, course)
}

function placeAfter(
  rows: Rows,
  selected: RowKey | undefined,
  direction: -1 | 1,
  step: Step,
  { rows: lines, across }: Sight,
): number {
  const last = rows.length - 1
  if (step === 'end') return direction < 0 ? 0 : last
  const from = selected === undefined ? -1 : rows.placeOf(selected)
  if (from < 0) return direction < 0 ? last : 0
  const by = { cell: 1, line: across, page: across * Math.max(1, lines - 1) }[step]
  const to = from + direction * by
  // Beyond the last line of a grid there is still its last cell; above the first line there is nothing.
  return to < 0 ? (step === 'line' ? from : 0) : Math.min(last, to)
}

/** Selects a row; what it is about is selected for the other views too, if it is still there. */
export function select(name: ListName, key: RowKey, view: View, state: State, course: Course): Partial<View> {
  const selected = subjectOf(name, key, state, course)
  const live = withStand(view.live, name, { selected: key })
  if (selected === undefined) return { live }
  return { live, selected: state.jobs.has(selected.job) ? selected : undefined }
}

/** The job or task that a row is about: of a session what it runs, or ran last. */
export function subjectOf(name: ListName, key: RowKey, state: State, course: Course): Subject | undefined {
  switch (name) {
    case 'sessions': {
      const session = state.sessions.get(key)
      const task = session?.phase.name === 'busy' ? session.phase.task : session?.lastTask
      return task === undefined ? undefined : { job: jobOf(task), task }
    }
    case 'jobs':
      return { job: Number(key) }
    case 'tasks':
      return { job: jobOf(key as TaskId), task: key as TaskId }
    case 'log':
      return course.log.entry(key)?.subject
  }
}

/** Before a frame: a list that follows has its newest row selected, and a selected session's task is the one it runs now. */
export function follow(view: View, state: State, course: Course): Partial<View> {
  const name = listOf(view.live)
  if (name === undefined) return {}
  const stand = view.live.stands[name]
  const newest = stand.isFollowing ? newestIn(name, view, state, course) : undefined
  const key = newest ?? (name === 'sessions' ? stand.selected : undefined)
  if (key === undefined) return {}
  // Who looks on while things happen has not chosen another task.
  if (name === 'log') return { live: withStand(view.live, name, { selected: key }) }
  return select(name, key, view, state, course)
}

function newestIn(name: ListName, view: View, state: State, course: Course): RowKey | undefined {
  const task = course.lastStarted()
  if (name === 'log') {
    const rows = course.log.rows(view.live.stands.log.filter)
    return rows.at(rows.length - 1)
  }
  if (name === 'jobs') return String([...state.jobs.keys()].at(-1) ?? '') || undefined
  if (task === undefined) return undefined
  if (name === 'tasks') return jobOf(task) === jobShown(view, state) ? task : undefined
  const { phase } = findTask(state, task) ?? {}
  return phase && phase.name !== 'waiting' ? phase.session : undefined
}
