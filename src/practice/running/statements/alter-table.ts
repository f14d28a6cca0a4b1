/**
 * ALTER TABLE: one change of a table, done as a whole or not at all, while nobody else works with it.
 */
import type { TableObject } from '../../dictionary/schema-object.ts'
import { notSupported, OracleError } from '../../error.ts'
import type { ConstraintDefinition, TableChange } from '../../parsing/ast/definition.ts'
import type { PlacedName } from '../../parsing/ast/name.ts'
import type { Statement } from '../../parsing/ast/statement.ts'
import type { Compilation } from '../expression/compilation.ts'
import type { Run } from '../frame.ts'
import type { Work } from '../pause.ts'
import { isKey } from '../storage/constraint.ts'
import { addColumns } from './add-columns.ts'
import {
  addConstraint,
  chooseConstraint,
  dropConstraint,
  requireFreeConstraintName,
  type Undo,
} from './constraint-definition.ts'
import { dropColumns } from './drop-columns.ts'
import { putIndexes, removeIndexes } from './index-definition.ts'
import { modifyColumns } from './modify-columns.ts'
import { findDefinable, lockForDefinition, placeOf } from './own-table.ts'
import { nothingWrong, type StatementPlan } from './statement-plan.ts'

/** Raises ORA-00942, ORA-01031, ORA-00054 while another's transaction has changed the table, and what each change raises. */
export const alterTable = (
  { table: name, changes, at }: Extract<Statement, { kind: 'alter table' }>,
  compilation: Compilation,
): StatementPlan => ({
  kind: 'ddl',
  *run(run) {
    const [change, another] = changes
    if (another !== undefined) throw notSupported('ALTER TABLE with several clauses', at)
    const object = findDefinable(name, 'ALTER', compilation)
    yield* lockForDefinition(object.table, 'exclusive', run)
    if (change !== undefined) yield* alter(object, change, compilation, run)
    return nothingWrong
  },
})

function* alter(object: TableObject, change: TableChange, compilation: Compilation, run: Run): Work<void> {
  const { catalog } = compilation.instance
  switch (change.kind) {
    case 'add':
      if (change.columns.length > 0) yield* addColumns(object, change, compilation, run)
      else yield* addConstraints(object, change.constraints, compilation, run)
      return
    case 'modify':
      yield* modifyColumns(object, change.columns, compilation, run)
      return
    case 'drop columns':
      yield* dropColumns(object, change, compilation, run)
      return
    case 'drop constraint': {
      const { table } = object
      const before = [...table.indexes]
      dropConstraint(chooseConstraint(change.which, table), table, change.isCascade)
      for (const { owner, name } of before.filter(({ isDropped }) => isDropped)) {
        const known = catalog.index(owner, name)
        if (known !== undefined) catalog.remove(known)
      }
      catalog.touch(object)
      return
    }
    case 'rename column':
      renameColumn(object, change.from, change.to)
      catalog.touch(object)
      return
    case 'rename constraint':
      renameConstraint(object, change.from, change.to, compilation)
      catalog.touch(object)
      return
    case 'rename':
      renameTable(object, change.to, compilation)
  }
}

/** Adds all of them or none. */
export function* addConstraints(
  object: TableObject,
  constraints: readonly ConstraintDefinition[],
  compilation: Compilation,
  run: Run,
): Work<void> {
  const { catalog } = compilation.instance
  const undos: Undo[] = []
  try {
    for (const constraint of constraints)
      undos.push(yield* addConstraint(constraint, object, compilation, run))
  } catch (error) {
    for (const undo of undos.reverse()) undo()
    throw error
  }
  putIndexes(object, catalog)
  catalog.touch(object)
}

/** Raises ORA-00904 and ORA-00957. */
const renameColumn = ({ table }: TableObject, from: PlacedName, to: PlacedName): void => {
  const place = placeOf(table, from)
  if (table.columns.some(({ name }) => name === to.name))
    throw new OracleError(957, 'duplicate column name', to.at)
  if (table.checks.some(({ columns }) => columns.includes(place)))
    throw notSupported('RENAME of a column in a CHECK constraint', from.at)
  table.redefine(
    table.columns.map((column, index) => (index === place ? { ...column, name: to.name } : column)),
  )
}

/** Raises ORA-23292 and ORA-02264. */
const renameConstraint = (
  { owner, table }: TableObject,
  from: PlacedName,
  to: PlacedName,
  compilation: Compilation,
): void => {
  const found = table.constraints.find(({ name }) => name === from.name)
  if (found === undefined) throw new OracleError(23292, 'The constraint does not exist', from.at)
  requireFreeConstraintName(owner, to.name, to.at, compilation)
  const renamed = { ...found, name: to.name, isGenerated: false }
  table.replaceConstraint(found, renamed)
  for (const foreignKey of [...table.references])
    if (foreignKey.key === found && isKey(renamed))
      foreignKey.table.replaceConstraint(foreignKey, { ...foreignKey, key: renamed })
}

/** Grants go with the table. Raises ORA-00955. */
const renameTable = (object: TableObject, to: PlacedName, { instance }: Compilation): void => {
  const { catalog } = instance
  const { owner, table } = object
  if (catalog.find(owner, to.name) !== undefined)
    throw new OracleError(955, 'name is already used by an existing object', to.at)
  const grants = [...catalog.grants()].filter(
    (grant) => grant.owner === owner && grant.object === object.name,
  )
  removeIndexes(object, catalog, table.indexes)
  catalog.remove(object)
  const renamed: TableObject = { ...object, name: to.name, changed: new Date() }
  catalog.put(renamed)
  putIndexes(renamed, catalog)
  for (const grant of grants) catalog.grant({ ...grant, object: to.name })
}
