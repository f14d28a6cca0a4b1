/**
 * What may stand in an argument at the cursor: words, sessions and groups, jobs and tasks. Nothing is filtered by what is
 * typed already; whoever shows it does that.
 */
import { taskId } from '../core/job.ts'
import type { JobState, State } from '../core/state.ts'
import type { CommandContext } from './command.ts'

/** Something that may stand at the cursor. */
export interface Completion {
  /** Offset in the argument from which on it takes the place of what is typed, up to the cursor. */
  readonly from: number
  readonly text: string
  /** What it is, in a few words. */
  readonly hint: string
}

export type Complete = (argument: string, cursor: number, context: CommandContext) => readonly Completion[]

/** A word that may stand there, and what it means. */
export type Choice = readonly [text: string, hint: string]

/** These words, each as a whole argument or as the next one behind a blank. */
export const choices =
  (...words: readonly Choice[]): Complete =>
  (argument, cursor) =>
    placed(wordStart(argument, cursor), words)

/** These words where the argument up to the cursor has so many others before. */
export const choicesAt =
  (place: number, ...words: readonly Choice[]): Complete =>
  (argument, cursor) =>
    wordsBefore(argument, cursor) === place ? placed(wordStart(argument, cursor), words) : []

/** All that any of them offers. */
export const either =
  (...all: readonly Complete[]): Complete =>
  (argument, cursor, context) =>
    all.flatMap((complete) => complete(argument, cursor, context))

/** Names that a target may hold, behind any of its signs. */
export const targets: Complete = (argument, cursor, { known }) =>
  /[:*?]/.test(argument.slice(signStart(argument, cursor), cursor))
    ? []
    : placed(signStart(argument, cursor), [
        ...known.sessions.map((name): Choice => [name, 'session']),
        ...[...known.groups].map(([name, sessions]): Choice => [name, `group of ${sessions.length}`]),
      ])

/** Names of sessions and groups as the first word. */
export const scopes: Complete = (argument, cursor, context) =>
  wordsBefore(argument, cursor) === 0 ? targets(argument, cursor, context) : []

/** Jobs that have not ended. */
export const openJobNumbers: Complete = (argument, cursor, { state }) =>
  placed(
    wordStart(argument, cursor),
    jobsIn(state, (job) => state.active.has(job.number)),
  )

/** Jobs that are held. */
export const heldJobNumbers: Complete = (argument, cursor, { state }) =>
  placed(
    wordStart(argument, cursor),
    jobsIn(state, (job) => job.held !== undefined && state.active.has(job.number)),
  )

/** Every job of the list, the newest first. */
export const jobNumbers: Complete = (argument, cursor, { state }) =>
  placed(
    wordStart(argument, cursor),
    jobsIn(state, () => true),
  )

/** Jobs, and the tasks of the job that is typed. */
export const jobsAndTasks: Complete = (argument, cursor, context) => {
  const start = wordStart(argument, cursor)
  const [, number] = /^(\d+)\.\d*$/.exec(argument.slice(start, cursor)) ?? []
  const job = number === undefined ? undefined : context.state.jobs.get(Number(number))
  if (!job) return jobNumbers(argument, cursor, context)
  return placed(
    start,
    job.tasks
      .slice(0, mostTasks)
      .map((task): Choice => [taskId(job.number, task.plan.number), task.phase.name]),
  )
}

/** Only as the first word. */
export const first =
  (complete: Complete): Complete =>
  (argument, cursor, context) =>
    wordsBefore(argument, cursor) === 0 ? complete(argument, cursor, context) : []

/** More than anybody chooses from. */
const mostTasks = 1_000

const jobsIn = (state: State, isMeant: (job: JobState) => boolean): Choice[] =>
  [...state.jobs.values()]
    .filter(isMeant)
    .reverse()
    .map((job): Choice => [String(job.number), job.plan.statement.replace(/\s+/g, ' ').trim()])

const placed = (from: number, words: readonly Choice[]): Completion[] =>
  words.map(([text, hint]) => ({ from, text, hint }))

const wordStart = (argument: string, cursor: number): number => argument.slice(0, cursor).search(/\S*$/)

/** A name ends at every sign of a target. */
const signStart = (argument: string, cursor: number): number =>
  argument.slice(0, cursor).search(/[^\s,&!()]*$/)

const wordsBefore = (argument: string, cursor: number): number =>
  argument
    .slice(0, wordStart(argument, cursor))
    .split(/\s+/)
    .filter((word) => word !== '').length
