import { setImmediate as othersTurn } from 'node:timers/promises'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Call, Executed, RowSource } from '../../../src/practice/door.ts'
import { type Deed, deeds, everything, type Statement, sqlOf } from './deeds.ts'
import { openDatabase, openSession, type PracticeSession, plain } from './practice-session.ts'
import { type Answer, ReadCommitted } from './read-committed.ts'

/** A session, what it runs, and what has come of that. */
interface Actor {
  readonly session: PracticeSession
  call: Call<Executed> | undefined
  answer: Answer | undefined
  /** A query that is open, and what it has to give. */
  open: { readonly source: RowSource; readonly rows: unknown } | undefined
}

const fetchAll = async (source: RowSource): Promise<(readonly [number, number])[]> => {
  const { rows } = await source.fetch(100).done
  return rows.map((row) => row.map(plain)).map(([id, n]) => [Number(id), Number(n)])
}

const answerOf = async (call: Call<Executed>): Promise<Answer> => {
  try {
    const { rows, rowCount } = await call.done
    return rows === undefined ? { count: rowCount } : { rows: await fetchAll(rows) }
  } catch (error) {
    const [, number] = /^ORA-(\d{5}):/.exec(String((error as Error).message)) ?? []
    if (number === undefined) throw error
    return { error: Number(number) }
  }
}

/** Starts a statement whose end is noted. */
const start = (actor: Actor, statement: Statement): Promise<void> => {
  const call = actor.session.start(sqlOf(statement))
  actor.call = call
  return answerOf(call).then((answer) => {
    actor.call = undefined
    actor.answer = answer
  })
}

/** More turns of the event loop than anything takes that does not wait for a lock. */
const patience = 200

/** When every session has ended what it runs or waits for another: whom each waits for. */
const settled = async (actors: readonly Actor[], watcher: PracticeSession) => {
  for (let turns = 0; turns < patience; turns += 1) {
    await othersTurn()
    // Who ends something while the watcher looks may be the one that another was seen to wait for.
    const running = actors.filter(({ call }) => call !== undefined)
    if (running.length === 0) return actors.map(() => undefined)
    const rows = await watcher.rows('select sid, blocking_session from v$session where blocking_session > 0')
    const blockers = new Map(rows.map(([sid, blocker]) => [sid, blocker]))
    if (running.every(({ session }) => blockers.has(session.door.sid)))
      return actors.map(({ session }) => {
        const blocker = blockers.get(session.door.sid)
        return blocker === undefined
          ? undefined
          : actors.findIndex((other) => other.session.door.sid === blocker)
      })
  }
  throw new Error('some session neither ends what it runs nor waits for another')
}

const first = [1, 2, 3]

const openActors = async (count: number) => {
  // By a clock that stands still no call gives way in its middle, however slow the machine: the order is the model's.
  const database = openDatabase({ seed: false, accounts: { ann: 'a' }, now: () => 0 })
  const watcher = openSession(database, 'ann')
  await watcher.run('create table t (id number primary key, n number)')
  await watcher.run('insert into t select level, 0 from dual connect by level <= 3', { commit: true })
  const actors = Array.from(
    { length: count },
    (): Actor => ({
      ...{ session: openSession(database, 'ann'), call: undefined, answer: undefined, open: undefined },
    }),
  )
  return { watcher, actors }
}

/** The same order for rows, which have none. */
const inOrder = (answer: Answer | undefined): unknown =>
  answer !== undefined && 'rows' in answer
    ? { rows: [...answer.rows].sort(([one], [other]) => one - other) }
    : answer

type Script = readonly (readonly [number, Deed])[]

const play = async (count: number, script: Script): Promise<void> => {
  const { watcher, actors } = await openActors(count)
  try {
    await perform(script, actors, watcher)
  } finally {
    for (const { call } of actors) call?.cancel()
    await Promise.all([watcher, ...actors.map(({ session }) => session)].map(({ door }) => door.close()))
  }
}

/** Does the deeds to the database and to the model, and compares what can be seen of either after each. */
const perform = async (script: Script, actors: readonly Actor[], watcher: PracticeSession): Promise<void> => {
  const model = new ReadCommitted(actors.length, first)

  const compare = async (expected: ReadonlyMap<number, Answer>): Promise<void> => {
    const blockers = await settled(actors, watcher)
    const answers = actors.map(({ answer }) => inOrder(answer))
    expect(answers).toEqual(actors.map((_, index) => inOrder(expected.get(index))))
    expect(blockers).toEqual(model.blockers)
    for (const [index, { call, session }] of actors.entries())
      if (call === undefined) expect(session.door.isTransactionOpen).toBe(model.isOpen(index))
    for (const actor of actors) actor.answer = undefined
  }

  const act = async (index: number, deed: Deed): Promise<void> => {
    const actor = actors[index]
    if (actor === undefined) return
    switch (deed.kind) {
      case 'cancel':
        if (!model.isBusy(index)) return
        actor.call?.cancel()
        return compare(model.cancel(index))
      case 'open': {
        if (model.isBusy(index)) return
        const { rows: source } = await actor.session.start(everything).done
        actor.open?.source.close()
        if (source !== undefined) actor.open = { source, rows: inOrder({ rows: model.rows(index) }) }
        return
      }
      case 'fetch':
        if (model.isBusy(index) || actor.open === undefined) return
        expect(inOrder({ rows: await fetchAll(actor.open.source) })).toEqual(actor.open.rows)
        actor.open = undefined
        return
    }
    if (model.isBusy(index)) return
    // What a query shows of work that was rolled back before it was fetched, the manuals leave open.
    if (deed.kind === 'back' || deed.kind === 'rollback') {
      actor.open?.source.close()
      actor.open = undefined
    }
    const ended = start(actor, deed)
    // Whoever waits for a moment only has not settled while he does.
    if ('patience' in deed && deed.patience === 'moment') await ended
    await compare(model.start(index, deed))
  }

  for (const [index, deed] of script) await act(index % actors.length, deed)
  // Whoever does not wait commits, until nobody waits; then nothing is open or locked, and all see the same.
  while (actors.some((_, index) => model.isBusy(index)))
    for (const index of actors.keys()) await act(index, { kind: 'commit' })
  for (const index of actors.keys()) await act(index, { kind: 'commit' })
  await act(0, { kind: 'lock', where: 'all', patience: 'nowait' })
  for (const index of actors.keys()) await act(index, { kind: 'select', where: 'all' })
  await act(0, { kind: 'rollback' })
  expect(await watcher.rows('select count(*) from v$transaction')).toEqual([[0]])
}

describe('random transactions', () => {
  it('in two to eight sessions end, wait, fail and see what a simple model of read committed and row locks says', {
    timeout: 120_000,
  }, async () => {
    const scripts = fc.array(fc.tuple(fc.nat(7), deeds), { maxLength: 60, size: 'max' })
    await fc.assert(fc.asyncProperty(fc.integer({ min: 2, max: 8 }), scripts, play), { numRuns: 300 })
  })
})
