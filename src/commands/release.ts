/** `release`: a job that is held goes on; one that is held for a wave takes what that gave as confirmed. */
import { badRequest } from '../core/failure.ts'
import type { CommandDeclaration } from './command.ts'
import { subjectOr } from './subject.ts'

export const release: CommandDeclaration = {
  name: 'release',
  aliases: [],
  parameters: '[JOB]',
  summary: 'let a job go on that is held',
  examples: [
    { line: 'release', meaning: 'the selected job; what its last wave gave is then as it should be' },
    { line: 'release 1', meaning: 'job 1' },
  ],
  run(argument, { state, selected }) {
    const { job: number } = subjectOr(argument, state, selected)
    const job = state.jobs.get(number)
    if (!job) throw badRequest(`there is no job ${number}: jobs lists them`)
    if (!state.active.has(number)) return { type: 'say', message: `job ${number} has ended` }
    if (job.held === undefined) return { type: 'say', message: `job ${number} is not held` }
    const { waves } = job
    return {
      type: 'send',
      command: { type: 'release jobs', jobs: [number] },
      done: `job ${number} goes on${waves?.isAsked ? `: what wave ${waves.given?.wave} gave is confirmed` : ''}`,
    }
  },
}
