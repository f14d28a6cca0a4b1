/**
 * The answer in view as a text of its own: in full, not only what fits the screen, as lines or as comma-separated values.
 */
import type { AnswerFormat, Subject } from '../../commands/command.ts'
import type { Answer } from '../../core/answer.ts'
import { badRequest } from '../../core/failure.ts'
import { type JobState, type State, type TaskState, taskOf } from '../../core/state.ts'
import { visible } from '../../core/visible.ts'
import type { Engine } from '../../engine/door.ts'
import { createCsvWriter } from '../../results/csv.ts'
import type { View } from '../view.ts'
import {
  type EndedTask,
  jobLines,
  jobTitle,
  type PartialAnswer,
  taskLines,
  taskTitle,
} from './answer-lines.ts'
import type { AnswerLook } from './answer-look.ts'

export interface ExportedAnswer {
  /** What it is, in a few words. */
  readonly title: string
  /** Ends with a line break. */
  readonly content: string
  /** Rows of answers of which more followed that were not kept. */
  readonly isCut: boolean
}

/** The statement of the selected task or job. Throws a bad request where nothing is selected. */
export function selectedStatement({ selected }: Pick<View, 'selected'>, state: State): string {
  const job = selected && state.jobs.get(selected.job)
  if (!selected || !job) throw badRequest('nothing is selected whose SQL could be copied')
  return selected.task === undefined ? job.plan.statement : taskOf(state, selected.task).plan.statement
}

type Door = Pick<Engine, 'rows' | 'output'>

/** Wider than any line. */
const anyWidth = Number.POSITIVE_INFINITY

/** Throws a bad request where there is nothing, or nothing of that kind. */
export async function exportAnswer(
  { page, text, selected, look }: Pick<View, 'page' | 'text' | 'selected' | 'look'>,
  state: State,
  engine: Door,
  format: AnswerFormat,
): Promise<ExportedAnswer> {
  if (page === 'text') {
    if (format === 'csv') throw badRequest(`${text.title} has no rows: it can be taken as text`)
    return { title: text.title, content: joined(text.lines.map((line) => visible(line))), isCut: false }
  }
  const job = selected && state.jobs.get(selected.job)
  if (!selected || !job) throw badRequest('there is no answer yet: run a statement first')
  const tasks = selected.task ? [taskOf(state, selected.task)] : job.tasks
  const isCut = tasks.some(({ phase }) => phase.name === 'ended' && phase.end.isCut)
  const title = selected.task ? taskTitle(taskOf(state, selected.task)) : jobTitle(job)
  const content =
    format === 'csv' ? await csvOf(tasks, engine) : joined(await linesOf(selected, job, tasks, engine, look))
  return { title, content, isCut }
}

const joined = (lines: readonly string[]): string => lines.map((line) => `${line.trimEnd()}\n`).join('')

async function linesOf(
  selected: Subject,
  job: JobState,
  tasks: readonly TaskState[],
  engine: Door,
  look: AnswerLook,
): Promise<readonly string[]> {
  const [task] = tasks
  if (selected.task && task) return taskLines(await readAnswer(task, engine), task, anyWidth, look).lines
  const ended: EndedTask[] = []
  for (const each of tasks) {
    if (each.phase.name !== 'ended') continue
    const answer: Answer = { ...(await readAnswer(each, engine)), end: each.phase.end }
    ended.push({ task: each, answer })
  }
  return jobLines(job, ended, anyWidth, look).lines
}

async function csvOf(tasks: readonly TaskState[], engine: Door): Promise<string> {
  const writer = createCsvWriter()
  let content = ''
  for (const task of tasks) {
    if (task.phase.name === 'waiting') continue
    const source = { session: task.phase.session ?? '', task: task.id }
    const { results } = await readAnswer(task, engine)
    for (const { columns, rows } of results) content += writer.rows(source, columns, rows)
  }
  if (content === '') throw badRequest('there are no rows: it can be taken as text')
  return content
}

async function readAnswer({ id, results, phase }: TaskState, engine: Door): Promise<PartialAnswer> {
  const all = Number.MAX_SAFE_INTEGER
  const sets = await Promise.all(
    results.map(async ({ columns }, result) => ({
      columns,
      rows: (await engine.rows({ task: id, result }, 0, all)).rows,
    })),
  )
  const answer = { results: sets, output: await engine.output(id, 0, all) }
  return phase.name === 'ended' ? { ...answer, end: phase.end } : answer
}
