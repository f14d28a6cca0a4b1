/**
 * What a session or a task is doing, as sign, word and tone, and the one thing worth saying about it. It reads the
 * state and draws nothing.
 */
import type { Blocker } from '../core/event.ts'
import { jobOf } from '../core/job.ts'
import type { Outcome } from '../core/outcome.ts'
import { othersPending } from '../core/schedule.ts'
import { type SessionState, type State, type TaskState, taskOf } from '../core/state.ts'
import { endWords, stillRunsWords } from '../core/words.ts'
import { runningDuration } from './duration.ts'
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

export const waitingStatus: Status = { glyph: 'waiting', word: 'waiting', tone: 'faint' }

export const runningStatus: Status = { glyph: 'running', word: 'running', tone: 'busy' }

export function taskStatus(task: TaskState): Status {
  switch (task.phase.name) {
    case 'waiting':
      return waitingStatus
    case 'running':
      if (task.rung === 'drop') return { glyph: 'running', word: 'dropping', tone: 'warning' }
      if (task.rung === 'break') return { glyph: 'running', word: 'cancelling', tone: 'warning' }
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
    case 'refused':
      return { glyph: 'failed', word: 'refused', tone: 'bad' }
    case 'lost':
      return { glyph: 'failed', word: 'lost', tone: 'bad' }
  }
}

/** What a task has to say: who it waits for, how its work stands, its error, its last line of output. */
export function taskRemark(task: TaskState, state: State): string {
  if (task.phase.name === 'waiting') return waitRemark(task, state)
  if (task.phase.name === 'running') {
    return task.blockedBy ? `waits for ${blockerName(task.blockedBy, state)}` : (task.lastOutput ?? '')
  }
  const { end } = task.phase
  // The outcome stands in a column of its own.
  const fate = endWords(end).slice(end.outcome.length + 2)
  const isSettled = end.fate !== 'pending' && end.fate !== 'in doubt'
  const error = end.error?.message ?? end.warning ?? ''
  return [
    ...(isSettled ? [error, fate] : [fate, error]),
    stillRunsWords(end),
    end.isCut ? 'more rows followed' : '',
    end.error ? '' : (task.lastOutput ?? ''),
  ]
    .filter((part) => part !== '')
    .join(', ')
}

/** Why a task would wait for ever, unless somebody does something; empty while it just waits for its turn. */
function waitRemark(task: TaskState, state: State): string {
  const job = state.jobs.get(task.job)
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
  if (phase.name === 'refused' || phase.name === 'lost') return phase.error.message
  if (phase.name !== 'busy') return open
  return [open, taskRemark(taskOf(state, phase.task), state)].filter((part) => part !== '').join(', ')
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
  if (!ours) return `sid ${by.sid}${by.user === undefined ? '' : ` (${by.user})`}`
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
