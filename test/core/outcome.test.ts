import { describe, expect, test } from 'vitest'
import type { Failure } from '../../src/core/failure.ts'
import { type CallFacts, judge, judgeLate } from '../../src/core/outcome.ts'
import type { StatementKind } from '../../src/language/kind.ts'

const refused = (oracle: string): CallFacts['end'] => ({
  how: 'refused',
  failure: { code: 'statement failed', message: oracle, oracle },
})
const gone: Failure = { code: 'connection lost', message: 'NJS-500' }

const verdict = (part: Partial<CallFacts>): string => {
  const { outcome, fate, earlier } = judge({
    kind: 'dml',
    commit: false,
    wasOpen: false,
    isOpen: false,
    rows: 0,
    end: { how: 'answered' },
    ...part,
  })
  return `${outcome}, ${fate}${earlier ? `; earlier ${earlier}` : ''}`
}

describe('a call that succeeded', () => {
  test.each<[string, Partial<CallFacts>, string]>([
    ['a query leaves nothing', { kind: 'query' }, 'succeeded, none'],
    [
      'a query inside a transaction leaves it as it was',
      { kind: 'query', wasOpen: true, isOpen: true },
      'succeeded, none',
    ],
    ['DML is pending', { rows: 2, isOpen: true }, 'succeeded, pending'],
    ['DML that touched nothing leaves nothing', { rows: 0, wasOpen: true, isOpen: true }, 'succeeded, none'],
    ['DML with commit is committed', { rows: 2, commit: true }, 'succeeded, committed'],
    [
      'DML with commit commits earlier work along',
      { rows: 2, commit: true, wasOpen: true },
      'succeeded, committed; earlier committed',
    ],
    ['a block that left a transaction is pending', { kind: 'plsql', isOpen: true }, 'succeeded, pending'],
    ['a block that left none is none', { kind: 'plsql' }, 'succeeded, none'],
    [
      'a block that ended an open transaction: nobody saw how',
      { kind: 'plsql', wasOpen: true },
      'succeeded, in doubt; earlier in doubt',
    ],
    [
      'DDL commits, itself and what was open',
      { kind: 'ddl', wasOpen: true },
      'succeeded, committed; earlier committed',
    ],
    ['commit settles earlier work', { kind: 'commit', wasOpen: true }, 'succeeded, none; earlier committed'],
    [
      'rollback settles earlier work',
      { kind: 'rollback', wasOpen: true },
      'succeeded, none; earlier rolled back',
    ],
    [
      'rollback with commit has rolled back what a commit then does not find',
      { kind: 'rollback', commit: true, wasOpen: true },
      'succeeded, none; earlier rolled back',
    ],
    [
      'a savepoint settles nothing',
      { kind: 'transaction control', wasOpen: true, isOpen: true },
      'succeeded, none',
    ],
    ['row locks are pending', { kind: 'query for update', isOpen: true }, 'succeeded, pending'],
  ])('%s', (_name, facts, expected) => expect(verdict(facts)).toBe(expected))
})

describe('a call that the server refused', () => {
  test.each<[string, Partial<CallFacts>, string]>([
    ['DML leaves nothing', { end: refused('ORA-00001') }, 'failed, none'],
    [
      'a block is rolled back, but for its own commits',
      { kind: 'plsql', end: refused('ORA-20001') },
      'failed, rolled back',
    ],
    [
      'a block that committed and went on leaves the rest pending',
      { kind: 'plsql', isOpen: true, end: refused('ORA-20001') },
      'failed, pending',
    ],
    [
      'earlier work stays pending',
      { wasOpen: true, isOpen: true, end: refused('ORA-00001') },
      'failed, none',
    ],
    [
      'DDL has committed what was open before it failed',
      { kind: 'ddl', wasOpen: true, end: refused('ORA-00955') },
      'failed, none; earlier committed',
    ],
    [
      'a commit that turned into a rollback',
      { kind: 'commit', wasOpen: true, end: refused('ORA-02091') },
      'failed, none; earlier rolled back',
    ],
  ])('%s', (_name, facts, expected) => expect(verdict(facts)).toBe(expected))
})

describe('a call that was broken off', () => {
  const end: CallFacts['end'] = { how: 'broken off' }
  test.each<[string, Partial<CallFacts>, string]>([
    ['a query is just cancelled', { kind: 'query' }, 'cancelled, none'],
    ['DML whose transaction is open: changes pending', { isOpen: true }, 'cancelled, pending'],
    ['DML whose transaction is not open: rolled back', {}, 'cancelled, rolled back'],
    [
      'DML with commit and no transaction open: it may have committed',
      { commit: true },
      'cancelled, in doubt',
    ],
    ['DDL: effect unknown', { kind: 'ddl' }, 'cancelled, in doubt'],
    ['a block: effect unknown', { kind: 'plsql' }, 'cancelled, in doubt'],
    [
      'a block whose transaction is open: changes pending',
      { kind: 'plsql', isOpen: true },
      'cancelled, pending',
    ],
  ])('%s', (_name, facts, expected) => expect(verdict({ ...facts, end })).toBe(expected))
})

describe('a connection lost while the call ran', () => {
  const end: CallFacts['end'] = { how: 'lost', byUs: false, failure: gone }
  test.each<[string, Partial<CallFacts>, string]>([
    ['a query has merely failed', { kind: 'query' }, 'failed, none'],
    [
      'a query takes earlier work down',
      { kind: 'query', wasOpen: true },
      'failed, none; earlier rolled back',
    ],
    ['DML is unknown, and rolled back by its server', {}, 'unknown, rolled back'],
    ['DML with commit is in doubt', { commit: true }, 'unknown, in doubt'],
    ['a block is in doubt', { kind: 'plsql' }, 'unknown, in doubt'],
    ['DDL is in doubt', { kind: 'ddl' }, 'unknown, in doubt'],
    [
      'a commit leaves earlier work in doubt',
      { kind: 'commit', wasOpen: true },
      'unknown, none; earlier in doubt',
    ],
    [
      'a rollback with commit rolls earlier work back, whether it arrived or not',
      { kind: 'rollback', commit: true, wasOpen: true },
      'unknown, none; earlier rolled back',
    ],
  ])('%s', (_name, facts, expected) => expect(verdict({ ...facts, end })).toBe(expected))

  test('a query that we dropped was cancelled', () => {
    expect(verdict({ kind: 'query', end: { how: 'lost', byUs: true, failure: gone } })).toBe(
      'cancelled, none',
    )
  })
})

test('work is never called committed unless a commit was answered', () => {
  const kinds: StatementKind[] = [
    'query',
    'query for update',
    'dml',
    'plsql',
    'rollback',
    'transaction control',
    'session control',
    'system control',
    'unknown',
  ]
  for (const kind of kinds) {
    for (const wasOpen of [false, true]) {
      for (const isOpen of [false, true]) {
        for (const end of [
          { how: 'answered' as const },
          { how: 'broken off' as const },
          refused('ORA-00001'),
        ]) {
          const commit = kind === 'rollback'
          const { fate, earlier } = judge({ kind, commit, wasOpen, isOpen, rows: 1, end })
          expect([fate, earlier]).not.toContain('committed')
        }
      }
    }
  }
})

describe('a call that was ended for its time limit', () => {
  const late = (part: Partial<CallFacts>): string => {
    const whole: CallFacts = {
      ...{ kind: 'dml', commit: false, wasOpen: false, isOpen: false, rows: 0, end: { how: 'answered' } },
      ...part,
    }
    const { outcome, fate } = judgeLate(whole)
    return `${outcome}, ${fate}`
  }

  test.each<[string, Partial<CallFacts>, string]>([
    ['a query', { kind: 'query', end: { how: 'broken off' } }, 'timed out, none'],
    ['DML that was rolled back', { end: { how: 'broken off' } }, 'timed out, rolled back'],
    ['DML whose break came too late', { isOpen: true, end: { how: 'broken off' } }, 'timed out, pending'],
    [
      'DML with commit that was killed',
      { commit: true, end: { how: 'lost', byUs: true, failure: gone } },
      'timed out, in doubt',
    ],
    ['one that was done before', { rows: 1, isOpen: true }, 'succeeded, pending'],
    ['one that had failed before', { end: refused('ORA-00942') }, 'failed, none'],
    [
      'one whose network broke meanwhile is not our doing',
      { end: { how: 'lost', byUs: false, failure: gone } },
      'unknown, rolled back',
    ],
    [
      'a commit without an answer',
      { kind: 'commit', end: { how: 'lost', byUs: true, failure: gone } },
      'unknown, none',
    ],
  ])('%s', (_, part, expected) => {
    expect(late(part)).toBe(expected)
  })
})
