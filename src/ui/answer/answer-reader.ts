/**
 * Keeps the answer of the selected task or job at hand: asks the engine for rows and output when there is something
 * new, one request at a time, and gives what it has meanwhile. How an answer is written out stands elsewhere.
 */
import type { Subject } from '../../commands/command.ts'
import type { Answer } from '../../core/answer.ts'
import type { TaskId } from '../../core/job.ts'
import { endedCount, type JobState, type State, type TaskState, taskOf } from '../../core/state.ts'
import type { Engine } from '../../engine/door.ts'
import { type Reading, sameSubject } from '../view.ts'
import {
  type EndedTask,
  jobLines,
  jobTitle,
  type PartialAnswer,
  taskLines,
  taskTitle,
  type WrittenAnswer,
} from './answer-lines.ts'
import { type AnswerLook, firstLook } from './answer-look.ts'

export interface AnswerReader {
  /** What there is to read of a row now, in lines of `width` cells; `onNews` is called when there is more. */
  read(state: State, selected: Subject | undefined, width: number, look?: AnswerLook): Reading
}

/** Rows that are shown of an answer while it still grows: laying out many ten times a second would slow down the keys. */
const liveRowLimit = 100

/** Lines of output that are shown of a task. */
const outputLimit = 1_000

/** Jobs of more tasks are folded only once they have ended or are held: each fold costs as much as all answers so far. */
const liveFoldLimit = 50

const nothing: WrittenAnswer = { lines: [], starts: [] }

type Door = Pick<Engine, 'rows' | 'output'>

/** A reader of answers; `onNews` is told when what was asked for has come. */
export function createAnswerReader(engine: Door, onNews: () => void): AnswerReader {
  let subject: Subject | undefined
  let written: WrittenAnswer = nothing
  /** What it was written from, and what is being read now. */
  let version = ''
  let reading: string | undefined
  /** Answers of ended tasks of one job; they never change. */
  const ended = new Map<TaskId, Answer>()

  async function readTask(task: TaskState): Promise<PartialAnswer> {
    const known = ended.get(task.id)
    if (known) return known
    const { phase, results } = task
    const rowLimit = phase.name === 'ended' ? Number.MAX_SAFE_INTEGER : liveRowLimit
    const sets = await Promise.all(
      results.map(async ({ columns }, result) => {
        const { rows } = await engine.rows({ task: task.id, result }, 0, rowLimit)
        return { columns, rows }
      }),
    )
    const output = await engine.output(task.id, 0, outputLimit)
    const answer = { results: sets, output }
    if (phase.name !== 'ended') return answer
    const whole = { ...answer, end: phase.end }
    ended.set(task.id, whole)
    return whole
  }

  async function readJob(job: JobState, width: number, look: AnswerLook): Promise<WrittenAnswer> {
    const done: EndedTask[] = []
    for (const task of job.tasks) {
      if (task.phase.name !== 'ended') continue
      const { end } = task.phase
      done.push({ task, answer: { ...(await readTask(task)), end } })
    }
    return jobLines(job, done, width, look)
  }

  function refresh(state: State, selected: Subject, width: number, look: AnswerLook): void {
    const job = state.jobs.get(selected.job)
    if (!job) return
    const task = selected.task ? taskOf(state, selected.task) : undefined
    const wanted = `${task ? versionOfTask(task) : versionOfJob(job)} ${width} ${look.part} ${look.isRecord}`
    if (wanted === version || reading !== undefined) return
    reading = wanted
    const isWanted = () => sameSubject(subject, selected)
    const work = task
      ? readTask(task).then((answer) => taskLines(answer, task, width, look))
      : readJob(job, width, look)
    work
      .catch((error: unknown) => ({ ...nothing, lines: [`the answer could not be read: ${String(error)}`] }))
      .then((read) => {
        reading = undefined
        if (isWanted()) {
          version = wanted
          written = read
        }
        onNews()
      })
  }

  return {
    read(state, selected, width, look = firstLook) {
      if (!sameSubject(subject, selected)) {
        if (subject?.job !== selected?.job) ended.clear()
        subject = selected
        version = ''
        written = nothing
      }
      if (!selected || !state.jobs.has(selected.job)) return { title: '', lines: [] }
      refresh(state, selected, width, look)
      const job = state.jobs.get(selected.job)
      const title = selected.task ? taskTitle(taskOf(state, selected.task)) : job ? jobTitle(job) : ''
      return { title, ...written }
    },
  }
}

const versionOfTask = ({ id, phase, results, outputCount }: TaskState): string =>
  `${id} ${phase.name} ${phase.name === 'ended' ? phase.end.fate : ''} ${results.map(({ count }) => count)} ${outputCount}`

function versionOfJob(job: JobState): string {
  const count = endedCount(job)
  const isFolded = job.tasks.length <= liveFoldLimit || count === job.tasks.length || job.held !== undefined
  return `job ${job.number} ${isFolded ? count : 'running'} ${job.held ?? ''}`
}
