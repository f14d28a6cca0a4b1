/** What keys change of the view alone: where one is, what is selected and how it is looked at. Pure. */
import type { State } from '../../core/state.ts'
import { turnPart } from '../answer/answer-look.ts'
import type { Frame } from '../frame/draw-frame.ts'
import { indexOf, listLength, subjectAt } from '../frame/overview-rows.ts'
import type { Course } from '../live/course.ts'
import { changeList, enterRow, openAnswer, selectRow, showView, zoom, zoomOut } from '../live/list-moves.ts'
import { placesOf, type Reading, type View } from '../view.ts'
import type { Action, Step } from './action.ts'
import { keyHelp } from './key-help.ts'

/** What a move depends on beside the view. */
export interface Surroundings {
  readonly state: State
  readonly course: Course
  /** The frame in sight. */
  readonly frame: Frame
}

const top = { line: 0, cell: 0 }

/** Cells that Left and Right move a wide answer. */
const panWidth = 20

/** What of the view an action changes; undefined when it does more than that. */
export function moveView(action: Action, view: View, around: Surroundings): Partial<View> | undefined {
  switch (action.type) {
    case 'select':
      return select(action.direction, action.step, view, around)
    case 'scroll':
      return scroll(action.direction, action.step, view, around.frame)
    case 'scroll sideways': {
      const { line, cell } = view.scroll
      return { scroll: { line, cell: Math.max(0, cell + action.direction * panWidth) } }
    }
    case 'open answer':
      return openAnswer(view, around.state, around.course)
    case 'enter row':
      return enterRow(view, around.state, around.course)
    case 'turn part':
      return { look: turnPart(view.look, action.direction), scroll: top }
    case 'switch record':
      return { look: { ...view.look, isRecord: !view.look.isRecord }, scroll: top }
    case 'show view':
      return showView(view, action.name)
    case 'zoom':
      return action.direction === 0 ? zoomOut(view) : zoom(action.direction, view)
    case 'change list':
      return changeList(action.change, view, around.state, around.course)
    case 'back':
      return view.page === 'grid' ? { focus: 'prompt', notice: undefined } : { page: 'grid' }
    case 'show keys': {
      const lines = keyHelp([...placesOf(view), 'typing', 'popup', 'chosen'])
      return { page: 'text', text: { title: 'keys', lines }, scroll: top }
    }
    default:
      return undefined
  }
}

function select(direction: -1 | 1, step: Step, view: View, around: Surroundings): Partial<View> {
  const { state, course, frame } = around
  const { selected, live } = view
  if (live.shown !== 'overview') return selectRow(direction, step, view, state, course, frame)
  const length = listLength(state)
  const from = selected ? indexOf(state, selected) : length
  const by = { cell: 0, line: 1, page: Math.max(1, frame.layout.list - 1), end: length }[step]
  return { selected: subjectAt(state, Math.max(0, Math.min(length - 1, from + direction * by))) }
}

function scroll(direction: -1 | 1, step: Step, view: View, { layout }: Frame): Partial<View> {
  const { scroll: from, page, answer, text } = view
  const height = layout.reading
  const reading = page === 'text' ? text : answer
  const { length } = reading.lines
  const by = { cell: 0, line: 1, page: pageBy(reading, from.line, direction, height), end: length }[step]
  return { scroll: { ...from, line: Math.max(0, Math.min(length - height, from.line + direction * by)) } }
}

/** How many lines a page is: to where the next one begins, where pages have beginnings. */
function pageBy({ starts = [] }: Reading, line: number, direction: -1 | 1, height: number): number {
  const next = direction > 0 ? starts.find((start) => start > line) : starts.findLast((start) => start < line)
  return next === undefined ? Math.max(1, height - 1) : Math.abs(next - line)
}
