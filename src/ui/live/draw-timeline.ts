/**
 * The timeline: a bar for each task in the lane of its session, on an axis of time, and above them how many ran at
 * once. The picture of the cap at work.
 */
import type { JobState, State } from '../../core/state.ts'
import { endedCount, findTask } from '../../core/state.ts'
import { widthOf } from '../../results/text-width.ts'
import { lastEnd } from '../frame/draw-rows.ts'
import { runningDuration } from '../frame/duration.ts'
import type { Scene } from '../frame/scene.ts'
import { outcomeStatus, runningStatus, type Status, taskStatus } from '../frame/status.ts'
import { fit } from '../frame/text.ts'
import type { Tone } from '../frame/theme.ts'
import type { Bar, Lanes } from './lanes.ts'
import type { Rows } from './list-view.ts'
import { listViews } from './lists.ts'
import type { RowKey } from './live-view.ts'
import { sparkline } from './sparkline.ts'
import { titleLine } from './title-line.ts'

/** Lines that are no lanes: title, axis, how many ran at once, legend. */
export const timelineFrame = 4

export interface TimelineScene {
  readonly rows: Rows
  readonly selected: RowKey | undefined
  readonly marks: ReadonlySet<RowKey>
  readonly top: number
  readonly lanes: Lanes
  readonly job: number | undefined
}

/** The times that the columns of the bars stand for. */
interface Axis {
  readonly from: number
  readonly until: number
  /** Where bars end that still grow. */
  readonly now: number
  readonly cells: number
}

/** Names of sessions take no more than this. */
const mostName = 16
/** A span is never shorter: bars of milliseconds would fill the screen. */
const leastSpan = 2_000

/** `height` lines, title and legend among them. */
export function timelineLines(timeline: TimelineScene, height: number, scene: Scene): string[] {
  const { rows, top, lanes } = timeline
  const { state, size, theme } = scene
  const job = timeline.job === undefined ? undefined : state.jobs.get(timeline.job)
  const names = Array.from({ length: Math.max(0, height - timelineFrame) }, (_, line) => rows.at(top + line))
  const shown = names.flatMap((name) => name ?? [])
  const gutter = 3 + Math.min(mostName, Math.max(7, ...shown.map(widthOf)))
  const axis = axisOf(job, scene, Math.max(1, size.columns - gutter - 1))
  const cap = job === undefined || job.cap === 0 ? 'no cap' : `cap ${job.cap}`
  const most = lanes.mostAtOnce(axis.from, axis.until)
  const words = [
    runningDuration(scene.view.live.span ?? axis.now - axis.from),
    `at most ${most} at once`,
    cap,
  ]
  const title =
    job === undefined || scene.view.live.span !== undefined ? 'timeline' : `timeline of job ${job.number}`
  const lines = [
    titleLine(title, words, scene),
    axisLine(axis, gutter, scene),
    atOnceLine(lanes, axis, gutter, job?.cap ?? 0, scene),
    ...shown.map((name) => laneLine(name, timeline, axis, gutter, scene)),
    ...(shown.length === 0
      ? [theme.paint('faint', fit(`  ${listViews.sessions.empty}`, size.columns, ''))]
      : []),
  ]
  while (lines.length < height - 1) lines.push(' '.repeat(size.columns))
  return [...lines.slice(0, height - 1), legendLine(scene)].slice(0, height)
}

/** A span grows by a fifth at once, and one that moves does so by a twentieth: bars stand still in between, and lines are not sent anew. */
const growth = 1.2
const stepsOfSpan = 20

/** All of the job, from when it was queued until it ended or now; or the last so many milliseconds. */
function axisOf(job: JobState | undefined, { view, now }: Scene, cells: number): Axis {
  const { span } = view.live
  if (span !== undefined) {
    const step = span / stepsOfSpan
    const until = Math.ceil(now / step) * step
    return { from: until - span, until, now, cells }
  }
  if (!job) return { from: now - 60_000, until: now, now, cells }
  const from = job.queuedAt
  if (endedCount(job) === job.tasks.length)
    return { from, until: Math.max(lastEnd(job), from + leastSpan), now: lastEnd(job), cells }
  const grown = Math.ceil(Math.log(Math.max(1, (now - from) / leastSpan)) / Math.log(growth))
  return { from, until: from + leastSpan * growth ** grown, now, cells }
}

const cellOf = ({ from, until, cells }: Axis, at: number): number =>
  Math.floor(((at - from) / (until - from)) * cells)

const steps = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 14_400, 43_200, 86_400]

/** Cells between two ticks, at least. */
const tickWidth = 10

function axisLine(axis: Axis, gutter: number, { size, theme }: Scene): string {
  const { from, until, cells } = axis
  const seconds = (until - from) / 1_000
  const step = steps.find((each) => (each / seconds) * cells >= tickWidth) ?? Math.ceil(seconds)
  let line = ' '.repeat(gutter)
  for (let tick = 0; tick <= seconds; tick += step) {
    const cell = gutter + cellOf(axis, from + tick * 1_000)
    const label = `${theme.glyphs.tick}${runningDuration(tick * 1_000)}`
    if (cell + label.length > size.columns) break
    line += ' '.repeat(Math.max(0, cell - widthOf(line))) + label
  }
  return theme.paint('faint', fit(line, size.columns, ''))
}

/** How many ran at once, as high as the cap allows: a full bar is a cap that is reached. */
function atOnceLine(lanes: Lanes, axis: Axis, gutter: number, cap: number, { size, theme }: Scene): string {
  const { from, until, now, cells } = axis
  const width = (until - from) / cells
  const counts = Array.from({ length: cells }, (_, cell) => {
    const begin = from + cell * width
    return begin > now ? 0 : lanes.mostAtOnce(begin, begin + width)
  })
  const most = Math.max(cap, ...counts)
  const label = `${fit('at once', gutter - 1, '', 'right')} `
  return theme.paint('busy', fit(label + sparkline(counts, theme, most), size.columns, ''))
}

function laneLine(
  name: RowKey,
  { selected, marks, lanes }: TimelineScene,
  axis: Axis,
  gutter: number,
  scene: Scene,
): string {
  const { state, size, theme } = scene
  const { pointer, marked, ellipsis } = theme.glyphs
  const isSelected = name === selected
  const lead = `${isSelected ? pointer : ' '}${marks.has(name) ? marked : ' '}`
  const cells: (BarCell | undefined)[] = Array.from({ length: axis.cells })
  for (const bar of barsIn(lanes.bars(name), axis)) drawBar(bar, cells, axis, scene, statusOf(bar, state))
  const runs: [Tone, string][] = [
    [isSelected ? 'chosen' : 'plain', `${lead}${fit(name, gutter - 3, ellipsis)}`],
    ['plain', ' '],
  ]
  for (const cell of cells) {
    const { tone, text } = cell ?? { tone: 'plain', text: ' ' }
    const last = runs.at(-1)
    if (last?.[0] === tone) last[1] += text
    else runs.push([tone, text])
  }
  const width = gutter + axis.cells
  const line = runs.map(([tone, text]) => theme.paint(tone, text)).join('')
  return width <= size.columns
    ? line + ' '.repeat(size.columns - width)
    : fit(runs.map(([, text]) => text).join(''), size.columns, '')
}

/** Bars that reach into the span; they stand in order, so the search is for the newest. */
function barsIn(bars: readonly Bar[], { from, until }: Axis): readonly Bar[] {
  let first = bars.length
  while (first > 0 && (bars[first - 1]?.at ?? until) >= from) first--
  return bars.slice(first).filter(({ since }) => since <= until)
}

function statusOf({ task: id, outcome }: Bar, state: State): Status {
  if (outcome !== undefined) return outcomeStatus(outcome)
  const task = findTask(state, id)
  return task ? taskStatus(task) : runningStatus
}

const weightOf = (tone: Tone): number => ['faint', 'good', 'busy', 'warning', 'bad'].indexOf(tone)

interface BarCell {
  readonly tone: Tone
  readonly text: string
  /** The sign of how a task ended, or stands. */
  readonly isEnd: boolean
}

function drawBar(
  { task, since, at }: Bar,
  cells: (BarCell | undefined)[],
  axis: Axis,
  { theme }: Scene,
  { glyph, tone, word }: Status,
): void {
  const first = Math.max(0, cellOf(axis, since))
  const last = Math.min(axis.cells - 1, Math.max(first, cellOf(axis, at ?? axis.now)))
  const sign = word === 'blocked' ? theme.glyphs.blocked : theme.glyphs[glyph]
  const body = theme.glyphs.bar.repeat(Math.max(0, last - first))
  const label = body.length >= task.length + 2 ? body[0] + task + body.slice(task.length + 1) : body
  for (const [index, text] of [...label].entries()) {
    // The end of the bar before is seen rather than the beginning of this one.
    if (!cells[first + index]?.isEnd) cells[first + index] = { tone, text, isEnd: false }
  }
  const before = cells[last]
  // Where several end in a cell, the worst is seen.
  if (!before?.isEnd || weightOf(tone) >= weightOf(before.tone))
    cells[last] = { tone, text: sign, isEnd: true }
}

function legendLine({ size, theme }: Scene): string {
  const { running, blocked, succeeded, failed, cancelled, skipped, unknown, ellipsis } = theme.glyphs
  const signs = [
    [running, 'runs'],
    [blocked, 'blocked'],
    [succeeded, 'succeeded'],
    [failed, 'failed'],
    [cancelled, 'cancelled'],
    [skipped, 'skipped'],
    [unknown, 'unknown'],
  ]
  const text = signs.map(([sign, word]) => `${sign} ${word}`).join('  ')
  return theme.paint('faint', fit(`  ${text}`, size.columns, ellipsis))
}
