/**
 * The whole screen as lines that fit the terminal: a pure function of what is so, what the user holds in hand, and the
 * time. It knows no terminal library.
 */
import { visible } from '../../core/visible.ts'
import { widthOf } from '../../results/text-width.ts'
import { lookWords } from '../answer/answer-look.ts'
import { bindingsIn } from '../keys/key-table.ts'
import { createCourse } from '../live/course.ts'
import { linesWanted, livePart } from '../live/live-part.ts'
import { promptLabel } from '../prompt/prompt-label.ts'
import { type Position, promptLines } from '../prompt/prompt-lines.ts'
import { tourWords } from '../tour/tour.ts'
import { isTypingFilter, placesOf, type Question } from '../view.ts'
import { gridLines } from './draw-grid.ts'
import { headLine } from './draw-head.ts'
import { withPopup } from './draw-popup.ts'
import { type Layout, layOut, promptRoom } from './layout.ts'
import { listLength, listTop } from './overview-rows.ts'
import type { Scene } from './scene.ts'
import { fit, sliceCells, truncate } from './text.ts'

export interface Frame {
  readonly lines: readonly string[]
  /** Where the terminal's cursor stands; absent while it is hidden. */
  readonly cursor?: Position
  readonly layout: Layout
  /** First row of the list that is shown. */
  readonly top: number
  /** Lines of rows that have room, and rows that stand side by side. */
  readonly rows: number
  readonly across: number
  /** Not all of it was looked at yet: draw again soon. */
  readonly isUnfinished: boolean
}

/** Draws all lines; never more than the terminal has, never one wider. */
export function drawFrame(scene: Scene): Frame {
  const { state, view, size, course = createCourse(state) } = scene
  const hasCursor = view.focus === 'prompt' && !view.question && !view.isLeaving && !isTypingFilter(view)
  const prompt = promptLines(view.editor, promptLabel(scene), {
    ...{ theme: scene.theme, syntax: scene.syntax, hasFocus: hasCursor },
    ...{ columns: size.columns, height: promptRoom(size.rows) },
  })
  const tour = tourLines(scene)
  const layout = layOut(size.rows, {
    page: view.page,
    sessions: state.sessions.size,
    list: listLength(state),
    ...(view.live.shown !== 'overview' && { live: linesWanted(scene, course) }),
    prompt: prompt.lines.length,
    tour: tour.length,
  })
  const live = layout.live > 0 ? livePart(scene, course, layout.live) : undefined
  const top = live?.top ?? listTop(state, view.selected, layout.list, view.top)
  const above = [
    ...(layout.head > 0 ? [headLine(scene)] : []),
    ...(live?.lines ?? gridLines(scene, layout, top)),
    ...readingLines(scene, layout),
    ...(layout.notice > 0 ? [noticeLine(scene)] : []),
    ...(layout.tour > 0 ? tour.slice(-layout.tour) : []),
  ]
  const lines = [...above, ...prompt.lines, ...(layout.hints > 0 ? [hintLine(scene)] : [])]
  const place = { top: above.length, height: prompt.lines.length, x: prompt.cursor.x }
  return {
    lines: hasCursor ? withPopup(lines, scene, place) : lines,
    ...(hasCursor && { cursor: { x: prompt.cursor.x, y: above.length + prompt.cursor.y } }),
    layout,
    top,
    rows: live?.rows ?? layout.list,
    across: live?.across ?? 1,
    isUnfinished: live?.isUnfinished ?? false,
  }
}

/** The answer below the grid, or the text that is read in its place, under a rule that names it. */
function readingLines({ view, size: { columns }, theme }: Scene, layout: Layout): string[] {
  const { rule, ellipsis } = theme.glyphs
  const { title, lines } = view.page === 'text' ? view.text : view.answer
  const { line: first, cell } = view.page === 'grid' ? { line: 0, cell: 0 } : view.scroll
  const rest = Math.max(0, lines.length - first - layout.reading)
  const more = rest > 0 ? ` ${rest} more ${rest === 1 ? 'line' : 'lines'} ${rule.repeat(2)}` : ''
  const words = view.page === 'text' || title === '' ? '' : lookWords(view.look)
  const part = words === '' ? '' : `${rule.repeat(2)} ${words} `
  const name = title === '' ? '' : `${rule.repeat(2)} ${visible(title)} ${part}`
  const room = Math.max(0, columns - widthOf(more))
  const heading = fit(name + rule.repeat(Math.max(0, room - widthOf(name))), room, ellipsis) + more
  const body = Array.from({ length: layout.reading }, (_, line) =>
    fit(sliceCells(visible(lines[first + line] ?? ''), cell, columns + 1), columns, ellipsis),
  )
  return layout.title > 0 ? [theme.paint('faint', fit(heading, columns, '')), ...body] : body
}

function noticeLine({ view: { question, notice }, size: { columns }, theme }: Scene): string {
  const { ellipsis, failed } = theme.glyphs
  if (question)
    return theme.paint('strong', fit(questionText(question, columns, ellipsis), columns, ellipsis))
  if (!notice) return ' '.repeat(columns)
  const text = notice.tone === 'bad' ? `${failed} ${notice.text}` : notice.text
  return theme.paint(notice.tone, fit(text.replace(/\s+/g, ' '), columns, ellipsis))
}

/** What was seen and what to do, right above the prompt. */
function tourLines({ state, view, size: { columns }, theme }: Scene): string[] {
  if (!view.tour) return []
  const { ellipsis, succeeded } = theme.glyphs
  const { seen, next } = tourWords(view.tour, state)
  return [
    ...(seen === undefined ? [] : [theme.paint('good', fit(`${succeeded} ${seen}`, columns, ellipsis))]),
    theme.paint('strong', fit(next, columns, ellipsis)),
  ]
}

/** What was typed stays in sight, however long the question. */
function questionText({ text, number }: Question, columns: number, ellipsis: string): string {
  if (!number) return text
  const typed = ` ${number.typed}_`
  return truncate(text, columns - typed.length, ellipsis) + typed
}

/** As many hints as fit, the nearest place's first: of keys that can act, and what they do here. */
function hintLine({ view, size: { columns }, theme }: Scene): string {
  let line = ''
  const told = new Set<string>()
  for (const { shown, hint, disabled } of bindingsIn(placesOf(view))) {
    if (hint === undefined || told.has(shown) || disabled?.(view) !== undefined) continue
    told.add(shown)
    const next = `${line === '' ? '' : '  '}${shown} ${hint}`
    if (line.length + next.length > columns) break
    line += next
  }
  return theme.paint('faint', fit(line, columns, ''))
}
