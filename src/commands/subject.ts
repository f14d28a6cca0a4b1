/**
 * Reads which job or task an argument means. It only looks up what exists.
 */
import { badRequest, type FailureError } from '../core/failure.ts'
import { isForgotten } from '../core/forgotten.ts'
import { type TaskId, taskId } from '../core/job.ts'
import type { JobState, State } from '../core/state.ts'
import type { CommandContext, Subject } from './command.ts'

/** `3` is job 3, `3.1` its first task. Throws a bad request when there is no such thing. */
export function readSubject(text: string, state: State): Subject {
  const [, jobText, taskText] = /^(\d+)(?:\.(\d+))?$/.exec(text) ?? []
  if (jobText === undefined) throw badRequest(`${text} is no task or job: name a task as 1.2, a job as 1`)
  const number = Number(jobText)
  const job = state.jobs.get(number)
  if (!job) throw missingJob(number, state)
  if (taskText === undefined) return { job: number }
  const task = taskId(number, Number(taskText))
  if (!job.tasks[Number(taskText) - 1]) {
    throw badRequest(
      `job ${number} has no task ${task}: its tasks are ${number}.1 to ${number}.${job.tasks.length}`,
    )
  }
  return { job: number, task }
}

/** That there is no such job, or not here any more. */
export const missingJob = (number: number, state: State): FailureError =>
  badRequest(
    isForgotten(state, number)
      ? `job ${number} has ended and is not kept here any more: show ${number} brings it back`
      : `there is no job ${number}: jobs lists them`,
  )

/** The task, or the job as a whole, as people name it. */
export const nameOf = (subject: Subject): string => subject.task ?? `job ${subject.job}`

/** The named subject, or else the one the user stands on. */
export function subjectOr(
  text: string,
  state: State,
  selected: Subject | undefined,
): { readonly job: number; readonly task?: TaskId } {
  if (text !== '') return readSubject(text, state)
  if (selected) return selected
  throw badRequest('name a task as 1.2 or a job as 1: nothing is selected')
}

/** The job of that number. Throws a bad request when there is none, or it has ended. */
export function openJob(text: string, state: State): JobState {
  const subject = readSubject(text, state)
  if (subject.task !== undefined) throw badRequest(`${text} is a task: name its job, ${subject.job}`)
  const job = state.jobs.get(subject.job)
  if (!job || !state.active.has(job.number)) throw badRequest(`job ${text} has ended`)
  return job
}

/** The jobs that are named, or the one the user stands on. Throws a bad request when one of them has ended. */
export function openJobs(
  text: string,
  { state, selected }: Pick<CommandContext, 'state' | 'selected'>,
): readonly JobState[] {
  const words = text.split(/[\s,]+/).filter((word) => word !== '')
  if (words.length > 0) return words.map((word) => openJob(word, state))
  if (!selected) throw badRequest('name a job as 1: nothing is selected')
  return [openJob(String(selected.job), state)]
}
