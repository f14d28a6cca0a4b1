/**
 * What the end of a call means, as events that go into the log together: the task's end, the session's loss, and what
 * became of work that was pending there. Pure: it reads what is known and does nothing.
 */
import type { EventBody, TaskEnd } from '../core/event.ts'
import type { Failure } from '../core/failure.ts'
import type { TaskId } from '../core/job.ts'
import type { Verdict } from '../core/outcome.ts'
import { type SessionIdentity, type SessionName, serverAddress } from '../core/session.ts'
import { workSettled } from '../core/settled-work.ts'
import type { State } from '../core/state.ts'
import type { CallReport } from '../oracle/call.ts'
import type { Left } from './beside.ts'

/** A call that has ended in a session, and what was judged of it. */
export interface EndedCall {
  readonly task: TaskId
  readonly session: SessionName
  readonly identity: SessionIdentity
  readonly report: CallReport
  /** Rows of its answers, or rows that DML touched. */
  readonly rows: number
  readonly verdict: Verdict
  /** The connection did not survive. */
  readonly isLost: boolean
  /** What it has left on its server, if somebody looked. */
  readonly left: Left | undefined
  /** Over which time limit it was, in words, when it was cancelled for that. */
  readonly late: string | undefined
  /** Which attempt it was, counted from 1. */
  readonly attempt: number
  /** Tasks whose work was pending in the session before. */
  readonly earlier: readonly TaskId[]
}

/** The events of a failed attempt that is made again. Nothing was pending, so there is nothing to settle. */
export function eventsOfAttempt(ended: EndedCall, attempt: number, dueAt: number): EventBody[] {
  const { task, session, report, verdict, isLost } = ended
  const lost: EventBody = { type: 'session lost', session, error: lossIn(report) }
  const { fate } = verdict
  return [
    ...(isLost ? [lost] : []),
    { type: 'task retrying', task, attempt, dueAt, error: errorIn(ended), fate },
  ]
}

/** The events of a call's end. A loss stands first, so that nobody takes the session for idle in between. */
export function eventsOfEnd(ended: EndedCall, state: State): EventBody[] {
  const { task, session, verdict, isLost, earlier } = ended
  const events: EventBody[] = []
  if (isLost) events.push({ type: 'session lost', session, error: lossIn(ended.report) })
  events.push({ type: 'task ended', task, ...endOf(ended) })
  // The server of a session that is gone rolls back what was pending in it.
  const fate = verdict.earlier ?? (isLost ? 'rolled back' : undefined)
  if (fate && earlier.length > 0) events.push(...workSettled(state, session, earlier, fate))
  return events
}

/** The end of a task whose statement was never sent. */
export const neverSent = (task: TaskId, outcome: 'skipped' | 'cancelled', error?: Failure): EventBody => ({
  ...{ type: 'task ended', task, outcome, fate: 'none', rows: 0, isCut: false },
  ...(error === undefined ? {} : { error }),
})

function endOf(ended: EndedCall): TaskEnd {
  const { report, rows, verdict, isLost, attempt } = ended
  const { end, isCut, warning } = report
  const { outcome } = verdict
  const fate = isLost && verdict.fate === 'pending' ? 'rolled back' : verdict.fate
  if (end.how === 'answered' && warning === undefined && attempt === 1) return { outcome, fate, rows, isCut }
  return {
    ...{ outcome, fate, rows, isCut },
    ...(attempt === 1 ? {} : { attempts: attempt }),
    ...(end.how === 'answered' ? {} : { error: errorIn(ended) }),
    ...(warning === undefined ? {} : { warning }),
    ...stillRunning(ended),
  }
}

/** Whoever ran into the time limit is told so first. */
function errorIn({ report: { end }, verdict, late }: EndedCall): Failure {
  const failure = end.how === 'answered' || end.how === 'broken off' ? brokenOff : end.failure
  const isLate = late !== undefined && verdict.outcome === 'timed out'
  return isLate ? { ...failure, message: `${late}: ${failure.message}` } : failure
}

/** A server that said goodbye with an ORA error has ended the call; a silent one may still be at it. */
function stillRunning({
  report: { end },
  identity,
  left,
}: EndedCall): Pick<TaskEnd, 'mayStillRun' | 'notKilled'> {
  if (end.how !== 'lost' || end.failure.oracle?.startsWith('ORA-') || left?.runs === false) return {}
  return {
    mayStillRun: serverAddress(identity) ?? '?',
    ...(left === undefined ? {} : { notKilled: left.why }),
  }
}

const brokenOff: Failure = {
  code: 'call cancelled',
  message: 'ORA-01013: user requested cancel of current operation',
  oracle: 'ORA-01013',
}

const lossIn = ({ end }: CallReport): Failure =>
  end.how === 'lost'
    ? end.failure
    : { code: 'connection lost', message: 'the connection was lost after the call' }
