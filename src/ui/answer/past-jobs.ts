/**
 * Jobs of earlier and of other programs in the shell: listed, brought into the list to be looked at, gone on with. They
 * come out of the journal; nothing here acts on them but a new job.
 */
import { type Again, type AgainPlan, planAgain, recallChain } from '../../core/again.ts'
import { refuseChangedTarget } from '../../core/changed-input.ts'
import { badRequest } from '../../core/failure.ts'
import { type JobPlan, taskId } from '../../core/job.ts'
import { type RecalledJob, recallJob } from '../../core/recall.ts'
import type { SessionRecord } from '../../core/record.ts'
import { findSession, type SessionSpec } from '../../core/session.ts'
import type { JobState, State } from '../../core/state.ts'
import type { KnownNames } from '../../core/target.ts'
import type { Engine } from '../../engine/door.ts'
import { leftWords } from '../../results/again-words.ts'
import { jobTable, stateWords, timeText } from '../../results/job-table.ts'
import { leftBehind, lookAt } from '../../results/left-behind.ts'
import { countOf } from '../../results/measures.ts'
import type { Reading } from '../view.ts'

/** `isAsItWas`: in the sessions of then. `edited`: with that statement. */
export interface AgainOptions {
  readonly isAsItWas: boolean
  readonly edited?: string
}

export interface PastJobs {
  list(count: number, width: number): Promise<Reading>
  /** Brings a job into the state that the screen is drawn from. Throws a bad request when there is none. */
  recall(job: number): Promise<RecalledJob>
  /** Throws a bad request when it must not, or need not, be run again. */
  planAgain(how: Again, job: number, options: AgainOptions): Promise<PlannedAgain>
}

/** What runs again and what is told about the rest. */
export interface PlannedAgain {
  readonly plan: JobPlan | undefined
  /** Sessions that the shell does not know: they were given with the job. */
  readonly sessions: readonly SessionSpec[]
  readonly message: string
  /** Tasks that a person has to look at. */
  readonly unknown: readonly string[]
}

export interface PastJobsParts {
  readonly engine: Pick<Engine, 'history' | 'findOnServer'>
  readonly state: State
  readonly sessions: readonly SessionSpec[]
  readonly known: KnownNames
}

export function createPastJobs({ engine, state, sessions, known }: PastJobsParts): PastJobs {
  const { history } = engine

  const recall = async (number: number): Promise<RecalledJob> => {
    const recalled = await recallJob(history, number)
    if (!recalled) throw badRequest(`there is no job ${number}: jobs lists them`)
    adopt(state, recalled.job)
    return recalled
  }

  return {
    recall,
    async list(count, width) {
      const records = await history.jobs(count)
      return { title: 'jobs', lines: records.length > 0 ? jobTable(records, width) : ['no job yet'] }
    },
    async planAgain(how, job, { isAsItWas, edited }) {
      const chain = await recallChain(history, job)
      if (!chain) throw badRequest(`there is no job ${job}: jobs lists them`)
      const { record } = chain.first
      const again = planAgain(how, chain, edited)
      const byJob = new Map<number, readonly SessionRecord[]>()
      for (const each of [chain.first, ...chain.later])
        byJob.set(each.record.number, await history.sessions(each.record.number))
      const then = byJob.get(record.number) ?? []
      if (!isAsItWas) refuseChangedTarget(record, then, { known, sessions })
      const unknown = again.unknown.map((task) => leftBehind(task, record.plan.parameters, byJob))
      return {
        plan: again.plan,
        sessions: then.map(({ spec }) => spec).filter(({ name }) => !findSession(name, sessions)),
        message: messageOf(record.number, how, again),
        unknown: await lookAt(unknown, engine.findOnServer),
      }
    },
  }
}

/** Where and when a job comes from, and how it stands. */
export const recalledWords = ({ record }: RecalledJob): string =>
  `job ${record.number} of ${timeText(record.queuedAt)}, process ${record.owner.pid}: ${stateWords(record)}`

/** The row of a task, or of the job as a whole. Throws a bad request when the job has no such task. */
export function subjectIn({ job }: RecalledJob, task: number | undefined) {
  if (task === undefined) return { job: job.number }
  if (!job.tasks[task - 1]) throw badRequest(`job ${job.number} has ${countOf(job.tasks.length, 'task')}`)
  return { job: job.number, task: taskId(job.number, task) }
}

/** Jobs stand in the order of their numbers, wherever they come from. */
function adopt(state: State, job: JobState): void {
  if (state.jobs.has(job.number)) return
  const jobs = [...state.jobs.values(), job].sort((a, b) => a.number - b.number)
  state.jobs.clear()
  for (const each of jobs) state.jobs.set(each.number, each)
}

function messageOf(job: number, how: Again, again: AgainPlan): string {
  const count = again.plan?.tasks.length ?? 0
  const run = count === 0 ? 'nothing to run' : `${countOf(count, 'task')} of it run`
  return `job ${job}: ${[run, ...leftWords(how, job, again)].join(', ')}`
}
