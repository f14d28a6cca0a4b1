import { describe, expect, test } from 'vitest'
import { likenessOf, type SeenSession } from '../../src/core/same-session.ts'
import type { SessionIdentity } from '../../src/core/session.ts'

const identity: SessionIdentity = {
  ...{ user: 'SCOTT', databaseName: 'ORCL', serverVersion: '23.26.0.0.0', sid: 7, serial: 12, instance: 1 },
  ...{ audsid: 42, logonTime: '2026-11-28 10:00:00', module: 'multisession' },
}

const seen: SeenSession = {
  ...{ serial: 12, audsid: 42, user: 'SCOTT', module: 'multisession', logonTime: '2026-11-28 10:00:00' },
}

describe('a session on the server is taken for ours', () => {
  test('when all that is known of it holds', () => {
    expect(likenessOf(identity, seen).is).toBe('ours')
  })

  test.each<[string, Partial<SeenSession>]>([
    ['its serial number is another', { serial: 13 }],
    [
      'it logged on at another time, though sid and serial# are the same',
      { logonTime: '2026-11-28 10:00:01' },
    ],
    ['it is of another user', { user: 'A' }],
    ['it is of another audit session', { audsid: 43 }],
  ])('never when %s: ours has gone', (_, part) => {
    expect(likenessOf(identity, { ...seen, ...part })).toEqual({ is: 'gone' })
  })

  test('never when its module has changed, and it says so', () => {
    expect(likenessOf(identity, { ...seen, module: 'payroll' })).toEqual({
      is: 'doubtful',
      why: 'its module is "payroll" now, not "multisession"',
    })
  })

  test.each(['serial', 'logonTime', 'module'] as const)('never when its %s was not known', (part) => {
    const { [part]: _, ...less } = identity
    expect(likenessOf(less, seen).is).toBe('doubtful')
  })
})
