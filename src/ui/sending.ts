/**
 * Sends what the user asks of the engine, and asks back where that needs consent: protected sessions, and the open work
 * of other jobs.
 */
import type { Settings } from '../commands/command.ts'
import type { JobPlan } from '../core/job.ts'
import { findSession, type SessionName, type SessionSpec } from '../core/session.ts'
import type { JobState } from '../core/state.ts'
import type { Engine, Command as EngineCommand, Reply } from '../engine/door.ts'
import { numberQuestion, othersQuestion } from './asking/consent-question.ts'
import { jobToAwait, type Store } from './store.ts'
import type { createSubmitter } from './submit.ts'
import { triedWords } from './tried-words.ts'
import type { Notice, Question } from './view.ts'

/** Whether what stands behind it in the prompt may run. */
export type MayGoOn = boolean

export interface Sending {
  /**
   * Queues a job; it is added to `jobs` then.
   * @param confirmed how many protected sessions it touches, as the user said
   * @param given sessions that came with the plan and are not saved
   */
  submit(
    plan: JobPlan,
    confirmed?: number,
    jobs?: Set<JobState>,
    given?: readonly SessionSpec[],
  ): Promise<MayGoOn>
  /** Sends a command; `done` is said once it is done. */
  send(command: EngineCommand, done: string): Promise<MayGoOn>
  /** Opens sessions before a statement wants them, and says how that went. */
  open(names: readonly SessionName[]): Promise<MayGoOn>
  /** What comes behind it in the prompt does not wait for the answer. */
  ask(question: Question): MayGoOn
}

export interface SendingParts {
  readonly engine: Engine
  readonly store: Store
  readonly sessions: readonly SessionSpec[]
  readonly say: (text: string, tone?: Notice['tone']) => void
  readonly refuse: (error: unknown) => MayGoOn
  readonly submitInTurn: ReturnType<typeof createSubmitter>
  /** Hears which job a statement became, and what it alone got. */
  readonly onQueued?: (job: number, next: Settings['next']) => void
}

export function createSending(parts: SendingParts): Sending {
  const { engine, store, sessions, say, refuse, submitInTurn, onQueued } = parts
  const { state, view, change } = store

  async function submit(
    plan: JobPlan,
    confirmed?: number,
    jobs?: Set<JobState>,
    given?: readonly SessionSpec[],
  ): Promise<MayGoOn> {
    const reply = await submitInTurn(plan, confirmed, given)
    if (reply.type === 'queued') {
      onQueued?.(reply.job, view().settings.next)
      change({ selected: { job: reply.job }, settings: { ...view().settings, next: {} } })
      jobs?.add(await jobToAwait(store, reply.job))
    }
    if (reply.type !== 'needs consent') return heed(reply)
    if (reply.protected) {
      const { count } = reply.protected
      const sessions = given === undefined ? {} : { given }
      return ask(numberQuestion(reply.protected, { type: 'submit', plan, confirmed: count, ...sessions }))
    }
    return ask(
      othersQuestion(reply.others, {
        ...{ type: 'submit', plan: { ...plan, settlesOthers: true } },
        ...(confirmed !== undefined && { confirmed }),
        ...(given !== undefined && { given }),
      }),
    )
  }

  async function send(command: EngineCommand, done: string): Promise<MayGoOn> {
    const reply = await engine.send(command)
    if (reply.type === 'done') say(done, 'good')
    if (reply.type !== 'needs consent') return heed(reply)
    if (reply.protected) {
      const agreed = { ...command, confirmed: reply.protected.count } as EngineCommand
      return ask(numberQuestion(reply.protected, { type: 'send', command: agreed, done }))
    }
    const agreed = { ...command, settlesOthers: true } as EngineCommand
    return ask(othersQuestion(reply.others, { type: 'send', command: agreed, done }))
  }

  async function open(names: readonly SessionName[]): Promise<MayGoOn> {
    const missing = names.filter((name) => !state.sessions.has(name))
    const specs = missing.flatMap((name) => findSession(name, sessions) ?? [])
    const reply = await engine.send({ type: 'add sessions', sessions: specs })
    if (reply.type === 'refused') return heed(reply)
    const opened = await engine.send({ type: 'open sessions', sessions: names })
    if (opened.type !== 'done') return heed(opened)
    const { text, tone } = triedWords(names, state)
    say(text, tone)
    return true
  }

  function ask(question: Question): MayGoOn {
    change({ question })
    return false
  }

  const heed = (reply: Reply): MayGoOn => (reply.type === 'refused' ? refuse(reply.failure) : true)

  return { submit, send, open, ask }
}
