/** `show JOB`: brings a job of an earlier or another program into the list, to be looked at. */
import { badRequest } from '../core/failure.ts'
import type { CommandDeclaration } from './command.ts'
import { jobsAndTasks } from './completion.ts'
import { readSubject } from './subject.ts'

export const show: CommandDeclaration = {
  name: 'show',
  aliases: [],
  parameters: 'JOB[.TASK]',
  summary: 'show a job or task, an earlier one too',
  examples: [
    { line: 'show 2', meaning: 'job 2: its tasks and their answers' },
    { line: 'show 2.1', meaning: 'the answer of the first task of job 2' },
  ],
  complete: jobsAndTasks,
  run(argument, { state }) {
    const [, job, task] = /^(\d{1,9})(?:\.(\d{1,9}))?$/.exec(argument) ?? []
    if (job === undefined) throw badRequest(`show: expected a job as 2 or a task as 2.1, got "${argument}"`)
    if (state.jobs.has(Number(job))) return { type: 'show', subject: readSubject(argument, state) }
    return { type: 'recall', job: Number(job), ...(task === undefined ? {} : { task: Number(task) }) }
  },
}
