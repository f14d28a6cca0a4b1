/**
 * ALTER TABLE DROP of columns, with the indexes and the constraints that are of nothing else.
 */
import type { TableObject } from '../../dictionary/schema-object.ts'
import { OracleError } from '../../error.ts'
import type { TableChange } from '../../parsing/ast/definition.ts'
import type { Compilation } from '../expression/compilation.ts'
import type { Run } from '../frame.ts'
import type { Work } from '../pause.ts'
import { placesOf } from './own-table.ts'
import { reshape } from './reshape-table.ts'

/** Raises ORA-00904, ORA-12983 for all columns, ORA-12991 and ORA-12992 unless CASCADE CONSTRAINTS. */
export function* dropColumns(
  object: TableObject,
  { columns, isCascade }: Extract<TableChange, { kind: 'drop columns' }>,
  compilation: Compilation,
  run: Run,
): Work<void> {
  const { table } = object
  const gone = new Set(placesOf(table, columns))
  const at = columns[0]?.at
  if (gone.size === table.columns.length)
    throw new OracleError(12983, 'cannot drop all columns in a table', at)
  const isTouched = (places: readonly number[]): boolean => places.some((place) => gone.has(place))
  const isWithin = (places: readonly number[]): boolean => places.every((place) => gone.has(place))
  if (!isCascade) {
    if ([...table.references].some(({ parentColumns }) => isTouched(parentColumns)))
      throw new OracleError(12992, 'cannot drop parent key column', at)
    if (table.constraints.some((other) => isTouched(other.columns) && !isWithin(other.columns)))
      throw new OracleError(12991, 'column is referenced in a multi-column constraint', at)
  }
  const kept = [...table.columns.keys()].filter((place) => !gone.has(place))
  const pick = <T>(all: readonly T[]): T[] => all.filter((_, place) => !gone.has(place))
  const shape = {
    columns: pick(table.columns),
    defaults: pick(object.defaults),
    convert: pick,
    move: (place: number) => (gone.has(place) ? undefined : kept.indexOf(place)),
  }
  yield* reshape(object, shape, compilation, run, function* () {
    yield* []
  })
}
