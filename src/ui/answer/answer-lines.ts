/**
 * An answer written out for reading: tables, output and error of a task, and the answers of a job with identical ones
 * together. Lines fit the terminal where their columns allow it.
 */
import type { Answer, ResultSet } from '../../core/answer.ts'
import { endedCount, type JobState, type TaskState } from '../../core/state.ts'
import { visible } from '../../core/visible.ts'
import { stillRunsWords } from '../../core/words.ts'
import { isOrdered } from '../../language/kind.ts'
import { errorLines } from '../../results/failure-text.ts'
import { type FoldEntry, foldAnswers } from '../../results/fold.ts'
import { headingOf, unkeptWords } from '../../results/headings.ts'
import { countOf } from '../../results/measures.ts'
import { renderRecords } from '../../results/records.ts'
import { renderTable } from '../../results/table.ts'
import { wrap } from '../../results/text-width.ts'
import { jobProgress, labelOf } from '../frame/draw-rows.ts'
import { taskStatus } from '../frame/status.ts'
import { type AnswerLook, firstLook } from './answer-look.ts'

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

/** Lines to read, and where each of its rows begins, where rows stand one under the other. */
export interface WrittenAnswer {
  readonly lines: readonly string[]
  readonly starts: readonly number[]
}

/** All of a task's answer, or the part that is looked at; and for DML how many rows it touched. */
export function taskLines(
  answer: PartialAnswer,
  task: TaskState,
  width: number,
  look: AnswerLook,
): WrittenAnswer {
  const { results, end } = answer
  const isDml = end !== undefined && results.length === 0 && end.rows > 0
  const isShown = isDml && (look.part === 'all' || look.part === 'rows')
  const written =
    look.part === 'sql'
      ? unbroken(sqlLines(task, width))
      : answerLines(answer, width, look, task.plan.statement)
  if (isShown) return { ...written, lines: [...written.lines, `${countOf(end.rows, 'row')} affected`] }
  return written.lines.length > 0 || look.part === 'all' ? written : unbroken([noneWords[look.part]])
}

const unbroken = (lines: readonly string[]): WrittenAnswer => ({ lines, starts: [] })

const noneWords: Readonly<Record<Exclude<AnswerLook['part'], 'all'>, string>> = {
  rows: 'no rows',
  columns: 'no columns: it answered with no rows',
  output: 'no output',
  error: 'no error',
  sql: '',
}

/** The text that was sent, and what was bound to it. */
function sqlLines({ plan: { statement, binds } }: TaskState, width: number): string[] {
  const bound = Object.entries(binds).map(([name, value]) => `:${name.toLowerCase()} = ${value}`)
  return [
    ...textLines(statement, width),
    ...(bound.length > 0 ? [''] : []),
    ...bound.flatMap((line) => textLines(line, width)),
  ]
}

/** Error first, for it is what one looks for; then rows, then output. */
function answerLines(
  answer: PartialAnswer,
  width: number,
  { part, isRecord }: AnswerLook,
  statement: string,
): WrittenAnswer {
  const { results, output, end } = answer
  const has = (name: AnswerLook['part']): boolean => part === 'all' || part === name
  const none = unkeptWords(answer) ?? 'no rows'
  const rows = results.map((result): WrittenAnswer => {
    if (result.rows.length > 0 && isRecord) return renderRecords(result.columns, result.rows, width)
    return unbroken([...tableLines(result, width), ...(result.rows.length === 0 ? [none] : [])])
  })
  const parts: readonly WrittenAnswer[] = [
    ...(has('error') ? errorParts(end, width, statement).map(unbroken) : []),
    ...(has('rows') ? rows : []),
    ...(part === 'columns' ? results.map(({ columns }) => unbroken(columnLines(columns))) : []),
    ...(has('rows') && end?.isCut
      ? [unbroken([`cut here: more rows followed than the ${countOf(end.rows, 'row')} that were kept`])]
      : []),
    ...(has('output') ? [unbroken(output.flatMap((line) => textLines(line, width)))] : []),
  ]
  return joined(parts.filter(({ lines }) => lines.length > 0))
}

const tableLines = ({ columns, rows }: ResultSet, width: number): string[] =>
  renderTable(columns, rows, { width: Math.max(width, columns.length * comfortableWidth) })

const errorParts = (end: PartialAnswer['end'], width: number, statement: string): string[][] => [
  end?.error ? errorLines(end.error, statement, width).flatMap((line) => wrap(line, width)) : [],
  end?.warning === undefined ? [] : textLines(end.warning, width),
  end?.mayStillRun === undefined ? [] : [stillRunsWords(end)],
]

/** `1  ENAME  VARCHAR2`. */
function columnLines(columns: ResultSet['columns']): string[] {
  const head = [
    { name: '#', type: 'NUMBER' },
    { name: 'COLUMN', type: 'VARCHAR2' },
    { name: 'TYPE', type: 'VARCHAR2' },
  ]
  return renderTable(
    head,
    columns.map(({ name, type }, index) => [String(index + 1), name, type]),
  )
}

/** One under the other, an empty line between. */
function joined(parts: readonly WrittenAnswer[]): WrittenAnswer {
  const lines: string[] = []
  const starts: number[] = []
  for (const [index, part] of parts.entries()) {
    if (index > 0) lines.push('')
    for (const start of part.starts) starts.push(lines.length + start)
    for (const line of part.lines) lines.push(line)
  }
  return { lines, starts }
}

export interface EndedTask {
  readonly task: TaskState
  readonly answer: Answer
}

/** Why it is held, if it is; then each set of identical answers under the names of those who gave it, the largest first. */
export function jobLines(
  job: JobState,
  ended: readonly EndedTask[],
  width: number,
  look: AnswerLook = firstLook,
): WrittenAnswer {
  const { plan, held, tasks } = job
  if (look.part === 'sql') return unbroken(textLines(plan.statement, width))
  const why = held === undefined || endedCount(job) === tasks.length ? [] : textLines(`held: ${held}`, width)
  const entries = ended.map(
    ({ task, answer }): FoldEntry => ({ label: foldLabel(task), answer, statement: task.plan.statement }),
  )
  const sets = foldAnswers(entries, isOrdered(plan.statement)).map((set): WrittenAnswer => {
    const { lines, starts } = answerLines(
      set.first.answer,
      width - 2,
      look,
      set.first.statement ?? plan.statement,
    )
    const indented = lines.map((line) => `  ${line}`)
    return {
      lines: [headingOf(set, plan.kind, width), ...indented],
      starts: starts.map((start) => start + 1),
    }
  })
  return joined([unbroken(why), ...sets].filter(({ lines }) => lines.length > 0))
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
