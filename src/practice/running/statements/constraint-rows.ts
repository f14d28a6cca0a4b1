/**
 * Whether the rows that are there already obey a constraint that is about to be added.
 */
import { OracleError } from '../../error.ts'
import type { Row } from '../../values/value.ts'
import { isPresent, valuesOf } from '../dml/presence.ts'
import type { Run } from '../frame.ts'
import { turn, type Work } from '../pause.ts'
import type { Check, Constraint, ForeignKey } from '../storage/constraint.ts'
import type { StoredTable } from '../storage/table.ts'
import type { TableIndex } from '../storage/table-index.ts'
import { openTransaction } from '../transactions.ts'

/** Raises ORA-02296, ORA-01449, ORA-02437, ORA-02299, ORA-02293 or ORA-02298. */
export function* validateRows(table: StoredTable, constraint: Constraint, run: Run): Work<void> {
  const { owner, name, isGenerated } = constraint
  switch (constraint.kind) {
    case 'not null':
      if (yield* hasNull(table, constraint.columns, run))
        throw new OracleError(2296, `cannot enable (${owner}.${isGenerated ? '' : name}) - null values found`)
      return
    case 'primary key':
      if (yield* hasNull(table, constraint.columns, run))
        throw new OracleError(1449, 'column contains NULL values; cannot alter to NOT NULL')
      if (yield* hasDuplicates(table, constraint.index, run))
        throw new OracleError(2437, `cannot validate (${owner}.${name}) - primary key violated`)
      return
    case 'unique':
      if (yield* hasDuplicates(table, constraint.index, run))
        throw new OracleError(2299, `cannot validate (${owner}.${name}) - duplicate keys found`)
      return
    case 'check':
      yield* checkRows(table, constraint, run)
      return
    case 'foreign key':
      yield* findParents(table, constraint, run)
  }
}

/** The rows as they are committed, for who has locked the table. */
function* currentRows(table: StoredTable): Generator<Row, void, void> {
  for (const { newest } of table.rows()) if (newest?.values !== undefined) yield newest.values
}

export function* hasNull(table: StoredTable, columns: readonly number[], { pulse }: Run): Work<boolean> {
  for (const values of currentRows(table)) {
    if (pulse.isTurn()) yield turn
    if (valuesOf(columns, values).includes(null)) return true
  }
  return false
}

/** Whether a key stands twice; keys of nothing but nulls are no keys. */
export function* hasDuplicates(table: StoredTable, index: TableIndex, { pulse }: Run): Work<boolean> {
  const seen = new Set<string>()
  for (const values of currentRows(table)) {
    if (pulse.isTurn()) yield turn
    if (index.isAllNull(values)) continue
    const key = index.keyOf(values)
    if (seen.has(key)) return true
    seen.add(key)
  }
  return false
}

function* checkRows(table: StoredTable, { allows, owner, name }: Check, run: Run): Work<void> {
  for (const values of currentRows(table)) {
    if (run.pulse.isTurn()) yield turn
    if (!(yield* allows(values, run)))
      throw new OracleError(2293, `cannot validate (${owner}.${name}) - check constraint violated`)
  }
}

function* findParents(table: StoredTable, foreignKey: ForeignKey, run: Run): Work<void> {
  const { columns, parent, parentColumns, owner, name } = foreignKey
  const seeker = { transaction: openTransaction(run.session, run.instance), pulse: run.pulse }
  for (const row of currentRows(table)) {
    if (run.pulse.isTurn()) yield turn
    const values = valuesOf(columns, row)
    if (values.includes(null)) continue
    if (!(yield* isPresent({ table: parent, columns: parentColumns, values }, undefined, seeker)))
      throw new OracleError(2298, `cannot validate (${owner}.${name}) - parent keys not found`)
  }
}
