/**
 * What is left of ended jobs that are not remembered any more: their counts, so that totals stay true, and what a person
 * may still have to look after. The jobs themselves are in the journal.
 */
import type { Key } from './apply.ts'
import type { TaskId } from './job.ts'
import type { Outcome } from './outcome.ts'
import type { JobState, State } from './state.ts'

export interface Forgotten {
  jobs: number
  /** Their tasks, by outcome. */
  readonly ended: Map<Outcome, number>
  /** Jobs of which not all that ran succeeded. */
  unsuccessful: number
  /** The lowest and the highest of their numbers. */
  first: number
  last: number
  /** Tasks whose calls may still run, and as which sessions of their servers. */
  readonly stillRunning: { readonly task: TaskId; readonly as: string }[]
}

export const noneForgotten = (): Forgotten => ({
  ...{ jobs: 0, ended: new Map(), unsuccessful: 0, stillRunning: [] },
  ...{ first: Number.MAX_SAFE_INTEGER, last: 0 },
})

/** Takes an ended job out of the state, and counts it among those that were. */
export function forgetJob(state: State, number: number): Key[] {
  const job = state.jobs.get(number)
  if (!job) throw new Error(`no job ${number}`)
  state.jobs.delete(number)
  countIn(state.forgotten, job)
  const keys: Key[] = [`job:${number}`]
  for (const { id, phase } of job.tasks) {
    const session =
      phase.name === 'ended' && phase.session !== undefined ? state.sessions.get(phase.session) : undefined
    if (session?.lastTask !== id) continue
    delete session.lastTask
    keys.push(`session:${session.spec.name}`)
  }
  return keys
}

function countIn(forgotten: Forgotten, job: JobState): void {
  forgotten.jobs++
  for (const [outcome, count] of job.ended)
    forgotten.ended.set(outcome, (forgotten.ended.get(outcome) ?? 0) + count)
  if (hasGoneWrong(job)) forgotten.unsuccessful++
  forgotten.first = Math.min(forgotten.first, job.number)
  forgotten.last = Math.max(forgotten.last, job.number)
  for (const each of stillRunning(job)) forgotten.stillRunning.push(each)
}

/** Whether tasks of a job ended otherwise than they should; what was skipped never ran. */
export const hasGoneWrong = ({ ended }: JobState): boolean =>
  [...ended].some(([outcome, count]) => count > 0 && outcome !== 'succeeded' && outcome !== 'skipped')

/** Tasks of a job whose calls may still run on their servers. */
export const stillRunning = ({ tasks }: JobState): Forgotten['stillRunning'] =>
  tasks.flatMap(({ id, phase }) =>
    phase.name === 'ended' && phase.end.mayStillRun !== undefined
      ? [{ task: id, as: phase.end.mayStillRun }]
      : [],
  )

/**
 * Whether a job of that number was forgotten, as far as that is known: a number between two that were may be that of a
 * job of another program.
 */
export const isForgotten = ({ jobs, forgotten: { first, last } }: State, number: number): boolean =>
  number >= first && number <= last && !jobs.has(number)
