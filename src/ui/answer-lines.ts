/**
 * An answer written out for reading: tables, output and error of a task, and the answers of a job with identical ones
 * together. Lines fit the terminal where their columns allow it.
 */
import type { Answer } from '../core/answer.ts'
import { endedCount, type JobState, type TaskState } from '../core/state.ts'
import { visible } from '../core/visible.ts'
import { stillRunsWords } from '../core/words.ts'
import { isOrdered } from '../language/kind.ts'
import { errorLines } from '../results/failure-text.ts'
import { type FoldEntry, foldAnswers } from '../results/fold.ts'
import { headingOf, unkeptWords } from '../results/headings.ts'
import { countOf } from '../results/measures.ts'
import { renderTable } from '../results/table.ts'
import { wrap } from '../results/text-width.ts'
import { jobProgress, labelOf } from './draw-rows.ts'
import { taskStatus } from './status.ts'

/** An answer whose task may still run. */
export type PartialAnswer = Pick<Answer, 'results' | 'output'> & Partial<Pick<Answer, 'end'>>

/** Cells a column may take on average before values wrap: beyond the screen one moves sideways. */
const comfortableWidth = 20

/** `1.3 schema=C in scott#3: succeeded`. */
export function taskTitle(task: TaskState): string {
  const session = task.phase.name === 'waiting' ? undefined : task.phase.session
  const label = labelOf(task)
  const who = `${task.id}${label === '' ? '' : ` ${label}`}${session === undefined ? '' : ` in ${session}`}`
  return `${who}: ${taskStatus(task).word}`
}

export const jobTitle = (job: JobState): string => `job ${job.number}, answers folded: ${jobProgress(job)}`

/** All of a task's answer, and for DML how many rows it touched. */
export function taskLines(answer: PartialAnswer, width: number, statement?: string): string[] {
  const { results, end } = answer
  const isDml = end !== undefined && results.length === 0 && end.rows > 0
  return [
    ...answerLines(answer, width, statement),
    ...(isDml ? [`${countOf(end.rows, 'row')} affected`] : []),
  ]
}

/** Error first, for it is what one looks for; then rows, then output. */
function answerLines(answer: PartialAnswer, width: number, statement?: string): string[] {
  const { results, output, end } = answer
  const none = unkeptWords(answer) ?? 'no rows'
  const sections = [
    end?.error ? errorLines(end.error, statement, width).flatMap((line) => wrap(line, width)) : [],
    end?.warning === undefined ? [] : textLines(end.warning, width),
    end?.mayStillRun === undefined ? [] : [stillRunsWords(end)],
    ...results.map(({ columns, rows }) => [
      ...renderTable(columns, rows, { width: Math.max(width, columns.length * comfortableWidth) }),
      ...(rows.length === 0 ? [none] : []),
    ]),
    end?.isCut ? [`cut here: more rows followed than the ${countOf(end.rows, 'row')} that were kept`] : [],
    output.flatMap((line) => textLines(line, width)),
  ].filter((section) => section.length > 0)
  return sections.flatMap((section, index) => (index === 0 ? section : ['', ...section]))
}

export interface EndedTask {
  readonly task: TaskState
  readonly answer: Answer
}

/** Why it is held, if it is; then each set of identical answers under the names of those who gave it, the largest first. */
export function jobLines(job: JobState, ended: readonly EndedTask[], width: number): string[] {
  const { plan, held, tasks } = job
  const why = held === undefined || endedCount(job) === tasks.length ? [] : textLines(`held: ${held}`, width)
  const entries = ended.map(
    ({ task, answer }): FoldEntry => ({ label: foldLabel(task), answer, statement: task.plan.statement }),
  )
  const folded = foldAnswers(entries, isOrdered(plan.statement)).flatMap((set, index) => {
    const { answer, statement } = set.first
    const lines = answerLines(answer, width - 2, statement).map((line) => `  ${line}`)
    return [...(index === 0 ? [] : ['']), headingOf(set, plan.kind, width), ...lines]
  })
  return why.length === 0 ? folded : [...why, '', ...folded]
}

/** What tells a task from others of its job: its session where the plan names one, its parameters, or both. */
function foldLabel({ plan }: TaskState): string {
  const values = Object.values(plan.parameters).join(' ')
  return [plan.session ?? '', values].filter((part) => part !== '').join(' ')
}

const textLines = (text: string, width: number): string[] =>
  visible(text, { keepNewlines: true })
    .split('\n')
    .flatMap((line) => wrap(line, width))
