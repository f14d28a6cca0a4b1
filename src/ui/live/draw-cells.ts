/**
 * The grid: a cell for each task or session, as many side by side as fit, so that hundreds are seen at a glance. A sign
 * tells the state, the legend tells the signs, and the selected cell is spelled out below.
 */
import type { SessionState, State, TaskState } from '../../core/state.ts'
import { waitingCount } from '../../core/state.ts'
import { formatCount } from '../../results/measures.ts'
import { widthOf } from '../../results/text-width.ts'
import { labelOf, timeOf } from '../frame/draw-rows.ts'
import type { Scene } from '../frame/scene.ts'
import {
  outcomeStatus,
  runningStatus,
  type Status,
  sessionRemark,
  sessionStatus,
  taskRemark,
  taskStatus,
  waitingStatus,
} from '../frame/status.ts'
import { fit } from '../frame/text.ts'
import type { Tone } from '../frame/theme.ts'
import type { Rows } from './list-view.ts'
import { listViews } from './lists.ts'
import type { RowKey } from './live-view.ts'
import { titleLine } from './title-line.ts'

/** Lines of the grid that are no cells: title, legend, the selected cell. */
export const gridFrame = 3

export interface GridScene {
  readonly kind: 'tasks' | 'sessions'
  readonly rows: Rows
  readonly selected: RowKey | undefined
  readonly marks: ReadonlySet<RowKey>
  readonly top: number
  readonly title: string
  /** Of the job whose tasks are shown. */
  readonly job: number | undefined
}

/** How many cells stand side by side, how many lines of them there are, and the first that is shown. */
export interface GridShape {
  readonly across: number
  readonly cellWidth: 1 | 2
  readonly gutter: number
  readonly top: number
}

/** The widest that the name before a line may be. */
const mostGutter = 12

/** The shape for `height` lines of cells: two columns a cell where all have room, else one. */
export function gridShape(
  rows: Rows,
  selected: RowKey | undefined,
  columns: number,
  height: number,
  top: number,
): GridShape {
  const gutter = Math.min(mostGutter, Math.max(4, widthOf(rows.at(rows.length - 1) ?? ''))) + 2
  const room = Math.max(1, columns - gutter)
  const isRoomy = rows.length <= Math.floor(room / 2) * height
  const cellWidth = isRoomy ? 2 : 1
  const across = Math.max(1, Math.floor(room / cellWidth))
  const place = selected === undefined ? -1 : rows.placeOf(selected)
  const line = Math.floor(place / across)
  const first = Math.floor(top / across)
  const seen = place < 0 ? first : Math.min(Math.max(first, line - height + 1), line)
  const last = Math.max(0, Math.ceil(rows.length / across) - height)
  return { across, cellWidth, gutter, top: Math.max(0, Math.min(seen, last)) * across }
}

/** `height` lines, title and legend among them. */
export function gridLines(grid: GridScene, shape: GridShape, height: number, scene: Scene): string[] {
  const { columns } = scene.size
  const { rows } = grid
  const count =
    rows.length === rows.total
      ? formatCount(rows.total)
      : `${formatCount(rows.length)} of ${formatCount(rows.total)}`
  const lines = [titleLine(grid.title, [rows.unread > 0 ? `${count}, reading` : count], scene)]
  for (let line = 0; line < height - gridFrame; line++)
    lines.push(cellLine(grid, shape, shape.top + line * shape.across, scene))
  lines.push(legendLine(grid, scene), selectedLine(grid, scene))
  return lines.slice(0, height).map((line) => (line === '' ? ' '.repeat(columns) : line))
}

function cellLine(grid: GridScene, shape: GridShape, first: number, scene: Scene): string {
  const { theme, size } = scene
  const { rows, selected, marks } = grid
  const name = rows.at(first)
  if (name === undefined) return first === 0 ? emptyLine(grid, scene) : ''
  const gutter = ` ${fit(name, shape.gutter - 1, theme.glyphs.ellipsis)}`
  const runs: [Tone, string][] = [['faint', gutter]]
  let width = shape.gutter
  for (let place = first; place < first + shape.across; place++) {
    const key = rows.at(place)
    const status = key === undefined ? undefined : statusOf(grid.kind, key, scene.state)
    if (key === undefined || !status) break
    const lead = key === selected ? theme.glyphs.pointer : marks.has(key) ? theme.glyphs.marked : ' '
    const text = (shape.cellWidth === 2 ? lead : '') + theme.glyphs[status.glyph]
    append(runs, key === selected ? 'chosen' : status.tone, text)
    width += shape.cellWidth
  }
  if (width > size.columns) return fit(runs.map(([, text]) => text).join(''), size.columns, '')
  return runs.map(([tone, text]) => theme.paint(tone, text)).join('') + ' '.repeat(size.columns - width)
}

/** Neighbours of one tone are painted together: fewer bytes. */
function append(runs: [Tone, string][], tone: Tone, text: string): void {
  const last = runs.at(-1)
  if (last?.[0] === tone && runs.length > 1) last[1] += text
  else runs.push([tone, text])
}

function statusOf(kind: GridScene['kind'], key: RowKey, state: State): Status | undefined {
  if (kind === 'sessions') {
    const session = state.sessions.get(key)
    return session && sessionStatus(session, state)
  }
  const task = listViews.tasks.rowOf(key, state)
  return task && taskStatus(task)
}

function emptyLine({ kind, rows }: GridScene, { size, theme }: Scene): string {
  const text = rows.total > 0 ? 'nothing fits the filter' : listViews[kind].empty
  return theme.paint('faint', fit(`  ${text}`, size.columns, theme.glyphs.ellipsis))
}

/** The signs there are, with their words and how many of each. */
function legendLine(grid: GridScene, { state, size, theme }: Scene): string {
  const counts = grid.kind === 'sessions' ? countSessions(state) : countTasks(state, grid.job)
  const text = counts.map(
    ([{ glyph, word }, count]) => `${theme.glyphs[glyph]} ${formatCount(count)} ${word}`,
  )
  return theme.paint('faint', fit(`  ${text.join('   ')}`, size.columns, theme.glyphs.ellipsis))
}

type Count = readonly [Status, number]

function countSessions(state: State): Count[] {
  const counts = new Map<string, Count>()
  for (const session of state.sessions.values()) {
    const status = sessionStatus(session, state)
    counts.set(status.word, [status, (counts.get(status.word)?.[1] ?? 0) + 1])
  }
  return [...counts.values()]
}

function countTasks(state: State, number: number | undefined): Count[] {
  const job = number === undefined ? undefined : state.jobs.get(number)
  if (!job) return []
  const counts: Count[] = [
    [waitingStatus, waitingCount(job)],
    [runningStatus, job.running],
    ...[...job.ended].map(([outcome, count]): Count => [outcomeStatus(outcome), count]),
  ]
  return counts.filter(([, count]) => count > 0)
}

function selectedLine({ kind, selected }: GridScene, scene: Scene): string {
  const { state, size, theme, now } = scene
  if (selected === undefined) return ''
  const session = kind === 'sessions' ? state.sessions.get(selected) : undefined
  const text =
    kind === 'sessions'
      ? session && sessionText(session, state, now)
      : taskText(listViews.tasks.rowOf(selected, state), scene)
  const status = statusOf(kind, selected, state)
  if (text === undefined || !status) return ''
  const line = `${theme.glyphs.pointer} ${theme.glyphs[status.glyph]} ${status.word}  ${text}`
  return theme.paint(status.tone, fit(line, size.columns, theme.glyphs.ellipsis))
}

const sessionText = (session: SessionState, state: State, now: number): string =>
  [session.spec.name, sessionRemark(session, state, now)].join('  ')

function taskText(task: TaskState | undefined, { state, now }: Scene): string | undefined {
  if (!task) return undefined
  const session = task.phase.name === 'waiting' ? '' : (task.phase.session ?? '')
  return [task.id, labelOf(task), session, timeOf(task, now), taskRemark(task, state, now)]
    .filter((part) => part !== '')
    .join('  ')
}
