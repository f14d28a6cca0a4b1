/** `cancel`: break off a task, a job, or everything. */

import { badRequest, failureOf } from '../core/failure.ts'
import { numberOf } from '../core/job.ts'
import type { SessionName } from '../core/session.ts'
import { type JobState, waitingCount } from '../core/state.ts'
import { type KnownNames, resolveTarget } from '../core/target.ts'
import type { CommandDeclaration } from './command.ts'
import { choices, either, jobsAndTasks, targets } from './completion.ts'
import { missingJob, nameOf, subjectOr } from './subject.ts'

const reason = 'cancelled at the prompt'

export const cancel: CommandDeclaration = {
  name: 'cancel',
  aliases: [],
  parameters: '[TASK|JOB|TARGET|all]',
  summary: 'break off what runs, skip what waits',
  examples: [
    { line: 'cancel', meaning: 'the selected task or job' },
    { line: 'cancel 1.2', meaning: 'the second task of job 1' },
    { line: 'cancel 1', meaning: 'every task of job 1 that has not ended' },
    { line: 'cancel a,b', meaning: 'whatever runs or waits in the sessions a and b; also a group' },
    { line: 'cancel all', meaning: 'everything' },
  ],
  complete: either(jobsAndTasks, targets, choices(['all', 'whatever runs and waits'])),
  run(argument, { state, selected, known }) {
    if (argument.toLowerCase() === 'all') {
      if (state.active.size === 0) return { type: 'say', message: 'nothing runs and nothing waits' }
      return { type: 'send', command: { type: 'cancel all', reason }, done: 'cancel sent to everything' }
    }
    if (/^[^\d]/.test(argument)) {
      const sessions = sessionsIn(argument, known)
      return {
        ...{ type: 'send', command: { type: 'cancel sessions', sessions, reason } },
        done: `cancel sent to what runs and waits in ${argument}`,
      }
    }
    const subject = subjectOr(argument, state, selected)
    const job = state.jobs.get(subject.job)
    if (!job) throw missingJob(subject.job, state)
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

function sessionsIn(target: string, known: KnownNames): readonly SessionName[] {
  try {
    return resolveTarget(target, known).sessions
  } catch (error) {
    throw badRequest(`name a task as 1.2, a job as 1, or sessions: ${failureOf(error).message}`)
  }
}
