import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openDatabase, openSession, type PracticeSession } from './practice-session.ts'

/** What a session may do next. Keys are few, so that sessions meet. */
type Deed =
  | { readonly kind: 'insert' | 'delete' | 'add'; readonly id: number; readonly n: number }
  | { readonly kind: 'read' | 'commit' | 'rollback' | 'savepoint' | 'back' }

const deed: fc.Arbitrary<Deed> = fc.oneof(
  fc.record({
    kind: fc.constantFrom('insert' as const, 'delete' as const, 'add' as const),
    id: fc.integer({ min: 1, max: 4 }),
    n: fc.integer({ min: 1, max: 9 }),
  }),
  fc.record({ kind: fc.constantFrom('read', 'commit', 'rollback', 'savepoint', 'back') }),
)

const sqlOf = (of: Deed): string => {
  switch (of.kind) {
    case 'insert':
      return `insert into t values (${of.id}, ${of.n})`
    case 'delete':
      return `delete from t where id = ${of.id}`
    case 'add':
      return `update t set n = n + ${of.n} where id = ${of.id}`
    case 'read':
      return 'select id, n from t order by id'
    case 'savepoint':
      return 'savepoint s'
    case 'back':
      return 'rollback to s'
    case 'commit':
    case 'rollback':
      return of.kind
  }
}

type Rows = ReadonlyMap<number, number>

/** A session of the model: what it sees is what is committed, with its own changes over it. */
interface Seen {
  changes: Map<number, number | undefined>
  saved: Map<number, number | undefined> | undefined
}

const openTable = async (sessions: number) => {
  const database = openDatabase()
  const first = openSession(database, 'ann')
  await first.run('create table t (id number primary key, n number)')
  await first.run('insert into t select level, 0 from dual connect by level <= 2', { commit: true })
  return [first, ...Array.from({ length: sessions - 1 }, () => openSession(database, 'ann'))]
}

const readAll = async (session: PracticeSession): Promise<Rows> =>
  new Map((await session.rows('select id, n from t')).map(([id, n]) => [Number(id), Number(n)]))

describe('sessions side by side', () => {
  it('see and change what a simple model of read committed says', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.nat(3), deed), { maxLength: 40 }), async (deeds) => {
        const sessions = await openTable(4)
        let committed: Rows = new Map([
          [1, 0],
          [2, 0],
        ])
        const model = sessions.map((): Seen => ({ changes: new Map(), saved: undefined }))
        const view = (seen: Seen): Rows => {
          const rows = new Map(committed)
          for (const [id, n] of seen.changes) {
            if (n === undefined) rows.delete(id)
            else rows.set(id, n)
          }
          return rows
        }
        for (const [index, next] of deeds) {
          const session = sessions[index]
          const seen = model[index]
          if (session === undefined || seen === undefined) continue
          // What would wait is tried elsewhere: here every deed has its answer at once.
          if ('id' in next && model.some((other) => other !== seen && other.changes.has(next.id))) continue
          const rows = view(seen)
          switch (next.kind) {
            case 'insert':
              if (rows.has(next.id)) expect(await session.failure(sqlOf(next))).toMatch(/^ORA-00001/)
              else {
                expect(await session.run(sqlOf(next))).toBe(1)
                seen.changes.set(next.id, next.n)
              }
              break
            case 'delete':
            case 'add': {
              const before = rows.get(next.id)
              expect(await session.run(sqlOf(next))).toBe(before === undefined ? 0 : 1)
              if (before !== undefined)
                seen.changes.set(next.id, next.kind === 'delete' ? undefined : before + next.n)
              break
            }
            case 'read':
              expect(await readAll(session)).toEqual(rows)
              break
            case 'commit':
            case 'rollback':
              await session.run(next.kind)
              if (next.kind === 'commit') committed = rows
              seen.changes = new Map()
              seen.saved = undefined
              break
            case 'savepoint':
              await session.run(sqlOf(next))
              seen.saved = new Map(seen.changes)
              break
            case 'back':
              if (seen.saved === undefined) expect(await session.failure(sqlOf(next))).toMatch(/^ORA-01086/)
              else {
                await session.run(sqlOf(next))
                seen.changes = new Map(seen.saved)
              }
              break
          }
        }
        for (const [index, session] of sessions.entries())
          expect(await readAll(session)).toEqual(
            view(model[index] ?? { changes: new Map(), saved: undefined }),
          )
        await Promise.all(sessions.map((session) => session.door.close()))
      }),
      { numRuns: 60 },
    )
  })

  it('come to an end whatever they do to each other, each statement with an answer or an ORA error', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(deed, { maxLength: 12 }), { minLength: 4, maxLength: 4 }),
        async (scripts) => {
          const sessions = await openTable(4)
          await Promise.all(
            sessions.map(async (session, index) => {
              for (const next of scripts[index] ?? []) {
                const { done } = session.start(sqlOf(next))
                await done.catch((error: Error) => expect(error.message).toMatch(/^ORA-(00001|00060|01086):/))
              }
              await session.door.rollback().done
            }),
          )
          expect((await sessions[0]?.rows('select count(*) from v$transaction'))?.[0]).toEqual([0])
          await Promise.all(sessions.map((session) => session.door.close()))
        },
      ),
      { numRuns: 60 },
    )
  })
})
