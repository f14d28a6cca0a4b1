/** Takes jobs in: what has to be agreed to first, the number, and the event. */
import { concealPlan } from '../core/concealment.ts'
import type { EventBody } from '../core/event.ts'
import { failureOf } from '../core/failure.ts'
import type { JobPlan } from '../core/job.ts'
import { protectedUse } from '../core/protection.ts'
import type { State } from '../core/state.ts'
import type { Storage } from '../storage/door.ts'
import { isHopeless } from './connections.ts'
import { refuseUnfit, requireRepeatable, requireSecrets, specIn } from './consent.ts'
import type { CommandOf, Reply } from './door.ts'
import type { EarlierJobs } from './earlier-jobs.ts'
import type { HiddenCalls } from './hidden-calls.ts'
import type { EventLog } from './log.ts'

export interface Submission {
  submit(command: CommandOf<'submit job'>): Promise<Reply>
  /** The next round of a repeated job, which comes after `before`. */
  submitRound(plan: JobPlan, before: number): Promise<void>
  /** Whether a job that is on its way in comes after this one. */
  isAwaited(job: number): boolean
}

export interface SubmissionParts {
  readonly log: EventLog
  readonly storage: Storage
  readonly hidden: HiddenCalls
  readonly earlier: EarlierJobs
}

export function createSubmission({ log, storage, hidden, earlier }: SubmissionParts): Submission {
  /** Jobs that those come after which are on their way in. */
  const awaited: number[] = []

  const awaiting = async <T>(job: number, work: () => Promise<T>): Promise<T> => {
    awaited.push(job)
    try {
      return await work()
    } finally {
      awaited.splice(awaited.indexOf(job), 1)
    }
  }

  const submit = (command: CommandOf<'submit job'>): Promise<Reply> => {
    const { after } = command.plan
    return after ? awaiting(after.job, () => takeIn(command)) : takeIn(command)
  }

  const takeIn = async ({
    plan: given,
    confirmed,
    secrets = {},
  }: CommandOf<'submit job'>): Promise<Reply> => {
    const before = refuseUnfit(given, log.state, confirmed)
    if (before) return before
    requireSecrets(given, secrets)
    requireRepeatable(given, secrets)
    if (given.after && !log.state.jobs.has(given.after.job)) await earlier.require(given.after.job)
    const { plan, calls } = concealPlan(given)
    const job = await storage.reserveJob(plan.resumes)
    // Somebody else may have been decided on meanwhile.
    const after = refuseUnfit(given, log.state, confirmed)
    if (after) return after
    hidden.keep(job, calls, secrets)
    log.record(...secondChances(log.state, plan), { type: 'job queued', job, plan })
    return { type: 'queued', job }
  }

  /** Nobody waits for an answer: that no round follows after all is an event. */
  const submitRound = async (plan: JobPlan, before: number): Promise<void> => {
    const confirmed = protectedUse(plan, specIn(log.state))?.count
    const command = { type: 'submit job', plan, ...(confirmed !== undefined && { confirmed }) } as const
    await awaiting(before, async () => {
      const problem = await submit(command).then(
        ({ type }) => (type === 'queued' ? undefined : 'the next round would settle work of other jobs'),
        (error: unknown) => failureOf(error).message,
      )
      if (problem !== undefined) log.record({ type: 'round ended', job: before, last: problem })
    })
  }

  return { submit, submitRound, isAwaited: (job) => awaited.includes(job) }
}

/** A new job is reason enough to try a refused session again, but never with a password that was refused. */
const secondChances = (state: State, plan: JobPlan): EventBody[] =>
  plan.sessions.flatMap((name) => {
    const phase = state.sessions.get(name)?.phase
    return phase?.name === 'refused' && !isHopeless(phase.error)
      ? [{ type: 'session closed', session: name }]
      : []
  })
