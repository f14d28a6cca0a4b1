/** `hold` and `release`: one job waits while the others go on. */
import type { JobState } from '../core/state.ts'
import type { CommandContext, CommandDeclaration } from './command.ts'
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

export const release: CommandDeclaration = {
  name: 'release',
  aliases: [],
  parameters: '[JOB ...]',
  summary: 'let a held job go on',
  examples: [
    { line: 'release 2', meaning: 'whoever or whatever held it' },
    { line: 'release', meaning: 'every job that is held' },
  ],
  run(argument, context) {
    const jobs = argument === '' ? heldJobs(context) : openJobs(argument, context)
    const held = jobs.filter((job) => job.held !== undefined)
    if (held.length === 0)
      return { type: 'say', message: argument === '' ? 'no job is held' : `${namesOf(jobs)}: not held` }
    return {
      ...{ type: 'send', command: { type: 'release jobs', jobs: numbersOf(held) } },
      done: `released: ${namesOf(held)}`,
    }
  },
}

const heldJobs = ({ state }: CommandContext): JobState[] =>
  [...state.active].flatMap((number) => {
    const job = state.jobs.get(number)
    return job?.held === undefined ? [] : [job]
  })

const numbersOf = (jobs: readonly JobState[]): number[] => jobs.map(({ number }) => number)

const namesOf = (jobs: readonly JobState[]): string => jobs.map(({ number }) => `job ${number}`).join(', ')
