/** `fold JOB`: the answers of a job, identical ones together. */
import type { CommandDeclaration } from './command.ts'
import { jobNumbers } from './completion.ts'
import { subjectOr } from './subject.ts'

export const fold: CommandDeclaration = {
  name: 'fold',
  aliases: [],
  parameters: '[JOB]',
  summary: 'show the answers of a job, alike ones together',
  examples: [
    { line: 'fold', meaning: 'of the selected job' },
    { line: 'fold 1', meaning: 'who gave the same answer in job 1, and who another' },
  ],
  complete: jobNumbers,
  run: (argument, { state, selected }) => ({
    type: 'show',
    subject: { job: subjectOr(argument, state, selected).job },
  }),
}
