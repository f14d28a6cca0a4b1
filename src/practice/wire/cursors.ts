/**
 * The open cursors of one connection: a statement the client may run again without its text, or rows it may fetch.
 * Knows nothing of how they are read or written.
 */
import type { Direction, Prepared, RowSource } from '../door.ts'
import { OracleError } from '../error.ts'
import type { Column } from '../values/value.ts'
import type { Declaration } from './declarations.ts'
import type { WriteRow } from './rows.ts'

/** Cursors one session can hold open (initialization parameter OPEN_CURSORS). */
export const MAX_OPEN_CURSORS = 1000
const LARGEST_ID = 65_535

export interface Cursor {
  readonly id: number
  /** Undefined where only rows came: a REF CURSOR or an implicit result. */
  readonly prepared: Prepared | undefined
  /** The binds as last declared; a later execution may leave the declarations out. */
  binds: readonly Declaration[]
  /** What the binds of PL/SQL turned out to be; empty before the first execution. */
  directions: readonly Direction[]
  /** The columns as the client wants them; undefined while it takes them as described. */
  defines: readonly Declaration[] | undefined
  /** The columns that the client was told of when it ran last. */
  described: readonly Column[] | undefined
  rows: RowSource | undefined
  writeRow: WriteRow | undefined
  /** Rows sent since the last execution. */
  fetched: number
}

export interface Cursors {
  /** Opens a cursor for a statement. Throws ORA-01000. */
  open(prepared: Prepared): Cursor
  /** The cursor of rows that a client gets to fetch by itself; the same rows keep their cursor. Throws ORA-01000. */
  openRows(rows: RowSource): Cursor
  /** Throws ORA-01001 for a cursor that is not open. */
  find(id: number): Cursor
  /** Stops fetching; the statement can be run again. */
  cancel(id: number): void
  close(id: number): void
  /** A reply tells the client of every cursor that is open now. */
  confirm(): void
  /** The client will never hear of the cursors opened since `confirm`: closes them. */
  abandon(): void
  closeAll(): void
}

/** Gives up what a cursor was fetching. */
export function closeRows(cursor: Cursor): void {
  cursor.rows?.close()
  cursor.rows = undefined
  cursor.fetched = 0
}

/** An empty table of cursors for one connection. */
export function createCursors(): Cursors {
  const cursors = new Map<number, Cursor>()
  const unconfirmed: number[] = []
  let lastId = 0

  const enter = (prepared: Prepared | undefined, rows: RowSource | undefined): Cursor => {
    if (cursors.size >= MAX_OPEN_CURSORS) throw new OracleError(1000, 'maximum open cursors exceeded')
    do lastId = (lastId % LARGEST_ID) + 1
    while (cursors.has(lastId))
    const cursor: Cursor = {
      id: lastId,
      prepared,
      binds: [],
      directions: [],
      defines: undefined,
      described: undefined,
      rows,
      writeRow: undefined,
      fetched: 0,
    }
    cursors.set(cursor.id, cursor)
    unconfirmed.push(cursor.id)
    return cursor
  }

  const close = (id: number): void => {
    const cursor = cursors.get(id)
    if (!cursor) return
    cursors.delete(id)
    closeRows(cursor)
  }

  return {
    open: (prepared) => enter(prepared, undefined),
    openRows: (rows) =>
      [...cursors.values()].find((cursor) => cursor.rows === rows) ?? enter(undefined, rows),
    find(id) {
      const cursor = cursors.get(id)
      if (!cursor) throw new OracleError(1001, 'invalid cursor')
      return cursor
    },
    cancel(id) {
      const cursor = cursors.get(id)
      if (cursor) closeRows(cursor)
    },
    close,
    confirm() {
      unconfirmed.length = 0
    },
    abandon() {
      for (const id of unconfirmed) close(id)
      unconfirmed.length = 0
    },
    closeAll() {
      for (const id of [...cursors.keys()]) close(id)
    },
  }
}
