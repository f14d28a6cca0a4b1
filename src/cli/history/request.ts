/** What the verbs over past and present jobs were asked to do. */
import type { Again } from '../../core/again.ts'
import { badRequest } from '../../core/failure.ts'
import type { JobPlan } from '../../core/job.ts'
import type { ParameterSource } from '../../core/parameter-source.ts'
import type { Place } from '../../core/settings.ts'
import type { Format, StatementSource } from '../run-request.ts'

/** A job, or one of its tasks. */
export interface JobAddress {
  readonly job: number
  readonly task?: number
}

export interface AgainRequest {
  readonly type: 'again'
  readonly how: Again
  readonly place: Place
  readonly job: number
  /** A statement to hold against the one that was kept. */
  readonly source: StatementSource | undefined
  /** Parameters to hold against those of the job; none were given when empty. */
  readonly parameters: readonly ParameterSource[]
  /** The statement that was given takes its place, instead of having to be the same. */
  readonly isEdited: boolean
  /** How many tasks of which nobody knows are run again, as the user says; undefined: none. */
  readonly unknown: number | undefined
  /** Go on with the sessions of then, whatever the target means today. */
  readonly isAsItWas: boolean
  /** Instead of the job's own cap; 0 is none. */
  readonly cap: number | undefined
  /** Instead of what was expected of its waves; undefined: as before. */
  readonly expected: JobPlan['expected']
  /** The number of protected sessions that the user named. */
  readonly confirmed: number | undefined
  readonly isDryRun: boolean
  readonly format: Format
}

export type HistoryRequest =
  | {
      readonly type: 'list jobs'
      readonly place: Place
      readonly count: number
      readonly format: 'table' | 'json'
    }
  | {
      readonly type: 'show'
      readonly place: Place
      readonly address: JobAddress
      readonly format: 'table' | 'json'
    }
  | {
      readonly type: 'clean'
      readonly place: Place
      readonly days: number | undefined
      readonly megabytes: number | undefined
    }
  | AgainRequest

/** `3` or `3.2`. Throws a bad request. */
export function parseJobAddress(text: string): JobAddress {
  const [, job, task] = /^(\d{1,9})(?:\.(\d{1,9}))?$/.exec(text) ?? []
  if (job === undefined)
    throw badRequest(`expected the number of a job or a task, such as 3 or 3.2, got "${text}"`)
  return { job: Number(job), ...(task === undefined ? {} : { task: Number(task) }) }
}

/** `3`. Throws a bad request. */
export function parseJobNumber(text: string): number {
  const { job, task } = parseJobAddress(text)
  if (task !== undefined) throw badRequest(`expected the number of a job, such as ${job}, got "${text}"`)
  return job
}
