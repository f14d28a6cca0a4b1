/**
 * A model of transactions on one table `t (id primary key, n)`, small enough to be read and believed: what is committed,
 * what each session has changed, locked and done to keys since, and who waits for whom. Statements are generators that
 * yield the session they wait for. Rows are met in the order they came. Knows nothing of the practice database.
 */
import type { Patience, Statement, Where } from './deeds.ts'

/** A row's values; never changed. */
interface Entry {
  readonly id: number
  readonly n: number
}

type Rows = readonly (readonly [id: number, n: number])[]

export type Answer = { readonly count: number } | { readonly rows: Rows } | { readonly error: number }

/** What a transaction has done so far, which is what rolling back takes back. Rows are numbers; undefined: deleted. */
interface Work {
  readonly changes: ReadonlyMap<number, Entry | undefined>
  readonly locks: ReadonlySet<number>
  /** Keys that it has given to a row or taken from one: nobody else can know whether they are free. */
  readonly keys: ReadonlySet<number>
}

const nothing: Work = { changes: new Map(), locks: new Set(), keys: new Set() }

/** An ORA error. */
class Failure extends Error {
  readonly number: number

  constructor(number: number) {
    super(`ORA-${number}`)
    this.number = number
  }
}

/** What found a row has changed since the statement began. */
class Restart extends Error {}

type Waiting<T> = Generator<Session, T, void>

interface Session {
  work: Work
  /** Whether it has a transaction: one that has locked or changed something, until it commits or rolls back. */
  isOpen: boolean
  readonly savepoints: Map<string, Work>
  running: Waiting<Answer> | undefined
  waitsFor: Session | undefined
  /** Those who wait for its transaction to end, in the order they came. */
  waiters: Session[]
}

const newSession = (): Session => ({
  ...{ work: nothing, isOpen: false, savepoints: new Map() },
  ...{ running: undefined, waitsFor: undefined, waiters: [] },
})

const isMet = (where: Where, { id, n }: Entry): boolean => {
  if (where === 'all') return true
  if ('id' in where) return id === where.id
  return 'upTo' in where ? id <= where.upTo : n >= where.least
}

type Columns = readonly (keyof Entry)[]

const columnsIn = (where: Where): Columns => {
  if (where === 'all') return []
  return 'least' in where ? ['n'] : ['id']
}

/** A database with so many sessions and some rows (id, 0). */
export class ReadCommitted {
  readonly #sessions: readonly Session[]
  readonly #committed = new Map<number, Entry>()
  #lastRow = 0
  /** Sessions whose wait is over, in the order they go on. */
  readonly #ready: Session[] = []
  #answers = new Map<number, Answer>()

  constructor(sessions: number, ids: readonly number[]) {
    this.#sessions = Array.from({ length: sessions }, newSession)
    for (const id of ids) this.#committed.set(this.#newRow(), { id, n: 0 })
  }

  isBusy(session: number): boolean {
    return this.#session(session).running !== undefined
  }

  isOpen(session: number): boolean {
    return this.#session(session).isOpen
  }

  /** Whom each session waits for. */
  get blockers(): readonly (number | undefined)[] {
    return this.#sessions.map(({ waitsFor }) => waitsFor && this.#sessions.indexOf(waitsFor))
  }

  /** Everything that the session sees. */
  rows(session: number): Rows {
    return this.#chosen(this.#session(session), 'all').map(([, { id, n }]) => [id, n])
  }

  /** Starts a statement; what ends because of it, itself and others, in that order. */
  start(session: number, statement: Statement): ReadonlyMap<number, Answer> {
    const me = this.#session(session)
    me.running = this.#run(me, statement)
    return this.#goOn(me)
  }

  /** Ends a statement that waits. */
  cancel(session: number): ReadonlyMap<number, Answer> {
    const me = this.#session(session)
    if (me.waitsFor !== undefined) me.waitsFor.waiters = me.waitsFor.waiters.filter((other) => other !== me)
    return this.#goOn(me, new Failure(1013))
  }

  #session(index: number): Session {
    const session = this.#sessions[index]
    if (session === undefined) throw new Error(`no session ${index}`)
    return session
  }

  #newRow(): number {
    this.#lastRow += 1
    return this.#lastRow
  }

  // ---- who goes on when -----------------------------------------------------------------------------------

  #goOn(first: Session, error?: Failure): ReadonlyMap<number, Answer> {
    this.#step(first, error)
    for (let next = this.#ready.shift(); next !== undefined; next = this.#ready.shift()) this.#step(next)
    const answers = this.#answers
    this.#answers = new Map()
    return answers
  }

  /** Goes on to the end or to the next wait. */
  #step(me: Session, error?: Failure): void {
    const { running } = me
    if (running === undefined) return
    me.waitsFor = undefined
    const { done, value } = error === undefined ? running.next() : running.throw(error)
    if (!done) {
      me.waitsFor = value
      value.waiters.push(me)
      return
    }
    me.running = undefined
    this.#answers.set(this.#sessions.indexOf(me), value)
    // Who has no transaction, or none any more, is in nobody's way.
    if (me.isOpen) return
    for (const waiter of me.waiters) waiter.waitsFor = undefined
    this.#ready.push(...me.waiters)
    me.waiters = []
  }

  /** Waits for the other's transaction to end. */
  *#wait(me: Session, other: Session): Waiting<void> {
    this.#refuseCircle(me, other)
    yield other
  }

  /** Who would wait for somebody that waits for him would wait for ever: that is an error, his. */
  #refuseCircle(me: Session, other: Session): void {
    for (let next: Session | undefined = other; next !== undefined; next = next.waitsFor)
      if (next === me) throw new Failure(60)
  }

  // ---- statements -----------------------------------------------------------------------------------------

  /** A statement that fails has done nothing; what was done before it stays. */
  *#run(me: Session, statement: Statement): Waiting<Answer> {
    const before = me.work
    try {
      const answer = yield* this.#answer(me, statement)
      if (me.work.locks.size > 0) me.isOpen = true
      return answer
    } catch (error) {
      if (!(error instanceof Failure)) throw error
      me.work = before
      return { error: error.number }
    }
  }

  *#answer(me: Session, statement: Statement): Waiting<Answer> {
    switch (statement.kind) {
      case 'select':
        return { rows: this.#chosen(me, statement.where).map(([, { id, n }]) => [id, n]) }
      case 'lock':
      case 'lock id':
        return { rows: yield* this.#untilSettled(me, () => this.#lockAll(me, statement)) }
      case 'merge':
        return { count: yield* this.#untilSettled(me, () => this.#merge(me, statement)) }
      case 'add':
      case 'delete':
      case 'move':
        return { count: yield* this.#untilSettled(me, () => this.#changeAll(me, statement)) }
      case 'insert': {
        const { id, n, rows } = statement
        for (let next = id; next < id + rows; next += 1)
          yield* this.#change(me, this.#newRow(), { id: next, n })
        return { count: rows }
      }
      case 'savepoint':
        me.savepoints.delete(statement.name)
        me.savepoints.set(statement.name, me.work)
        return { count: 0 }
      case 'back': {
        const saved = me.savepoints.get(statement.name)
        if (saved === undefined) throw new Failure(1086)
        const names = [...me.savepoints.keys()]
        for (const later of names.slice(names.indexOf(statement.name) + 1)) me.savepoints.delete(later)
        me.work = saved
        return { count: 0 }
      }
      case 'commit':
      case 'rollback':
        if (statement.kind === 'commit') this.#keep(me.work)
        me.work = nothing
        me.isOpen = false
        me.savepoints.clear()
        return { count: 0 }
    }
  }

  #keep({ changes }: Work): void {
    for (const [row, entry] of changes)
      if (entry === undefined) this.#committed.delete(row)
      else this.#committed.set(row, entry)
  }

  /** A query begins again for whatever it reads. */
  *#lockAll(
    me: Session,
    { kind, where, patience }: Statement & { readonly kind: 'lock' | 'lock id' },
  ): Waiting<Rows> {
    const read: Columns = kind === 'lock' ? ['id', 'n'] : ['id', ...columnsIn(where)]
    const locked: (readonly [number, number])[] = []
    for (const [row, entry] of this.#chosen(me, where)) {
      const now = yield* this.#lock(me, row, entry, read, patience)
      if (now !== undefined) locked.push([now.id, kind === 'lock' ? now.n : 0])
    }
    return locked
  }

  /** MERGE begins again for what it sets, whatever finds its row. */
  *#merge(me: Session, { id, n }: Statement & { readonly kind: 'merge' }): Waiting<number> {
    const [found] = this.#chosen(me, { id })
    if (found === undefined) yield* this.#change(me, this.#newRow(), { id, n })
    else {
      const [row, entry] = found
      const now = yield* this.#lock(me, row, entry, ['n'])
      if (now !== undefined) yield* this.#change(me, row, { ...now, n: now.n + n })
    }
    return 1
  }

  *#changeAll(
    me: Session,
    statement: Statement & { readonly kind: 'add' | 'delete' | 'move' },
  ): Waiting<number> {
    const chosen = this.#chosen(me, statement.where)
    for (const [row, entry] of chosen) {
      const now = yield* this.#lock(me, row, entry, columnsIn(statement.where))
      if (now === undefined) continue
      if (statement.kind === 'delete') yield* this.#change(me, row, undefined)
      else if (statement.kind === 'move') yield* this.#change(me, row, { ...now, id: statement.to })
      else yield* this.#change(me, row, { ...now, n: now.n + statement.n })
    }
    return chosen.length
  }

  /** Begins again with what is committed by then when what found a row has changed; locks stay. */
  *#untilSettled<T>(me: Session, attempt: () => Waiting<T>): Waiting<T> {
    const { changes, keys } = me.work
    for (;;)
      try {
        return yield* attempt()
      } catch (error) {
        if (!(error instanceof Restart)) throw error
        me.work = { changes, keys, locks: me.work.locks }
      }
  }

  // ---- rows and keys --------------------------------------------------------------------------------------

  /** What the session sees of a row: what is committed, with its own changes over it. */
  #entry(me: Session, row: number): Entry | undefined {
    return me.work.changes.has(row) ? me.work.changes.get(row) : this.#committed.get(row)
  }

  #chosen(me: Session, where: Where): readonly (readonly [row: number, entry: Entry])[] {
    const rows = new Set([...this.#committed.keys(), ...me.work.changes.keys()])
    return [...rows]
      .sort((one, other) => one - other)
      .map((row) => [row, this.#entry(me, row)] as const)
      .filter((seen): seen is [number, Entry] => seen[1] !== undefined && isMet(where, seen[1]))
  }

  /**
   * Locks a row that the statement saw; gives what it is now, undefined when it is skipped. Other columns than those that
   * the statement reads to find it may have changed.
   */
  *#lock(
    me: Session,
    row: number,
    seen: Entry,
    read: Columns,
    patience: Patience = 'wait',
  ): Waiting<Entry | undefined> {
    for (;;) {
      const holder = this.#sessions.find((other) => other !== me && other.work.locks.has(row))
      if (holder === undefined) break
      if (patience === 'skip locked') return undefined
      if (patience === 'nowait') throw new Failure(54)
      if (patience === 'moment') {
        this.#refuseCircle(me, holder)
        throw new Failure(30006)
      }
      yield* this.#wait(me, holder)
    }
    const now = this.#entry(me, row)
    if (now === undefined) throw new Restart()
    me.work = { ...me.work, locks: new Set(me.work.locks).add(row) }
    if (read.some((column) => now[column] !== seen[column])) throw new Restart()
    return now
  }

  /** Changes a locked or a new row. The key it had is given up at once, a new one taken when nobody can have it. */
  *#change(me: Session, row: number, entry: Entry | undefined): Waiting<void> {
    const before = this.#entry(me, row)
    me.work = {
      changes: new Map(me.work.changes).set(row, entry),
      locks: new Set(me.work.locks).add(row),
      keys: me.work.keys,
    }
    if (before?.id === entry?.id) return
    if (before !== undefined) this.#noteKey(me, before.id)
    if (entry === undefined) return
    for (;;) {
      const holder = this.#sessions.find((other) => other !== me && other.work.keys.has(entry.id))
      if (holder === undefined) break
      yield* this.#wait(me, holder)
    }
    if (this.#chosen(me, { id: entry.id }).some(([other]) => other !== row)) throw new Failure(1)
    this.#noteKey(me, entry.id)
  }

  #noteKey(me: Session, id: number): void {
    me.work = { ...me.work, keys: new Set(me.work.keys).add(id) }
  }
}
