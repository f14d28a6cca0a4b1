/**
 * The live rows as strings of exactly the terminal's width: sessions, jobs, tasks. What changes often stands on the
 * right, for a line is sent to the terminal from its first changed cell on.
 */
import { whyItWaits } from '../../core/runnable.ts'
import type { JobState, SessionState, State, TaskState } from '../../core/state.ts'
import { endedCount, taskOf, waitingCount } from '../../core/state.ts'
import { countOf, formatDuration } from '../../results/measures.ts'
import { widthOf } from '../../results/text-width.ts'
import { sameSubject } from '../view.ts'
import { runningDuration } from './duration.ts'
import type { Scene } from './scene.ts'
import {
  elapsed,
  outcomeStatus,
  rowCount,
  type Status,
  sessionRemark,
  sessionStatus,
  taskRemark,
  taskStatus,
} from './status.ts'
import { fit, onOneLine, spread } from './text.ts'
import type { Theme, Tone } from './theme.ts'

/** Widths that all rows of a frame share, so that their columns stand under each other. */
export interface Columns {
  readonly total: number
  /** Name of a session, or number and parameters of a task. */
  readonly name: number
  /** The task of a session, the session of a task. */
  readonly partner: number
  /** How many rows there are; 0 where nobody has any. */
  readonly rows: number
}

const statusWidth = 12
const elapsedWidth = 7
const taskNumberWidth = 5

/** Widths for these sessions and tasks in a terminal that wide. */
export function columnsFor(
  total: number,
  sessions: readonly SessionState[],
  tasks: readonly TaskState[],
): Columns {
  const names = sessions.map(({ spec }) => widthOf(spec.name))
  const labels = tasks.map((task) => taskNumberWidth + 1 + widthOf(labelOf(task)))
  return {
    total,
    name: Math.min(Math.max(8, ...names, ...labels), Math.max(8, Math.floor(total / 4))),
    partner: Math.min(Math.max(7, ...names), Math.max(7, Math.floor(total / 8))),
    rows: Math.max(0, ...tasks.map((task) => rowsText(rowCount(task)).length)),
  }
}

export function sessionRow(session: SessionState, columns: Columns, { state, now, theme }: Scene): string {
  const task = session.phase.name === 'busy' ? taskOf(state, session.phase.task) : undefined
  const cells = {
    name: session.spec.name,
    status: sessionStatus(session, state),
    partner: task?.id ?? '',
    remark: sessionRemark(session, state, now),
    rows: task ? rowCount(task) : 0,
    time: task ? timeOf(task, now) : '',
  }
  return gridRow(cells, columns, false, theme)
}

export function taskRow(task: TaskState, columns: Columns, { state, view, now, theme }: Scene): string {
  const session = task.phase.name === 'waiting' ? undefined : task.phase.session
  const cells = {
    name: `${task.id.padEnd(taskNumberWidth)} ${labelOf(task)}`,
    status: taskStatus(task),
    partner: session ?? task.plan.session ?? '',
    remark: taskRemark(task, state, now),
    rows: rowCount(task),
    time: timeOf(task, now),
  }
  return gridRow(cells, columns, view.selected?.task === task.id, theme)
}

export function jobRow(job: JobState, columns: Columns, { state, view, now, theme }: Scene): string {
  const { ellipsis, pointer } = theme.glyphs
  const { mode, target, statement } = job.plan
  const isSelected = sameSubject(view.selected, { job: job.number })
  const cap = job.cap === 0 ? '' : `, cap ${job.cap}`
  const text = onOneLine(statement)
  const priority = job.priority === 0 ? '' : `, priority ${job.priority}`
  const left = `${isSelected ? pointer : ' '} job ${job.number}  ${text}  (${mode} ${target}${cap}${priority})`
  const right = `  ${[...waitWords(job, state), jobProgress(job)].join(', ')}  ${fit(jobTime(job, now), elapsedWidth, ellipsis, 'right')}`
  return theme.paint(isSelected ? 'chosen' : 'strong', spread(left, right, columns.total, ellipsis))
}

/** `3 running, 2 of 7 ended, 1 failed`, and how its tasks ended once all have. */
export function jobProgress(job: JobState): string {
  const ended = endedCount(job)
  const outcomes = [...job.ended].map(([outcome, count]) => `${count} ${outcomeStatus(outcome).word}`)
  if (ended === job.tasks.length) return outcomes.join(', ')
  const bad = [...job.ended].filter(([outcome]) => outcome !== 'succeeded')
  return [
    job.running > 0 ? `${job.running} running` : `${waitingCount(job)} waiting`,
    `${ended} of ${job.tasks.length} ended`,
    ...bad.map(([outcome, count]) => `${count} ${outcomeStatus(outcome).word}`),
  ].join(', ')
}

/** Which round of a repetition it is, and why nothing of it starts. */
export function waitWords(job: JobState, state: State): string[] {
  const round = job.plan.repeat?.round
  const why = waitingCount(job) > 0 ? whyItWaits(job, state) : undefined
  return [...(round ? [`round ${round.number}`] : []), ...(why === undefined ? [] : [why])]
}

/** How long it has run, or ran. */
export function jobTime(job: JobState, now: number): string {
  if (endedCount(job) < job.tasks.length) return runningDuration(now - job.queuedAt)
  return formatDuration(lastEnd(job) - job.queuedAt)
}

/** When jobs ended, which is looked for once: one of them may have very many tasks. */
const ends = new WeakMap<JobState, number>()

/** When the last task ended of a job that has. */
export function lastEnd(job: JobState): number {
  const known = ends.get(job)
  if (known !== undefined) return known
  let last = job.queuedAt
  for (const { phase } of job.tasks) if (phase.name === 'ended') last = Math.max(last, phase.at)
  ends.set(job, last)
  return last
}

interface GridCells {
  readonly name: string
  readonly status: Status
  readonly partner: string
  readonly remark: string
  readonly rows: number
  readonly time: string
}

function gridRow(cells: GridCells, columns: Columns, isSelected: boolean, theme: Theme): string {
  const { ellipsis, pointer } = theme.glyphs
  const { glyph, word, tone } = cells.status
  const lead = `${isSelected ? pointer : ' '} ${fit(cells.name, columns.name, ellipsis)} `
  const status = fit(`${theme.glyphs[glyph]} ${word}`, statusWidth, ellipsis)
  const partner = ` ${fit(cells.partner, columns.partner, ellipsis)} `
  const numbers = ` ${fit(rowsText(cells.rows), columns.rows, ellipsis, 'right')} ${fit(cells.time, elapsedWidth, ellipsis, 'right')}`
  const taken = widthOf(lead) + statusWidth + widthOf(partner) + widthOf(numbers)
  const remark = fit(cells.remark, Math.max(0, columns.total - taken), ellipsis)
  const parts: readonly (readonly [Tone, string])[] = [
    ['plain', lead],
    [tone, status],
    ['plain', partner],
    [tone === 'bad' || tone === 'warning' ? tone : 'faint', remark],
    ['plain', numbers],
  ]
  if (isSelected || taken > columns.total) {
    const text = fit(parts.map(([, part]) => part).join(''), columns.total, '')
    return theme.paint(isSelected ? 'chosen' : 'plain', text)
  }
  return parts.map(([partTone, text]) => theme.paint(partTone, text)).join('')
}

const rowsText = (rows: number): string => (rows > 0 ? countOf(rows, 'row') : '')

/** `schema=A year=2024`: what tells a task from others of its job. */
export function labelOf({ plan }: TaskState): string {
  return Object.entries(plan.parameters)
    .map(([name, value]) => `${name.toLowerCase()}=${value}`)
    .join(' ')
}

/** How long it has run, or ran; empty when it never did. */
export function timeOf(task: TaskState, now: number): string {
  const time = elapsed(task, now)
  if (time === undefined) return ''
  return task.phase.name === 'ended' ? formatDuration(time) : runningDuration(time)
}
