/** A job of the journal in words: what it was, how its tasks ended, and the answers that were kept. Safe to show. */
import type { Answer } from '../../core/answer.ts'
import type { RecalledJob } from '../../core/recall.ts'
import type { JobState, TaskState } from '../../core/state.ts'
import { visible } from '../../core/visible.ts'
import { endWords } from '../../core/words.ts'
import type { Engine } from '../../engine/door.ts'
import { isOrdered } from '../../language/kind.ts'
import { maskPasswords } from '../../language/password.ts'
import { type FoldEntry, foldAnswers } from '../../results/fold.ts'
import { foldedLines } from '../../results/folded-text.ts'
import { stateWords, timeText } from '../../results/job-table.ts'
import { countOf, formatDuration } from '../../results/measures.ts'
import { renderTable } from '../../results/table.ts'
import { taskLabel } from '../../results/task-label.ts'
import { summaryOf } from '../closing-words.ts'
import { readAnswer } from '../kept-rows.ts'
import type { Output } from '../ports.ts'

/** Tasks in the table; JSON has them all. */
const mostTasks = 200

type Answers = Pick<Engine, 'rows' | 'output'>

/** The whole job: head, account, tasks, answers folded. */
export async function jobLines(recalled: RecalledJob, answers: Answers, output: Output): Promise<string[]> {
  const { job } = recalled
  return [
    ...headLines(recalled),
    '',
    ...summaryOf(job, output),
    '',
    ...taskTable(job),
    ...(await answerLines(job, job.tasks, answers, output)),
  ]
}

/** One task: head, how it ended, the text that was sent, its answer. */
export async function taskLines(
  { record, job }: RecalledJob,
  task: TaskState,
  answers: Answers,
  output: Output,
): Promise<string[]> {
  return [
    `task ${task.id} of job ${record.number}: ${phaseWords(task)}`,
    ...statementLines(task.plan.statement),
    '',
    ...(await answerLines(job, [task], answers, output)),
  ]
}

function headLines({ record }: RecalledJob): string[] {
  const { number, plan, queuedAt, owner } = record
  const by = owner.state === 'ended' ? `process ${owner.pid}, which has ended` : `process ${owner.pid}`
  const cap = record.plan.cap === 0 ? 'no cap' : `cap ${record.plan.cap}`
  const of = plan.resumes === undefined ? '' : `, goes on with job ${plan.resumes.job}`
  return [
    `job ${number}, queued ${timeText(queuedAt)} by ${by}${of}: ${stateWords(record)}`,
    `${plan.mode} ${visible(plan.target)}, ${cap}, ${plan.commit ? 'each task commits' : 'no commit'}`,
    ...statementLines(plan.statement),
  ]
}

const statementLines = (statement: string): string[] =>
  maskPasswords(statement)
    .split('\n')
    .map((line) => `  ${visible(line)}`)

function taskTable(job: JobState): string[] {
  const columns = ['TASK', 'SESSION', ...job.plan.parameters, 'STARTED', 'TIME', 'ENDED', 'ROWS'].map(
    (name) => ({ name, type: name === 'ROWS' ? 'NUMBER' : 'VARCHAR2' }),
  )
  const rows = job.tasks.slice(0, mostTasks).map((task) => taskRow(task, job))
  const more = job.tasks.length - rows.length
  return [
    ...renderTable(columns, rows),
    ...(more > 0 ? [`and ${countOf(more, 'more task')}: --format json has them all`] : []),
    '',
  ]
}

function taskRow({ id, plan, phase }: TaskState, job: JobState): (string | null)[] {
  const session = phase.name === 'waiting' ? plan.session : (phase.session ?? plan.session)
  const since = phase.name === 'waiting' ? undefined : phase.since
  const time = phase.name === 'ended' && since !== undefined ? formatDuration(phase.at - since) : null
  return [
    id,
    visible(session ?? ''),
    ...job.plan.parameters.map((name) => visible(plan.parameters[name] ?? '')),
    since === undefined ? null : timeText(since),
    time,
    phase.name === 'ended' ? endWords(phase.end) : phase.name,
    phase.name === 'ended' && since !== undefined ? String(phase.end.rows) : null,
  ]
}

function phaseWords({ phase }: TaskState): string {
  switch (phase.name) {
    case 'waiting':
      return 'it never started'
    case 'running':
      return `running on ${visible(phase.session)} since ${timeText(phase.since)}`
    case 'ended': {
      const where = phase.session === undefined ? 'never sent' : `on ${visible(phase.session)}`
      return `${endWords(phase.end)}, ${where}, ${timeText(phase.at)}`
    }
  }
}

async function answerLines(
  job: JobState,
  tasks: readonly TaskState[],
  answers: Answers,
  { isTTY, columns }: Output,
): Promise<string[]> {
  const entries: FoldEntry[] = []
  for (const task of tasks) {
    const answer: Answer | undefined = await readAnswer(answers, task)
    if (answer)
      entries.push({ label: taskLabel(job.plan, task.plan), answer, statement: task.plan.statement })
  }
  const width = isTTY && columns !== undefined ? { width: columns } : {}
  return foldedLines(foldAnswers(entries, isOrdered(job.plan.statement)), { kind: job.plan.kind, ...width })
}
