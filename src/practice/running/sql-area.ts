/**
 * What became of the statements that clients sent, by SQL_ID, for V$SQL: the last few hundred, whoever sent them.
 */
import type { Session } from './session.ts'

/** Statements that are remembered; the one that ran longest ago is forgotten first. */
const CAPACITY = 500

export interface SqlStatistics {
  readonly id: string
  /** Passwords masked. */
  readonly text: string
  /** V$SQLCOMMAND.COMMAND_TYPE; 0 where it is not known here. */
  readonly commandType: number
  readonly schema: string
  readonly userId: number
  readonly module: string | null
  readonly action: string | null
  /** Milliseconds since 1970. */
  readonly firstAt: number
  lastAt: number
  executions: number
  fetches: number
  rows: number
  /** Milliseconds. */
  elapsed: number
}

export class SqlArea implements Iterable<SqlStatistics> {
  readonly #statements = new Map<string, SqlStatistics>()

  /** Notes that an execution begins; what follows of it is for the caller to add. */
  begin(
    { id, text, commandType }: Pick<SqlStatistics, 'id' | 'text' | 'commandType'>,
    session: Session,
  ): SqlStatistics {
    const now = Date.now()
    const statistics = this.#statements.get(id) ?? {
      ...{ id, text, commandType, schema: session.schema, userId: session.userId },
      ...{ module: session.module, action: session.action, firstAt: now, lastAt: now },
      ...{ executions: 0, fetches: 0, rows: 0, elapsed: 0 },
    }
    this.#statements.delete(id)
    this.#statements.set(id, statistics)
    const [oldest] = this.#statements.keys()
    if (this.#statements.size > CAPACITY && oldest !== undefined) this.#statements.delete(oldest)
    statistics.executions += 1
    statistics.lastAt = now
    return statistics
  }

  [Symbol.iterator](): Iterator<SqlStatistics> {
    return this.#statements.values()
  }
}

/** "Database Reference, V$SQLCOMMAND", of the statements that there are here. */
const commandTypes: Readonly<Record<string, number>> = {
  'create table': 1,
  insert: 2,
  query: 3,
  update: 6,
  delete: 7,
  'drop table': 12,
  'create sequence': 13,
  'drop sequence': 16,
  grant: 17,
  'grant system': 17,
  revoke: 18,
  'revoke system': 18,
  'create synonym': 19,
  'create view': 21,
  'drop view': 22,
  'create index': 9,
  'alter table': 15,
  'lock table': 26,
  'alter session': 42,
  commit: 44,
  rollback: 45,
  savepoint: 46,
  block: 47,
  'set transaction': 48,
  'kill session': 49,
  'disconnect session': 49,
  'cancel sql': 49,
  'create user': 51,
  'drop user': 53,
  'alter user': 43,
  'truncate table': 85,
  merge: 189,
}

export const commandTypeOf = (kind: string): number =>
  Object.hasOwn(commandTypes, kind) ? (commandTypes[kind] ?? 0) : 0
