/**
 * The closing account of a job: how many tasks ended how, what became of their work, and what went wrong with whom.
 */
import type { TaskEnd } from '../core/event.ts'
import type { Failure } from '../core/failure.ts'
import type { Fate, Outcome } from '../core/outcome.ts'
import type { JobState, TaskState } from '../core/state.ts'
import { visible } from '../core/visible.ts'
import { stillRunsWords } from '../core/words.ts'
import { failureLines } from './failure-text.ts'
import { nameList } from './headings.ts'
import { countOf, formatCount, formatDuration } from './measures.ts'
import { type Style, unstyled } from './style.ts'

export interface SummaryOptions {
  /** How a task is called: its session, its parameters. */
  readonly labelOf: (task: TaskState) => string
  /** From queueing to the last end. */
  readonly elapsedMs: number
  /** Cells of a line, for lists of names. */
  readonly width?: number
  readonly style?: Style
}

const outcomes: readonly Outcome[] = ['succeeded', 'failed', 'cancelled', 'timed out', 'skipped', 'unknown']

/** Fates worth telling, in words for work. */
const fates: readonly (readonly [Fate, string])[] = [
  ['committed', 'committed'],
  ['pending', 'still pending'],
  ['rolled back', 'rolled back'],
  ['in doubt', 'in doubt: committed or not, a person must look'],
]

/** Different errors told in full; the rest is counted. */
const mostErrors = 20

/** The account in lines, the counts first. */
export function summaryLines(job: JobState, options: SummaryOptions): string[] {
  const style = options.style ?? unstyled
  const ends = job.tasks.flatMap((task) =>
    task.phase.name === 'ended' ? [{ task, end: task.phase.end }] : [],
  )
  const unended = job.tasks.length - ends.length
  const counts = outcomes
    .map((outcome) => [outcome, ends.filter(({ end }) => end.outcome === outcome).length] as const)
    .filter(([, count]) => count > 0)
    .map(([outcome, count]) => `${formatCount(count)} ${outcome}`)
  const work = fates
    .map(([fate, words]) => [words, ends.filter(({ end }) => end.fate === fate).length] as const)
    .filter(([, count]) => count > 0)
    .map(([words, count]) => `${formatCount(count)} ${words}`)
  const total = `${countOf(job.tasks.length, 'task')} in ${formatDuration(options.elapsedMs)}`
  const open = unended > 0 ? [`${formatCount(unended)} not ended`] : []
  return [
    style('heading', `${total}: ${[...counts, ...open].join(', ')}`),
    ...(work.length > 0 ? [`work: ${work.join(', ')}`] : []),
    ...(job.stopped === undefined ? [] : [style('note', `stopped: ${visible(job.stopped)}`)]),
    ...errorLines(ends, options, style),
    ...ends
      .filter(({ end }) => end.mayStillRun !== undefined)
      .map(({ task, end }) => style('note', `${nameOf(task, options)} ${stillRunsWords(end)}`)),
  ]
}

interface EndedTask {
  readonly task: TaskState
  readonly end: TaskEnd
}

/** Tasks with the same outcome and error stand together, in the order in which they are numbered. */
function errorLines(ends: readonly EndedTask[], options: SummaryOptions, style: Style): string[] {
  const groups = new Map<string, { error: Failure; outcome: Outcome; tasks: TaskState[] }>()
  for (const { task, end } of ends) {
    if (!end.error) continue
    const key = JSON.stringify([end.outcome, end.error.code, end.error.message])
    const group = groups.get(key) ?? { error: end.error, outcome: end.outcome, tasks: [] }
    group.tasks.push(task)
    groups.set(key, group)
  }
  const told = [...groups.values()].slice(0, mostErrors).flatMap(({ error, outcome, tasks }) => {
    const names = nameList(
      tasks.map((task) => nameOf(task, options)),
      options.width ?? Number.POSITIVE_INFINITY,
    )
    const lines = failureLines(error, tasks.length === 1 ? tasks[0]?.plan.statement : undefined)
    return [style('error', `${outcome}: ${names}`), ...lines.map((line) => `  ${line}`)]
  })
  const more = groups.size - mostErrors
  return more > 0 ? [...told, `and ${countOf(more, 'other error')}`] : told
}

function nameOf(task: TaskState, { labelOf }: SummaryOptions): string {
  const label = visible(labelOf(task))
  return label === '' ? task.id : `${task.id} (${label})`
}
