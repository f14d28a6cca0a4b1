/**
 * Gives a table other columns: a new table takes its place, with all rows and everything that keeps its meaning. Whoever
 * is reading the old one goes on with it.
 */
import type { TableObject } from '../../dictionary/schema-object.ts'
import type { Expression } from '../../parsing/ast/expression.ts'
import type { Column, Row } from '../../values/value.ts'
import type { Compilation } from '../expression/compilation.ts'
import type { Run } from '../frame.ts'
import { turn, type Work } from '../pause.ts'
import type { Constraint, ForeignKey, Key } from '../storage/constraint.ts'
import { StoredTable } from '../storage/table.ts'
import { TableIndex } from '../storage/table-index.ts'
import { openTransaction } from '../transactions.ts'
import { compileCheck } from './check-condition.ts'
import { moveIdentity } from './identity-column.ts'
import { putIndexes, removeIndexes } from './index-definition.ts'
import { newSegment } from './table-definition.ts'

export interface Shape {
  readonly columns: readonly Column[]
  readonly defaults: readonly (Expression | undefined)[]
  /** A row of the old columns in the new ones. */
  convert(values: Row): Row
  /** Where an old column is now; undefined: nowhere. */
  move(place: number): number | undefined
}

/**
 * Makes the new table; `complete` adds to it what is new before anybody sees it. Constraints and indexes of columns that
 * are gone are gone as well, and so are the foreign keys that referred to them.
 */
export function* reshape(
  object: TableObject,
  shape: Shape,
  compilation: Compilation,
  run: Run,
  complete: (next: TableObject) => Work<void>,
): Work<void> {
  const { instance } = compilation
  const { catalog, clock } = instance
  const { table: old, owner, name } = object
  const table = new StoredTable(shape.columns, { segment: newSegment(owner, name, instance), lock: old.lock })
  const transaction = openTransaction(run.session, run.instance)
  for (const row of old.rows()) {
    if (run.pulse.isTurn()) yield turn
    if (row.newest?.values !== undefined) table.insert(shape.convert(row.newest.values), transaction)
  }
  const { identity, ...rest } = object
  const next: TableObject = {
    ...rest,
    ...moveIdentity(identity, shape.move),
    table,
    defaults: shape.defaults,
    changed: new Date(),
  }
  const move = (places: readonly number[]): number[] => places.flatMap((place) => shape.move(place) ?? [])
  try {
    const moved = yield* moveConstraints(old, next, move, compilation, run)
    yield* complete(next)
    table.begin(clock.next)
    moveReferences(old, table, moved, move)
    old.retire(clock.next)
    removeIndexes(object, catalog, table.indexes)
    catalog.put(next)
    putIndexes(next, catalog)
    if (identity !== undefined && next.identity === undefined) catalog.remove(identity.sequence)
  } catch (error) {
    table.drop()
    throw error
  }
}

function* moveConstraints(
  old: StoredTable,
  next: TableObject,
  move: (places: readonly number[]) => readonly number[],
  compilation: Compilation,
  run: Run,
): Work<ReadonlyMap<Constraint, Key>> {
  const { table } = next
  const indexes = new Map<TableIndex, TableIndex>()
  const isWhole = (places: readonly number[]): boolean => move(places).length === places.length
  for (const index of old.indexes.filter(({ columns }) => isWhole(columns))) {
    const { owner, name, isUnique, isMadeForConstraint } = index
    const moved = new TableIndex({ owner, name, isUnique, isMadeForConstraint, columns: move(index.columns) })
    indexes.set(index, moved)
    yield* table.addIndex(moved, run.pulse)
  }
  const keys = new Map<Constraint, Key>()
  for (const constraint of old.constraints.filter(({ columns }) => isWhole(columns))) {
    const columns = move(constraint.columns)
    switch (constraint.kind) {
      case 'not null':
        table.addConstraint({ ...constraint, columns })
        break
      case 'check':
        table.addConstraint({
          ...constraint,
          ...compileCheck(constraint.condition, undefined, next, compilation),
        })
        break
      case 'primary key':
      case 'unique': {
        const key: Key = { ...constraint, columns, index: indexes.get(constraint.index) ?? constraint.index }
        keys.set(constraint, key)
        table.addConstraint(key)
        break
      }
      case 'foreign key':
        // One that refers to its own table is moved with the references to that table.
        if (constraint.parent !== old) table.addConstraint({ ...constraint, columns, table })
    }
  }
  return keys
}

/** Foreign keys that refer to the old table refer to the new one now. */
const moveReferences = (
  old: StoredTable,
  table: StoredTable,
  keys: ReadonlyMap<Constraint, Key>,
  move: (places: readonly number[]) => readonly number[],
): void => {
  for (const foreignKey of [...old.references]) {
    const key = keys.get(foreignKey.key)
    const isOwn = foreignKey.table === old
    const columns = isOwn ? move(foreignKey.columns) : foreignKey.columns
    if (key === undefined || columns.length < foreignKey.columns.length) {
      if (!isOwn) foreignKey.table.removeConstraint(foreignKey)
      continue
    }
    const parentColumns = move(foreignKey.parentColumns)
    const moved: ForeignKey = { ...foreignKey, columns, parent: table, key, parentColumns }
    if (isOwn) table.addConstraint({ ...moved, table })
    else foreignKey.table.replaceConstraint(foreignKey, moved)
  }
}
