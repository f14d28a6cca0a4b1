/**
 * The table that DML changes: found, allowed, locked for as long as the transaction runs, and its new rows checked.
 */
import type { Privilege } from '../../dictionary/grants.ts'
import type { TableObject } from '../../dictionary/schema-object.ts'
import { notSupported, OracleError } from '../../error.ts'
import type { Name } from '../../parsing/ast/name.ts'
import { castValue, columnMisfit, type Misfit } from '../../values/casting.ts'
import type { Nls } from '../../values/nls.ts'
import type { Row, Value } from '../../values/value.ts'
import type { Compilation } from '../expression/compilation.ts'
import type { Work } from '../pause.ts'
import { noSuchTable } from '../query/source.ts'
import type { Session } from '../session.ts'
import { lockRow } from '../storage/row-lock.ts'
import type { Version } from '../storage/stored-row.ts'
import type { Transaction } from '../storage/transaction.ts'
import { type ColumnsRead, currentVersion } from '../write-consistency.ts'

/** Raises ORA-00942 for what may not be seen, ORA-01031 for what may not be changed. */
export const findTarget = (
  name: Name,
  privilege: Privilege,
  { instance, authority, uses }: Compilation,
): TableObject => {
  const object = instance.catalog.resolve(name, authority)
  if (object === undefined) throw noSuchTable(name)
  const isAllowed = object.kind !== 'DICTIONARY VIEW' && instance.catalog.may(authority, privilege, object)
  if (object.kind === 'TABLE' && isAllowed) {
    uses?.add(object.id)
    return object
  }
  if (object.kind === 'VIEW' && isAllowed) {
    if (object.isReadOnly)
      throw new OracleError(42399, 'cannot perform a DML operation on a read-only view', name.at)
    throw notSupported(`${privilege} on a view`, name.at)
  }
  throw new OracleError(1031, 'insufficient privileges', name.at)
}

/** The place of a column. Raises ORA-00904. */
export const columnIndex = (object: TableObject, name: string, at: number): number => {
  const index = object.table.columns.findIndex((column) => column.name === name)
  if (index === -1) throw new OracleError(904, `"${name}": invalid identifier`, at)
  return index
}

/** Fits values into the columns of one table. */
export interface RowChecker {
  /** Converts. Raises ORA-12899 and ORA-01438 for what does not fit, and the errors of conversion. */
  fit(column: number, value: Value, nls: Nls): Value
  /** Raises ORA-01400, or ORA-01407 for an update. */
  requirePresent(values: Row, change: 'insert' | 'update'): void
}

export const rowChecker = ({ owner, name, table }: TableObject): RowChecker => {
  const misfits = table.columns.map(
    (column): Misfit => columnMisfit({ schema: owner, table: name, column: column.name }),
  )
  return {
    fit(column, value, nls) {
      const type = table.columns[column]?.type
      const misfit = misfits[column]
      return type === undefined || misfit === undefined ? value : castValue(value, type, misfit, nls)
    },
    requirePresent(values, change) {
      for (const [index, column] of table.columns.entries()) {
        if (column.nullable || values[index] !== null) continue
        const place = `("${owner}"."${name}"."${column.name}")`
        throw change === 'insert'
          ? new OracleError(1400, `cannot insert NULL into ${place}`)
          : new OracleError(1407, `cannot update ${place} to NULL`)
      }
    },
  }
}

/**
 * Locks the row a statement saw; gives the version that it changes.
 * @throws OracleError ORA-04091 when the statement itself has changed it, and what a change by others raises.
 */
export function* lockSeen(
  version: Version,
  session: Session,
  transaction: Transaction,
  { owner, name }: TableObject,
  columns: ColumnsRead,
): Work<Version> {
  yield* lockRow(transaction, version.row, 'wait')
  const { newest } = version.row
  if (newest !== version && newest?.transaction === transaction)
    throw new OracleError(4091, `table ${owner}.${name} is mutating, trigger/function may not see it`)
  return currentVersion(version, session, columns)
}
