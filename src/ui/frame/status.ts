/**
 * What a session or a task is doing, as sign, word and tone, and the one thing worth saying about it. It reads the
 * state and draws nothing.
 */
import type { Blocker, CancelRung, Progress } from '../../core/event.ts'
import { jobOf } from '../../core/job.ts'
import type { Outcome } from '../../core/outcome.ts'
import { attemptWords } from '../../core/retry.ts'
import { othersPending } from '../../core/schedule.ts'
import { type SessionState, type State, type TaskState, taskOf } from '../../core/state.ts'
import { endWords, retryWords, stillRunsWords } from '../../core/words.ts'
import { runningDuration } from './duration.ts'
import { onOneLine } from './text.ts'
import type { Glyphs, Tone } from './theme.ts'

export interface Status {
  readonly glyph: keyof Glyphs
  readonly word: string
  readonly tone: Tone
}

const outcomes: Readonly<Record<Outcome, Status>> = {
  succeeded: { glyph: 'succeeded', word: 'succeeded', tone: 'good' },
  failed: { glyph: 'failed', word: 'failed', tone: 'bad' },
  cancelled: { glyph: 'cancelled', word: 'cancelled', tone: 'warning' },
  'timed out': { glyph: 'cancelled', word: 'timed out', tone: 'warning' },
  skipped: { glyph: 'skipped', word: 'skipped', tone: 'faint' },
  unknown: { glyph: 'unknown', word: 'unknown', tone: 'bad' },
}

export const outcomeStatus = (outcome: Outcome): Status => outcomes[outcome]

/** How far a cancel has climbed, in words that fit the column. */
const rungStatus: Readonly<Record<CancelRung, string>> = {
  break: 'cancelling',
  'cancel sql': 'cancel sql',
  kill: 'killing',
  drop: 'dropping',
}

export const waitingStatus: Status = { glyph: 'waiting', word: 'waiting', tone: 'faint' }

const retryingStatus: Status = { glyph: 'waiting', word: 'retrying', tone: 'warning' }

export const runningStatus: Status = { glyph: 'running', word: 'running', tone: 'busy' }

export function taskStatus(task: TaskState): Status {
  switch (task.phase.name) {
    case 'waiting':
      return task.retry ? retryingStatus : waitingStatus
    case 'running':
      if (task.rung) return { glyph: 'running', word: rungStatus[task.rung], tone: 'warning' }
      if (task.blockedBy) return { glyph: 'running', word: 'blocked', tone: 'warning' }
      return runningStatus
    case 'ended':
      return outcomes[task.phase.end.outcome]
  }
}

export function sessionStatus(session: SessionState, state: State): Status {
  switch (session.phase.name) {
    case 'closed':
      return { glyph: 'closed', word: 'closed', tone: 'faint' }
    case 'opening':
      return { glyph: 'waiting', word: 'opening', tone: 'busy' }
    case 'idle':
      return session.pending.length > 0
        ? { glyph: 'pending', word: 'open work', tone: 'warning' }
        : { glyph: 'idle', word: 'idle', tone: 'faint' }
    case 'busy':
      return taskStatus(taskOf(state, session.phase.task))
    case 'ending':
      return {
        glyph: 'running',
        word: session.phase.how === 'commit' ? 'committing' : 'rolls back',
        tone: 'busy',
      }
    case 'waiting':
      return { glyph: 'waiting', word: 'waiting', tone: 'warning' }
    case 'refused':
      return { glyph: 'failed', word: 'refused', tone: 'bad' }
    case 'lost':
      return { glyph: 'failed', word: 'lost', tone: 'bad' }
  }
}

/**
 * What a task has to say: who it waits for, how its work stands, its error, its last line of output. `now`: for how
 * long, too.
 */
export function taskRemark(task: TaskState, state: State, now?: number): string {
  if (task.phase.name === 'waiting') return task.retry ? retryRemark(task, state) : waitRemark(task, state)
  if (task.phase.name === 'running') {
    if (task.rungWhy !== undefined) return task.rungWhy
    const { progress, blockedBy } = task
    if (blockedBy) return [`waits for ${blockerName(blockedBy, state)}`, waitTime(progress, now)].join('')
    const told = [operationWords(progress, now), task.lastOutput ?? retryRemark(task, state)]
    const words = told.filter((part) => part !== '').join(', ')
    return words === '' ? waitWords(progress, now) : words
  }
  const { end } = task.phase
  // The outcome stands in a column of its own.
  const fate = endWords(end).slice(end.outcome.length + 2)
  const isSettled = end.fate !== 'pending' && end.fate !== 'in doubt'
  const error = onOneLine(end.error?.message ?? end.warning ?? '')
  return [
    ...(isSettled ? [error, fate] : [fate, error]),
    stillRunsWords(end),
    end.attempts === undefined ? '' : `${end.attempts} attempts`,
    end.isCut ? 'more rows followed' : '',
    end.error ? '' : (task.lastOutput ?? ''),
  ]
    .filter((part) => part !== '')
    .join(', ')
}

/** `25% of Table Scan, 12s left`: the server's own count. */
function operationWords({ operation, soFar, totalWork, endsAt }: Progress = {}, now?: number): string {
  if (operation === undefined || soFar === undefined || !totalWork) return ''
  const left =
    now !== undefined && endsAt !== undefined && endsAt > now ? `, ${runningDuration(endsAt - now)} left` : ''
  return `${Math.floor((100 * soFar) / totalWork)}% of ${operation}${left}`
}

/** A wait shorter than that is none that anybody would look into. */
const leastWait = 2000

function waitWords({ wait, waitsSince }: Progress = {}, now?: number): string {
  if (!wait || now === undefined || waitsSince === undefined || now - waitsSince < leastWait) return ''
  return `${wait.event} ${runningDuration(now - waitsSince)}`
}

const waitTime = ({ waitsSince }: Progress = {}, now?: number): string =>
  now === undefined || waitsSince === undefined ? '' : `, ${runningDuration(now - waitsSince)}`

/** How its last attempt went, or which one runs; empty for the first. */
function retryRemark({ retry, job, phase }: TaskState, state: State): string {
  if (!retry) return ''
  const retries = state.jobs.get(job)?.plan.retries
  if (phase.name === 'waiting') return retryWords(retry, retries)
  return retry.attempt > 0 ? attemptWords(retry.attempt + 1, retries) : ''
}

/** Why a task would wait for ever, unless somebody does something; empty while it just waits for its turn. */
function waitRemark(task: TaskState, state: State): string {
  const job = state.jobs.get(task.job)
  if (job?.held !== undefined) return `held: ${job.held}`
  if (job?.plan.mode !== 'any') return ''
  const isTaken = job.plan.sessions.every((name) => {
    const session = state.sessions.get(name)
    return session !== undefined && othersPending(job, session).length > 0
  })
  return isTaken ? 'commit or rollback first: all hold uncommitted work' : ''
}

/** What a session has to say: whose work is open in it, its error, or what its task says. */
export function sessionRemark(session: SessionState, state: State, now: number): string {
  const { phase } = session
  const open = session.pending.length > 0 ? openWords(session, now) : ''
  if (phase.name === 'refused' || phase.name === 'lost' || phase.name === 'waiting')
    return onOneLine(phase.error.message)
  if (phase.name !== 'busy') return open
  return [open, taskRemark(taskOf(state, phase.task), state, now)].filter((part) => part !== '').join(', ')
}

/** How long work has been open, and which jobs it comes from: `2m 03s, job 1, 3`. The age goes first: it is never cut. */
function openWords({ phase, pending, pendingSince }: SessionState, now: number): string {
  const age = pendingSince === undefined ? '' : `${runningDuration(now - pendingSince)}, `
  const mark = phase.name === 'idle' ? '' : 'open work '
  return `${mark}${age}job ${[...new Set(pending.map(jobOf))].join(', ')}`
}

/** `scott#2 (yours, idle, uncommitted)`: a session of ours with what it does, any other by its place. */
export function blockerName(by: Blocker, state: State): string {
  const ours = by.session === undefined ? undefined : state.sessions.get(by.session)
  const at = by.instance === undefined ? '' : `@${by.instance}`
  if (!ours) return `sid ${by.sid}${at}${by.user === undefined ? '' : ` (${by.user})`}`
  const open = ours.pending.length > 0 ? ', uncommitted' : ''
  return `${ours.spec.name} (yours, ${ours.phase.name}${open})`
}

/** Rows of a task's answers so far, or those that DML touched. */
export function rowCount(task: TaskState): number {
  if (task.phase.name === 'ended') return task.phase.end.rows
  return task.results.reduce((sum, result) => sum + (result?.count ?? 0), 0)
}

/** Milliseconds that a task has run; undefined when it never did. */
export function elapsed(task: TaskState, now: number): number | undefined {
  const { phase } = task
  if (phase.name === 'running') return now - phase.since
  if (phase.name === 'ended' && phase.since !== undefined) return phase.at - phase.since
  return undefined
}
