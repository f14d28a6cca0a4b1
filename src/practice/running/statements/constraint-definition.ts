/**
 * Constraints added to a table and dropped from it, each given a name and, if it is a key, an index.
 */
import type { TableObject } from '../../dictionary/schema-object.ts'
import { notSupported, OracleError } from '../../error.ts'
import type { ConstraintChoice, ConstraintDefinition, ConstraintRule } from '../../parsing/ast/definition.ts'
import type { Compilation } from '../expression/compilation.ts'
import { familyOf } from '../expression/types.ts'
import type { Run } from '../frame.ts'
import type { Work } from '../pause.ts'
import { noSuchTable } from '../query/source.ts'
import type { Constraint, ForeignKey, Key } from '../storage/constraint.ts'
import type { StoredTable } from '../storage/table.ts'
import { TableIndex } from '../storage/table-index.ts'
import { compileCheck } from './check-condition.ts'
import { validateRows } from './constraint-rows.ts'
import { lockForDefinition, placeOf, placesOf, unorderedType } from './own-table.ts'

/** The table a constraint is added to; it need not be in the catalog yet. */
export type Constrained = Pick<TableObject, 'owner' | 'name' | 'table'>

/** Takes back what an addition did. */
export type Undo = () => void

type Rule<Kind extends ConstraintRule['kind']> = Extract<ConstraintRule, { kind: Kind }>

/** What all constraints have, made when they are added. */
type Naming = Pick<Constraint, 'owner' | 'name' | 'isGenerated' | 'created'>

/** Every constraint of a schema, for names are given once among them. */
function* constraintsOf(owner: string, { instance }: Compilation): Generator<Constraint, void, void> {
  for (const object of instance.catalog.tables()) if (object.owner === owner) yield* object.table.constraints
}

export const requireFreeConstraintName = (
  owner: string,
  name: string,
  at: number,
  compilation: Compilation,
): void => {
  for (const constraint of constraintsOf(owner, compilation))
    if (constraint.name === name)
      throw new OracleError(2264, 'name already used by an existing constraint', at)
}

/**
 * Adds a constraint that all rows obey, and the index of a key.
 * Raises what Oracle raises for columns, types, keys and rows that do not fit.
 */
export function* addConstraint(
  { rule, name, at }: ConstraintDefinition,
  object: Constrained,
  compilation: Compilation,
  run: Run,
): Work<Undo> {
  const { owner, table } = object
  const { catalog } = compilation.instance
  if (name !== undefined) {
    requireFreeConstraintName(owner, name, at, compilation)
    if (table.constraints.some((other) => other.name === name))
      throw new OracleError(2264, 'name already used by an existing constraint', at)
  }
  const naming: Naming = {
    owner,
    name: name ?? `SYS_C00${catalog.nextId()}`,
    isGenerated: name === undefined,
    created: new Date(),
  }
  switch (rule.kind) {
    case 'not null': {
      const columns = placesOf(table, rule.columns)
      if (table.constraints.some((other) => other.kind === 'not null' && other.columns[0] === columns[0]))
        throw new OracleError(1442, 'column to be modified to NOT NULL is already NOT NULL', at)
      return yield* add({ ...naming, kind: 'not null', columns }, table, run)
    }
    case 'check': {
      const { condition, text } = rule
      const compiled = compileCheck(condition, rule.column, object, compilation)
      return yield* add({ ...naming, kind: 'check', condition, text, ...compiled }, table, run)
    }
    case 'primary key':
    case 'unique':
      return yield* addKey(rule, naming, object, at, compilation, run)
    case 'foreign key':
      return yield* addForeignKey(rule, naming, object, at, compilation, run)
  }
}

function* add(constraint: Constraint, table: StoredTable, run: Run): Work<Undo> {
  yield* validateRows(table, constraint, run)
  table.addConstraint(constraint)
  return () => table.removeConstraint(constraint)
}

function* addKey(
  rule: Rule<'primary key' | 'unique'>,
  naming: Naming,
  { owner, table }: Constrained,
  at: number,
  compilation: Compilation,
  run: Run,
): Work<Undo> {
  const { catalog } = compilation.instance
  const columns = placesOf(table, rule.columns)
  if (rule.kind === 'primary key' && table.keys.some(({ kind }) => kind === 'primary key'))
    throw new OracleError(2260, 'table can have only one primary key', at)
  if (table.keys.some((key) => key.columns.join() === columns.join()))
    throw new OracleError(2261, 'such unique or primary key already exists in the table', at)
  for (const place of columns) {
    const unordered = unorderedType(table.columns[place]?.type)
    if (unordered !== undefined)
      throw new OracleError(2329, `column of datatype ${unordered} cannot be unique or a primary key`, at)
  }
  const known = table.indexOn(columns)
  if (known === undefined && catalog.index(owner, naming.name) !== undefined)
    throw new OracleError(955, 'name is already used by an existing object', at)
  const index =
    known ?? new TableIndex({ owner, name: naming.name, isUnique: true, isMadeForConstraint: true, columns })
  if (known === undefined) yield* table.addIndex(index, run.pulse)
  try {
    const undo = yield* add({ ...naming, kind: rule.kind, columns, index }, table, run)
    return () => {
      undo()
      if (known === undefined) table.removeIndex(index)
    }
  } catch (error) {
    if (known === undefined) table.removeIndex(index)
    throw error
  }
}

function* addForeignKey(
  rule: Rule<'foreign key'>,
  naming: Naming,
  object: Constrained,
  at: number,
  compilation: Compilation,
  run: Run,
): Work<Undo> {
  const { table } = object
  const columns = placesOf(table, rule.columns)
  const parent = findParent(rule, object, compilation)
  if (parent === table && rule.onDelete !== 'no action')
    throw notSupported(`ON DELETE ${rule.onDelete.toUpperCase()} within one table`, at)
  if (parent !== table) yield* lockForDefinition(parent, 'share', run)
  const { key, parentColumns } = referencedKey(rule, parent)
  if (columns.length !== parentColumns.length)
    throw new OracleError(2256, 'number of referencing columns must match referenced columns', at)
  for (const [index, place] of columns.entries()) {
    const type = table.columns[place]?.type
    const wanted = parent.columns[parentColumns[index] ?? -1]?.type
    if (type === undefined || wanted === undefined || familyOf(type) !== familyOf(wanted))
      throw new OracleError(2267, 'column type incompatible with referenced column type', at)
    if (type.name !== wanted.name) throw notSupported(`${type.name} referring to ${wanted.name}`, at)
  }
  if (
    rule.columns.length > 0 &&
    table.foreignKeys.some((other) => isSame(other, columns, parent, parentColumns))
  )
    throw new OracleError(2275, 'such a referential constraint already exists in the table', at)
  const { onDelete } = rule
  return yield* add(
    { ...naming, kind: 'foreign key', columns, table, parent, key, parentColumns, onDelete },
    table,
    run,
  )
}

const isSame = (
  other: ForeignKey,
  columns: readonly number[],
  parent: StoredTable,
  parentColumns: readonly number[],
): boolean =>
  other.parent === parent &&
  other.columns.join() === columns.join() &&
  other.parentColumns.join() === parentColumns.join()

/** Raises ORA-00942, and ORA-01031 without the right to refer to another's table. */
const findParent = (
  { parent: name }: Rule<'foreign key'>,
  { owner, name: own, table }: Constrained,
  { instance, authority }: Compilation,
): StoredTable => {
  const { parts } = name
  const isOwn = parts.at(-1) === own && (parts.length === 1 ? authority.schema === owner : parts[0] === owner)
  if (isOwn) return table
  const { catalog } = instance
  const object = catalog.resolve(name, authority)
  if (object === undefined) throw noSuchTable(name)
  if (object.kind !== 'TABLE') throw notSupported(`REFERENCES ${object.kind}`, name.at)
  if (!catalog.may(authority, 'REFERENCES', object))
    throw new OracleError(1031, 'insufficient privileges', name.at)
  return object.table
}

/** The key that the columns behind REFERENCES are. Raises ORA-02268 and ORA-02270. */
const referencedKey = (
  { parentColumns, parent: name }: Rule<'foreign key'>,
  parent: StoredTable,
): { readonly key: Key; readonly parentColumns: readonly number[] } => {
  if (parentColumns.length === 0) {
    const key = parent.keys.find(({ kind }) => kind === 'primary key')
    if (key === undefined)
      throw new OracleError(2268, 'referenced table does not have a primary key', name.at)
    return { key, parentColumns: key.columns }
  }
  const places = parentColumns.map((column) => placeOf(parent, column))
  const key = parent.keys.find(
    ({ columns }) => columns.length === places.length && places.every((place) => columns.includes(place)),
  )
  if (key === undefined)
    throw new OracleError(2270, 'no matching unique or primary key for this column-list', name.at)
  return { key, parentColumns: places }
}

/** The constraint that DROP means. Raises ORA-02441, ORA-02442 and ORA-02443. */
export const chooseConstraint = (which: ConstraintChoice, table: StoredTable): Constraint => {
  switch (which.kind) {
    case 'named': {
      const found = table.constraints.find(({ name }) => name === which.name)
      if (found === undefined)
        throw new OracleError(2443, 'Cannot drop constraint  - nonexistent constraint', which.at)
      return found
    }
    case 'primary key': {
      const found = table.keys.find(({ kind }) => kind === 'primary key')
      if (found === undefined) throw new OracleError(2441, 'Cannot drop nonexistent primary key', which.at)
      return found
    }
    case 'unique': {
      const places = placesOf(table, which.columns)
      const found = table.keys.find(
        ({ kind, columns }) => kind === 'unique' && columns.join() === places.join(),
      )
      if (found === undefined) throw new OracleError(2442, 'Cannot drop nonexistent unique key', which.at)
      return found
    }
  }
}

/** Drops a constraint and the index made for it. Raises ORA-02273 while foreign keys refer to it, unless they go too. */
export const dropConstraint = (constraint: Constraint, table: StoredTable, isCascade: boolean): void => {
  if (constraint.kind === 'primary key' || constraint.kind === 'unique') {
    const references = [...table.references].filter(({ key }) => key === constraint)
    if (references.length > 0 && !isCascade)
      throw new OracleError(2273, 'this unique/primary key is referenced by some foreign keys')
    for (const foreignKey of references) foreignKey.table.removeConstraint(foreignKey)
    if (constraint.index.isMadeForConstraint) table.removeIndex(constraint.index)
  }
  table.removeConstraint(constraint)
}
