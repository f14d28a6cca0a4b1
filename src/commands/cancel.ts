/** `cancel`: break off a task, a job, or everything. */

import { badRequest } from '../core/failure.ts'
import { numberOf } from '../core/job.ts'
import { type JobState, waitingCount } from '../core/state.ts'
import type { CommandDeclaration } from './command.ts'
import { nameOf, subjectOr } from './subject.ts'

const reason = 'cancelled at the prompt'

export const cancel: CommandDeclaration = {
  name: 'cancel',
  aliases: [],
  parameters: '[TASK|JOB|all]',
  summary: 'break off what runs, skip what waits',
  examples: [
    { line: 'cancel', meaning: 'the selected task or job' },
    { line: 'cancel 1.2', meaning: 'the second task of job 1' },
    { line: 'cancel 1', meaning: 'every task of job 1 that has not ended' },
    { line: 'cancel all', meaning: 'everything' },
  ],
  run(argument, { state, selected }) {
    if (argument.toLowerCase() === 'all') {
      if (state.active.size === 0) return { type: 'say', message: 'nothing runs and nothing waits' }
      return { type: 'send', command: { type: 'cancel all', reason }, done: 'cancel sent to everything' }
    }
    const subject = subjectOr(argument, state, selected)
    const job = state.jobs.get(subject.job)
    if (!job) throw badRequest(`there is no job ${subject.job}: jobs lists them`)
    if (subject.task !== undefined) {
      const phase = job.tasks[numberOf(subject.task) - 1]?.phase
      if (phase?.name === 'ended')
        return { type: 'say', message: `${subject.task} has ended: ${phase.end.outcome}` }
      return {
        type: 'send',
        command: { type: 'cancel task', task: subject.task },
        done: `cancel sent to ${subject.task}`,
      }
    }
    if (!state.active.has(job.number)) return { type: 'say', message: `${nameOf(subject)} has ended` }
    return {
      type: 'send',
      command: { type: 'cancel job', job: job.number, reason },
      done: `cancel sent to job ${job.number}: ${whatIsLeft(job)}`,
    }
  },
}

/** `2 run, 4 wait`. */
export function whatIsLeft(job: JobState): string {
  const waiting = waitingCount(job)
  return waiting > 0 ? `${job.running} run, ${waiting} wait` : `${job.running} run`
}
