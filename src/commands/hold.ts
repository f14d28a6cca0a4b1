/** `hold` and `release`: one job waits while the others go on. */
import type { JobState, State } from '../core/state.ts'
import type { CommandContext, CommandDeclaration } from './command.ts'
import { heldJobNumbers, openJobNumbers } from './completion.ts'
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
  complete: openJobNumbers,
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
    { line: 'release 2', meaning: 'whoever or whatever held it; what its last wave gave is then confirmed' },
    { line: 'release', meaning: 'every job that is held; of those held for a wave only the selected one' },
  ],
  complete: heldJobNumbers,
  run(argument, context) {
    const jobs = argument === '' ? heldJobs(context) : openJobs(argument, context)
    const held = jobs.filter((job) => job.held !== undefined)
    if (held.length === 0) return { type: 'say', message: nothingReleased(argument, jobs, context.state) }
    return {
      ...{ type: 'send', command: { type: 'release jobs', jobs: numbersOf(held) } },
      done: `released: ${namesOf(held)}${confirmedWords(held)}`,
    }
  },
}

/** What a wave gave is confirmed by who has seen it, so the job is named, or stood on. */
const heldJobs = ({ state, selected }: CommandContext): JobState[] =>
  allHeld(state).filter(({ number, waves }) => !waves?.isAsked || number === selected?.job)

const allHeld = (state: State): JobState[] =>
  [...state.active].flatMap((number) => {
    const job = state.jobs.get(number)
    return job?.held === undefined ? [] : [job]
  })

function nothingReleased(argument: string, jobs: readonly JobState[], state: State): string {
  if (argument !== '') return `${namesOf(jobs)}: not held`
  const asked = allHeld(state)
  return asked.length === 0 ? 'no job is held' : `held for what a wave gave: ${namesOf(asked)}; name the job`
}

function confirmedWords(jobs: readonly JobState[]): string {
  const waves = jobs.flatMap(({ number, waves: { isAsked, given } = {} }) =>
    isAsked && given ? [`wave ${given.wave} of job ${number}`] : [],
  )
  return waves.length === 0 ? '' : `; confirmed: what ${waves.join(', ')} gave`
}

const numbersOf = (jobs: readonly JobState[]): number[] => jobs.map(({ number }) => number)

const namesOf = (jobs: readonly JobState[]): string => jobs.map(({ number }) => `job ${number}`).join(', ')
