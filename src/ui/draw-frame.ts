/**
 * The whole screen as lines of exactly the terminal's size: a pure function of what is so, what the user holds in hand,
 * and the time. It knows no terminal library.
 */

import type { Outcome } from '../core/outcome.ts'
import type { JobState, State, TaskState } from '../core/state.ts'
import { taskOf, waitingCount } from '../core/state.ts'
import { visible } from '../core/visible.ts'
import { widthOf } from '../results/text-width.ts'
import { columnsFor, jobRow, sessionRow, taskRow } from './draw-rows.ts'
import { runningDuration } from './duration.ts'
import { bindingsIn } from './key-table.ts'
import { type Layout, layOut, type Size } from './layout.ts'
import { listLength, listTop, subjectAt } from './list.ts'
import { type Position, promptLines, scrollToCursor } from './prompt-lines.ts'
import { outcomeStatus, runningStatus, type Status, waitingStatus } from './status.ts'
import { fit, sliceCells, spread } from './text.ts'
import type { Theme } from './theme.ts'
import { placesOf, sameSubject, type View } from './view.ts'

export interface Frame {
  readonly lines: readonly string[]
  /** Where the terminal's cursor stands; absent while it is hidden. */
  readonly cursor?: Position
  readonly layout: Layout
  /** First row of the list that is shown. */
  readonly top: number
}

/** Draws all lines; never more than the size has, never one wider. */
export function drawFrame(state: State, view: View, size: Size, now: number, theme: Theme): Frame {
  const { columns, rows } = size
  const prompt = promptLines(view.editor, `${view.settings.target}> `, columns)
  const layout = layOut(rows, {
    page: view.page,
    sessions: state.sessions.size,
    list: listLength(state),
    prompt: prompt.lines.length,
  })
  const shownPrompt = scrollToCursor(prompt, layout.prompt)
  const top = listTop(state, view.selected, layout.list, view.top)
  const above = [
    ...(layout.head > 0 ? [headLine(state, view, columns, now, theme)] : []),
    ...gridLines(state, view, layout, top, columns, now, theme),
    ...readingLines(view, layout, columns, theme),
    ...(layout.notice > 0 ? [noticeLine(view, columns, theme)] : []),
  ]
  const hasCursor = view.focus === 'prompt' && !view.question && !view.isLeaving
  return {
    lines: [
      ...above,
      ...shownPrompt.lines.map((line) => fit(line, columns, '')),
      ...(layout.hints > 0 ? [hintLine(view, columns, theme)] : []),
    ],
    ...(hasCursor && { cursor: { x: shownPrompt.cursor.x, y: above.length + shownPrompt.cursor.y } }),
    layout,
    top,
  }
}

/** What the next statement gets on the left, what runs on the right. */
function headLine(state: State, view: View, columns: number, now: number, theme: Theme): string {
  const { target, mode, cap, parameters, commit } = view.settings
  const settings = [
    ` ${mode} ${target}`,
    cap === 0 ? 'no cap' : `cap ${cap}`,
    ...(parameters.length > 0 ? [`for ${parameters.map(({ name }) => name.toLowerCase()).join(', ')}`] : []),
    ...(commit ? ['autocommit'] : []),
  ].join('  ')
  const counts = countTasks(state)
  const time = activeTime(state, now)
  const right = (withWords: boolean) => {
    const numbers = counts.map(([{ glyph, word }, count]) =>
      withWords ? `${theme.glyphs[glyph]} ${count} ${word}` : `${theme.glyphs[glyph]} ${count}`,
    )
    return `  ${numbers.join(' ')}${time === undefined ? '' : `  ${runningDuration(time)}`} `
  }
  const full = right(true)
  const line = spread(
    settings,
    widthOf(settings) + widthOf(full) <= columns ? full : right(false),
    columns,
    theme.glyphs.ellipsis,
  )
  return theme.paint('chosen', line)
}

/** How many tasks wait, run, and ended which way; the four usual ones always, others when there are any. */
function countTasks(state: State): (readonly [Status, number])[] {
  const ended = new Map<Outcome, number>([
    ['succeeded', 0],
    ['failed', 0],
  ])
  let waiting = 0
  let running = 0
  for (const job of state.jobs.values()) {
    waiting += waitingCount(job)
    running += job.running
    for (const [outcome, count] of job.ended) ended.set(outcome, (ended.get(outcome) ?? 0) + count)
  }
  return [
    [waitingStatus, waiting],
    [runningStatus, running],
    ...[...ended].map(([outcome, count]) => [outcomeStatus(outcome), count] as const),
  ]
}

/** Milliseconds since the oldest job that has not ended was queued. */
function activeTime(state: State, now: number): number | undefined {
  const starts = [...state.active].flatMap((number) => state.jobs.get(number)?.queuedAt ?? [])
  return starts.length === 0 ? undefined : now - Math.min(...starts)
}

function gridLines(
  state: State,
  view: View,
  layout: Layout,
  top: number,
  width: number,
  now: number,
  theme: Theme,
): string[] {
  const sessions = sessionsToShow(state, layout.sessions)
  const rows: (JobState | TaskState)[] = []
  for (let index = top; index < top + layout.list; index++) {
    const subject = subjectAt(state, index)
    const row = subject?.task ? taskOf(state, subject.task) : subject && state.jobs.get(subject.job)
    if (row) rows.push(row)
  }
  const tasks = rows.filter((row) => 'id' in row)
  const columns = columnsFor(width, sessions, tasks)
  const isSelected = (row: JobState | TaskState) =>
    sameSubject(view.selected, 'id' in row ? { job: row.job, task: row.id } : { job: row.number })
  return [
    ...sessions.map((session) => sessionRow(session, state, columns, now, theme)),
    ...rows.map((row) =>
      'id' in row
        ? taskRow(row, state, columns, now, isSelected(row), theme)
        : jobRow(row, columns, now, isSelected(row), theme),
    ),
  ]
}

/** All of them in their order, or those with something to show first when there is no room for all. */
function sessionsToShow(state: State, height: number) {
  const sessions = [...state.sessions.values()]
  if (sessions.length <= height) return sessions
  const isQuiet = ({ phase, pending }: (typeof sessions)[number]) =>
    (phase.name === 'idle' || phase.name === 'closed') && pending.length === 0
  return [...sessions.filter((session) => !isQuiet(session)), ...sessions.filter(isQuiet)].slice(0, height)
}

function readingLines(view: View, layout: Layout, columns: number, theme: Theme): string[] {
  const { rule, ellipsis } = theme.glyphs
  const reading = view.page === 'text' ? view.text : view.answer
  const { line: first, cell } = view.page === 'grid' ? { line: 0, cell: 0 } : view.scroll
  const shown = reading.lines.slice(first, first + layout.reading)
  const rest = reading.lines.length - first - shown.length
  const more = rest > 0 ? ` ${rest} more ${rest === 1 ? 'line' : 'lines'} ${rule.repeat(2)}` : ''
  const heading = reading.title === '' ? '' : `${rule.repeat(2)} ${visible(reading.title)} `
  const room = Math.max(0, columns - widthOf(more))
  const filled = heading + rule.repeat(Math.max(0, room - widthOf(heading)))
  const title = fit(fit(filled, room, ellipsis) + more, columns, '')
  const lines = Array.from({ length: layout.reading }, (_, index) =>
    fit(sliceCells(visible(shown[index] ?? ''), cell, columns + 1), columns, ellipsis),
  )
  return layout.title > 0 ? [theme.paint('faint', title), ...lines] : lines
}

function noticeLine({ question, notice }: View, columns: number, theme: Theme): string {
  const { ellipsis, failed } = theme.glyphs
  if (question) return theme.paint('strong', fit(question.text, columns, ellipsis))
  if (!notice) return ' '.repeat(columns)
  const text = notice.tone === 'bad' ? `${failed} ${notice.text}` : notice.text
  return theme.paint(notice.tone, fit(text.replace(/\s+/g, ' '), columns, ellipsis))
}

/** As many hints as fit, the nearest place's first. */
function hintLine(view: View, columns: number, theme: Theme): string {
  let line = ''
  for (const { shown, hint } of bindingsIn(placesOf(view))) {
    if (hint === undefined) continue
    const next = `${line === '' ? '' : '  '}${shown} ${hint}`
    if (line.length + next.length > columns) break
    line += next
  }
  return theme.paint('faint', fit(line, columns, ''))
}
