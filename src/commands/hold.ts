/** `hold`: one job waits while the others go on. */
import type { JobState } from '../core/state.ts'
import type { CommandDeclaration } from './command.ts'
import { openJobs } from './subject.ts'

export const hold: CommandDeclaration = {
  name: 'hold',
  aliases: [],
  parameters: '[JOB ...]',
  summary: 'let no further task of a job start',
  examples: [
    { line: 'hold 2', meaning: 'until release 2; its tasks that run go on' },
    { line: 'hold', meaning: 'the selected job' },
  ],
  run(argument, context) {
    const jobs = openJobs(argument, context)
    return {
      ...{
        type: 'send',
        command: { type: 'hold jobs', jobs: numbersOf(jobs), reason: 'at the prompt' },
      },
      done: `held: ${namesOf(jobs)}; release lets go`,
    }
  },
}

const numbersOf = (jobs: readonly JobState[]): number[] => jobs.map(({ number }) => number)

const namesOf = (jobs: readonly JobState[]): string => jobs.map(({ number }) => `job ${number}`).join(', ')
