/**
 * ALTER TABLE MODIFY: types that hold every value that is there, defaults, NULL and NOT NULL. Values stay as they are.
 */
import type { TableObject } from '../../dictionary/schema-object.ts'
import { notSupported, OracleError } from '../../error.ts'
import type { ColumnModification } from '../../parsing/ast/definition.ts'
import { byteLengthOf, lengthOf } from '../../values/text.ts'
import type { DataType, Value } from '../../values/value.ts'
import type { Compilation } from '../expression/compilation.ts'
import type { Run } from '../frame.ts'
import { turn, type Work } from '../pause.ts'
import { shapeOf } from '../plsql/declared-types.ts'
import type { Constraint } from '../storage/constraint.ts'
import type { StoredTable } from '../storage/table.ts'
import { addConstraint, type Undo } from './constraint-definition.ts'
import { putIndexes } from './index-definition.ts'
import { placeOf } from './own-table.ts'
import { storedDefault } from './stored-default.ts'

export function* modifyColumns(
  object: TableObject,
  modifications: readonly ColumnModification[],
  compilation: Compilation,
  run: Run,
): Work<void> {
  const { table } = object
  const { catalog } = compilation.instance
  const columns = [...table.columns]
  const defaults = [...object.defaults]
  for (const modification of modifications) {
    const { type, defaultValue, at } = modification
    const place = placeOf(table, modification)
    const column = columns[place]
    if (column === undefined) continue
    if (type !== undefined) {
      const shape = shapeOf(type, compilation, undefined)
      if (shape.kind !== 'scalar') throw new OracleError(902, 'invalid datatype', type.at)
      yield* requireFitting(table, place, shape.type, at, run)
      columns[place] = { ...column, type: shape.type }
    }
    if (defaultValue === undefined) continue
    if (object.identity?.column === place)
      throw new OracleError(30674, 'identity column cannot have a default value', at)
    defaults[place] = storedDefault(defaultValue, compilation)
  }
  yield* modifyConstraints(object, modifications, compilation, run)
  table.redefine(columns)
  const modified: TableObject = { ...object, defaults, changed: new Date() }
  catalog.put(modified)
  putIndexes(modified, catalog)
}

/** Raises ORA-01442 and ORA-01451 for what is so already. All constraints are added and dropped, or none. */
function* modifyConstraints(
  object: TableObject,
  modifications: readonly ColumnModification[],
  compilation: Compilation,
  run: Run,
): Work<void> {
  const { table } = object
  const undos: Undo[] = []
  try {
    for (const modification of modifications) {
      const place = placeOf(table, modification)
      const { at, constraints, isNullable } = modification
      if (isNullable) {
        const notNull = findNotNull(table, place)
        if (notNull === undefined || isInPrimaryKey(table, place))
          throw new OracleError(1451, 'column to be modified to NULL cannot be modified to NULL', at)
        table.removeConstraint(notNull)
        undos.push(() => table.addConstraint(notNull))
      }
      for (const constraint of constraints) {
        if (constraint.rule.kind === 'not null' && table.columns[place]?.nullable === false)
          throw new OracleError(1442, 'column to be modified to NOT NULL is already NOT NULL', at)
        undos.push(yield* addConstraint(constraint, object, compilation, run))
      }
    }
  } catch (error) {
    for (const undo of undos.reverse()) undo()
    throw error
  }
}

const findNotNull = (table: StoredTable, place: number): Constraint | undefined =>
  table.constraints.find(({ kind, columns }) => kind === 'not null' && columns[0] === place)

const isInPrimaryKey = (table: StoredTable, place: number): boolean =>
  table.keys.some(({ kind, columns }) => kind === 'primary key' && columns.includes(place))

/**
 * Sees to it that every value is one of the new type as it stands.
 * Raises ORA-01439, ORA-01440, ORA-01441, ORA-30082, and ORA-03001 where Oracle would convert.
 */
function* requireFitting(table: StoredTable, place: number, to: DataType, at: number, run: Run): Work<void> {
  const from = table.columns[place]?.type
  if (from === undefined) return
  const error = misfit(from, to, at)
  if (from.name !== to.name && isConstrained(table, place))
    throw notSupported(`MODIFY of the type of a column with constraints or indexes`, at)
  if (error === undefined) return
  for (const row of table.rows()) {
    if (run.pulse.isTurn()) yield turn
    const value = row.newest?.values?.[place] ?? null
    if (value !== null && error.isFor(value)) throw error.error
  }
}

const isConstrained = (table: StoredTable, place: number): boolean =>
  table.indexes.some(({ columns }) => columns.includes(place)) ||
  table.foreignKeys.some(({ columns }) => columns.includes(place)) ||
  table.checks.some(({ columns }) => columns.includes(place))

/** What is wrong with some values. */
interface Refusal {
  readonly error: OracleError
  isFor(value: Value): boolean
}

const forAll = (error: OracleError): Refusal => ({ error, isFor: () => true })

const emptyForType = (at: number): OracleError =>
  new OracleError(1439, 'column to be modified must be empty to change datatype', at)

/** undefined when every value of the one type is one of the other. */
const misfit = (from: DataType, to: DataType, at: number): Refusal | undefined => {
  if (from.name !== to.name)
    return forAll(
      isConvertible(from, to) ? notSupported(`MODIFY from ${from.name} to ${to.name}`, at) : emptyForType(at),
    )
  switch (to.name) {
    case 'VARCHAR2':
    case 'NVARCHAR2':
    case 'RAW': {
      const { length } = to
      const isInBytes = to.name !== 'RAW' && to.unit === 'byte'
      return {
        error: new OracleError(1441, 'cannot decrease column length because some value is too big', at),
        isFor: (value) => sizeOf(value, isInBytes) > length,
      }
    }
    case 'CHAR':
    case 'NCHAR': {
      const before = 'length' in from ? from.length : 0
      const isSameUnit = 'unit' in from === 'unit' in to
      if (before === to.length && isSameUnit) return undefined
      return forAll(
        before < to.length
          ? notSupported('MODIFY of the length of CHAR', at)
          : new OracleError(1441, 'cannot decrease column length because some value is too big', at),
      )
    }
    case 'NUMBER':
      return from.name === 'NUMBER' && isNarrower(from, to)
        ? forAll(
            new OracleError(1440, 'column to be modified must be empty to decrease precision or scale', at),
          )
        : undefined
    case 'TIMESTAMP':
      if (from.name !== 'TIMESTAMP') return undefined
      if (from.zone !== to.zone) return forAll(notSupported('MODIFY of the time zone', at))
      return to.fraction < from.fraction
        ? forAll(
            new OracleError(
              30082,
              'datetime/interval column to be modified must be empty to decrease fractional second or leading field precision',
              at,
            ),
          )
        : undefined
    default:
      return undefined
  }
}

/** Types between which Oracle changes columns that have values. */
const isConvertible = (from: DataType, to: DataType): boolean => {
  const families = [
    ['CHAR', 'VARCHAR2'],
    ['NCHAR', 'NVARCHAR2'],
    ['DATE', 'TIMESTAMP'],
    ['LONG', 'CLOB'],
  ]
  return families.some((family) => family.includes(from.name) && family.includes(to.name))
}

const sizeOf = (value: Value, isInBytes: boolean): number => {
  if (typeof value === 'string') return isInBytes ? byteLengthOf(value) : lengthOf(value)
  return value instanceof Uint8Array ? value.length : 0
}

type NumberType = Extract<DataType, { name: 'NUMBER' }>

/** Whether fewer digits fit before or behind the point. */
const isNarrower = (from: NumberType, to: NumberType): boolean => {
  if (to.precision === undefined) return false
  if (from.precision === undefined) return true
  const scale = to.scale ?? 0
  const before = from.scale ?? 0
  return scale < before || to.precision - scale < from.precision - before
}
