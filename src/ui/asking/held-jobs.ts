/** Jobs that are held for what a wave of theirs gave: the user is told once, and asked when a key wants them to go on. */
import type { Subject } from '../../commands/command.ts'
import type { JobState, State } from '../../core/state.ts'
import type { Notice, Question } from '../view.ts'

/** What is to be told, and whether a question is still one after it. */
export interface NewHold {
  readonly notice: Notice
  /** The question is about this job as it was before: who answers has not seen what it is held for now. */
  isOvertaken(question: Question | undefined): boolean
}

/** Says of each wave once that its job is held for it, and what to do. */
export function createHoldTeller(): (state: State) => NewHold | undefined {
  const told = new Set<string>()
  return (state) => {
    for (const job of heldJobs(state)) {
      const { number, held, waves } = job
      const key = `${number}.${waves?.given?.wave}`
      if (!waves?.isAsked || told.has(key)) continue
      told.add(key)
      const text = `job ${number} is held: release ${number} or cancel ${number}; ${held}`
      return {
        notice: { tone: 'warning', text },
        isOvertaken: (question) => question !== undefined && releases(question, number),
      }
    }
    return undefined
  }
}

/** Asks whether a job that is held may go on: the selected one, else the first there is. Undefined: none is held. */
export function releaseQuestion(state: State, selected: Subject | undefined): Question | undefined {
  const jobs = heldJobs(state)
  const job = jobs.find(({ number }) => number === selected?.job) ?? jobs[0]
  if (!job) return undefined
  const { number, held } = job
  return {
    // The question first: what it is about may be longer than the line.
    text: `release job ${number} (y/N)? ${held}`,
    agreement: {
      ...{ type: 'send', command: { type: 'release jobs', jobs: [number] } },
      done: `job ${number} goes on`,
    },
    isInterrupt: false,
  }
}

const releases = ({ agreement }: Question, job: number): boolean =>
  agreement.type === 'send' &&
  agreement.command.type === 'release jobs' &&
  agreement.command.jobs.includes(job)

const heldJobs = (state: State): readonly JobState[] =>
  [...state.active].flatMap((number) => {
    const job = state.jobs.get(number)
    return job?.held === undefined ? [] : [job]
  })
