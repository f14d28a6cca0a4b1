/**
 * CREATE INDEX and DROP INDEX, and the indexes of tables as the catalog knows them.
 */
import type { Catalog } from '../../dictionary/catalog.ts'
import type { TableObject } from '../../dictionary/schema-object.ts'
import { OracleError } from '../../error.ts'
import type { Statement } from '../../parsing/ast/statement.ts'
import type { Compilation } from '../expression/compilation.ts'
import { TableIndex } from '../storage/table-index.ts'
import { hasDuplicates } from './constraint-rows.ts'
import { newName } from './new-name.ts'
import { findDefinable, lockForDefinition, placesOf, unorderedType } from './own-table.ts'
import { nothingWrong, type StatementPlan } from './statement-plan.ts'

/** Notes all indexes of a table, as those of this object; indexes that are known keep their numbers. */
export const putIndexes = (object: TableObject, catalog: Catalog): void => {
  for (const index of object.table.indexes) {
    const { owner, name } = index
    const owned = catalog.newOwned(owner, name, catalog.index(owner, name))
    catalog.put({ ...owned, kind: 'INDEX', table: object, index })
  }
}

/** Forgets the indexes of a table that are no longer there, or all of them. */
export const removeIndexes = (
  { table }: TableObject,
  catalog: Catalog,
  kept: readonly TableIndex[] = [],
): void => {
  for (const index of table.indexes) {
    const known = catalog.index(index.owner, index.name)
    if (known !== undefined && !kept.some(({ name }) => name === index.name)) catalog.remove(known)
  }
}

/** Raises ORA-00955, ORA-01408, ORA-01452, ORA-02327, and ORA-00054 while another's transaction has changed the table. */
export const createIndex = (
  statement: Extract<Statement, { kind: 'create index' }>,
  compilation: Compilation,
): StatementPlan => ({
  kind: 'ddl',
  *run(run) {
    const { catalog } = compilation.instance
    const { owner, name } = newName(statement.name, compilation.authority)
    const object = findDefinable(statement.table, 'INDEX', compilation)
    const { table } = object
    if (catalog.index(owner, name) !== undefined)
      throw new OracleError(955, 'name is already used by an existing object', statement.name.at)
    const columns = placesOf(table, statement.columns)
    if (table.indexes.some((other) => other.columns.join() === columns.join()))
      throw new OracleError(1408, 'such column list already indexed', statement.columns[0]?.at)
    for (const place of columns) {
      const unordered = unorderedType(table.columns[place]?.type)
      if (unordered !== undefined)
        throw new OracleError(2327, `cannot create index on expression with datatype ${unordered}`)
    }
    yield* lockForDefinition(table, 'share', run)
    const { isUnique } = statement
    const index = new TableIndex({ owner, name, isUnique, isMadeForConstraint: false, columns })
    if (isUnique && (yield* hasDuplicates(table, index, run)))
      throw new OracleError(1452, 'cannot CREATE UNIQUE INDEX; duplicate keys found')
    yield* table.addIndex(index, run.pulse)
    putIndexes(object, catalog)
    return nothingWrong
  },
})

/** Raises ORA-01418, ORA-02429, and ORA-00054 while another's transaction has changed the table. */
export const dropIndex = (
  { name: given }: Extract<Statement, { kind: 'drop index' }>,
  compilation: Compilation,
): StatementPlan => ({
  kind: 'ddl',
  *run(run) {
    const { catalog } = compilation.instance
    const { user, schema } = compilation.authority
    const owner = given.parts.length > 1 ? given.parts[0] : schema
    const known = catalog.index(owner ?? '', given.parts.at(-1) ?? '')
    if (known === undefined || (owner !== user && known.table.owner !== user))
      throw new OracleError(1418, 'specified index does not exist', given.at)
    const { table } = known.table
    if (table.keys.some(({ index }) => index === known.index))
      throw new OracleError(2429, 'cannot drop index used for enforcement of unique/primary key', given.at)
    yield* lockForDefinition(table, 'exclusive', run)
    table.removeIndex(known.index)
    catalog.remove(known)
    return nothingWrong
  },
})
