/**
 * Tables that a definition is about: found, allowed, and locked against everybody else at once or not at
 * all.
 */
import type { TableObject } from '../../dictionary/schema-object.ts'
import { OracleError } from '../../error.ts'
import type { Name } from '../../parsing/ast/name.ts'
import type { DataType } from '../../values/value.ts'
import type { Compilation } from '../expression/compilation.ts'
import type { Run } from '../frame.ts'
import type { Work } from '../pause.ts'
import { noSuchTable } from '../query/source.ts'
import type { StoredTable } from '../storage/table.ts'
import { openTransaction } from '../transactions.ts'

/** Raises ORA-00942 for what is no table, ORA-01031 for another's unless the privilege has been granted. */
export const findDefinable = (
  name: Name,
  privilege: 'ALTER' | 'INDEX' | undefined,
  { instance, authority }: Compilation,
): TableObject => {
  const { catalog } = instance
  const { user } = authority
  const object = catalog.locate(name, authority)
  if (object?.kind !== 'TABLE') throw noSuchTable(name)
  const may = object.owner === user || (privilege !== undefined && catalog.may(authority, privilege, object))
  if (!may) throw new OracleError(1031, 'insufficient privileges', name.at)
  return object
}

/**
 * Locks a table until the definition has ended: SHARE where it is only read, else EXCLUSIVE. Raises ORA-00054 at once
 * while another's transaction has changed it (DDL_LOCK_TIMEOUT is 0).
 */
export function* lockForDefinition(
  table: StoredTable,
  mode: 'share' | 'exclusive',
  { session, instance }: Run,
): Work<void> {
  yield* table.lock.acquire(openTransaction(session, instance), mode, 'nowait')
}

/** The place of a column. Raises ORA-00904. */
export const placeOf = ({ columns }: StoredTable, { name, at }: { name: string; at: number }): number => {
  const place = columns.findIndex((column) => column.name === name)
  if (place === -1) throw new OracleError(904, `"${name}": invalid identifier`, at)
  return place
}

/** The places of several columns. Raises ORA-00904, and ORA-00957 where one is named twice. */
export const placesOf = (
  table: StoredTable,
  names: readonly { readonly name: string; readonly at: number }[],
): readonly number[] => {
  const places = names.map((name) => placeOf(table, name))
  const repeated = names.find((_, index) => places.indexOf(places[index] ?? -1) !== index)
  if (repeated !== undefined) throw new OracleError(957, 'duplicate column name', repeated.at)
  return places
}

/** What a type that has no order is called in errors; undefined for one that can be a key. */
export const unorderedType = (type: DataType | undefined): string | undefined => {
  switch (type?.name) {
    case 'CLOB':
    case 'BLOB':
      return 'LOB'
    case 'LONG':
      return 'LONG'
    case 'TIMESTAMP':
      return type.zone === 'with time zone' ? 'TIME/TIMESTAMP WITH TIME ZONE' : undefined
    default:
      return undefined
  }
}
