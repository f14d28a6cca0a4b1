/**
 * How a task ended and what became of its work: always the pair. Decided from what is known, never guessed; it does
 * not know how a call is made or broken off.
 */
import type { StatementKind } from '../language/kind.ts'
import type { Failure } from './failure.ts'

/** How a task ended. `unknown`: it was sent, and nobody saw the answer. */
export type Outcome = 'succeeded' | 'failed' | 'cancelled' | 'timed out' | 'skipped' | 'unknown'

/** What became of a task's work. */
export type Fate = 'none' | 'pending' | 'committed' | 'rolled back' | 'in doubt'

/** What is known when a call has ended. */
export interface CallFacts {
  readonly kind: StatementKind
  /** The call carried a commit in its own round trip. */
  readonly commit: boolean
  /** The session had a transaction open before the call, and after it. */
  readonly wasOpen: boolean
  readonly isOpen: boolean
  /** Rows that DML touched. */
  readonly rows: number
  readonly end:
    | { readonly how: 'answered' }
    | { readonly how: 'refused'; readonly failure: Failure }
    /** ORA-01013 came back. */
    | { readonly how: 'broken off' }
    /** The connection went while the call ran; `byUs` when a cancel dropped it. */
    | { readonly how: 'lost'; readonly byUs: boolean; readonly failure: Failure }
}

/** What a call's end means: for its own task, and for tasks whose work was pending in the same session before it. */
export interface Verdict {
  readonly outcome: Outcome
  readonly fate: Fate
  /** undefined: earlier work is as pending as it was. */
  readonly earlier: Fate | undefined
}

/** Judges the end of a call by the rules of Oracle's transactions. */
export function judge(facts: CallFacts): Verdict {
  switch (facts.end.how) {
    case 'answered':
      return { outcome: 'succeeded', fate: fateOfSuccess(facts), earlier: earlierAfterSuccess(facts) }
    case 'refused':
      return {
        outcome: 'failed',
        fate: fateOfRefusal(facts),
        earlier: earlierAfterRefusal(facts, facts.end.failure),
      }
    case 'broken off':
      return { outcome: 'cancelled', fate: fateOfBreak(facts), earlier: earlierAfterBreak(facts) }
    case 'lost':
      return judgeLoss(facts, facts.end.byUs)
  }
}

/** The same for a call that was broken off, or whose session was ended, because it was over its time limit. */
export function judgeLate(facts: CallFacts): Verdict {
  const verdict = judge(facts)
  const { kind, end } = facts
  const isOurDoing = end.how === 'broken off' || (end.how === 'lost' && end.byUs)
  // A commit that got no answer is told as that.
  if (!isOurDoing || (end.how === 'lost' && (kind === 'commit' || kind === 'rollback'))) return verdict
  return { ...verdict, outcome: 'timed out' }
}

/** A connection that broke without a call running: its server rolls back what was pending. */
export const fateOfIdleLoss: Fate = 'rolled back'

/** Whether running this statement settles work that other jobs have pending in its session. */
export const settlesEarlierWork = (kind: StatementKind, commit: boolean): boolean => commit || kind === 'ddl'

function fateOfSuccess({ kind, commit, wasOpen, isOpen, rows }: CallFacts): Fate {
  switch (kind) {
    case 'ddl':
      return 'committed'
    case 'commit':
    case 'rollback':
    case 'transaction control':
    case 'session control':
    case 'system control':
      return 'none'
    case 'query':
      return isOpen && !wasOpen ? 'pending' : 'none'
    case 'query for update':
      return isOpen ? 'pending' : commit ? 'committed' : 'none'
    case 'dml':
      if (commit) return rows > 0 ? 'committed' : 'none'
      return isOpen && (rows > 0 || !wasOpen) ? 'pending' : 'none'
    case 'plsql':
    case 'unknown':
      if (commit) return 'committed'
      if (isOpen) return 'pending'
      // The block itself ended a transaction that was open, by a commit or a rollback that nobody saw.
      return wasOpen ? 'in doubt' : 'none'
  }
}

function earlierAfterSuccess({ kind, commit, wasOpen, isOpen }: CallFacts): Fate | undefined {
  if (!wasOpen) return undefined
  // Whatever its job says: a commit after a rollback finds nothing.
  if (kind === 'rollback') return 'rolled back'
  if (kind === 'ddl' || kind === 'commit' || (commit && kind !== 'query')) return 'committed'
  return isOpen ? undefined : 'in doubt'
}

/** Oracle rolls a refused statement back by itself; a block's own commits stay. */
function fateOfRefusal({ kind, wasOpen, isOpen }: CallFacts): Fate {
  if (kind !== 'plsql') return 'none'
  return isOpen && !wasOpen ? 'pending' : 'rolled back'
}

function earlierAfterRefusal({ kind, wasOpen, isOpen }: CallFacts, failure: Failure): Fate | undefined {
  if (!wasOpen || isOpen) return undefined
  // DDL commits before it runs; ORA-02091 says that a commit turned into a rollback (deferred constraints).
  if (kind === 'ddl') return 'committed'
  return failure.oracle === 'ORA-02091' ? 'rolled back' : 'in doubt'
}

/** ORA-01013 can hide finished work: only the transaction flag tells. */
function fateOfBreak({ kind, commit, isOpen }: CallFacts): Fate {
  switch (kind) {
    case 'query':
    case 'transaction control':
    case 'session control':
    case 'system control':
      return 'none'
    case 'query for update':
    case 'dml':
      if (isOpen) return 'pending'
      return commit ? 'in doubt' : 'rolled back'
    case 'commit':
    case 'rollback':
      return 'none'
    case 'ddl':
      return 'in doubt'
    case 'plsql':
    case 'unknown':
      return isOpen ? 'pending' : 'in doubt'
  }
}

function earlierAfterBreak({ kind, wasOpen, isOpen }: CallFacts): Fate | undefined {
  if (!wasOpen || isOpen) return undefined
  return kind === 'rollback' ? 'rolled back' : kind === 'ddl' || kind === 'commit' ? 'committed' : 'in doubt'
}

function judgeLoss({ kind, commit, wasOpen }: CallFacts, byUs: boolean): Verdict {
  const mayHaveCommitted =
    kind === 'commit' ||
    kind === 'ddl' ||
    kind === 'plsql' ||
    kind === 'unknown' ||
    (commit && kind !== 'query' && kind !== 'rollback')
  const earlier: Fate | undefined = !wasOpen ? undefined : mayHaveCommitted ? 'in doubt' : 'rolled back'
  if (kind === 'query') return { outcome: byUs ? 'cancelled' : 'failed', fate: 'none', earlier }
  if (kind === 'commit' || kind === 'rollback') return { outcome: 'unknown', fate: 'none', earlier }
  return { outcome: 'unknown', fate: mayHaveCommitted ? 'in doubt' : 'rolled back', earlier }
}
