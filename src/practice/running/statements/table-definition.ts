/**
 * CREATE TABLE, of columns or of the rows of a query, and DROP TABLE.
 */
import { OracleError } from '../../error.ts'
import type { ColumnDefinition } from '../../parsing/ast/definition.ts'
import type { Statement } from '../../parsing/ast/statement.ts'
import type { Column, DataType } from '../../values/value.ts'
import type { Compilation } from '../expression/compilation.ts'
import type { Run } from '../frame.ts'
import type { Instance } from '../instance.ts'
import { turn, type Work } from '../pause.ts'
import { shapeOf } from '../plsql/declared-types.ts'
import { compileQuery, type QueryPlan } from '../query/compile-query.ts'
import { openCursor } from '../query/open-cursor.ts'
import { isPause } from '../query/stream.ts'
import { Segment } from '../storage/segment.ts'
import { StoredTable } from '../storage/table.ts'
import { openTransaction } from '../transactions.ts'
import { addConstraint } from './constraint-definition.ts'
import { requiredColumns } from './copied-columns.ts'
import { identityConstraints, newIdentity } from './identity-column.ts'
import { putIndexes, removeIndexes } from './index-definition.ts'
import { newName, requireFreeName } from './new-name.ts'
import { findDefinable, lockForDefinition } from './own-table.ts'
import { requireColumnNames } from './queried-columns.ts'
import { nothingWrong, type StatementPlan } from './statement-plan.ts'
import { storedDefault } from './stored-default.ts'

type CreateTable = Extract<Statement, { kind: 'create table' }>
type DropTable = Extract<Statement, { kind: 'drop table' }>

export const createTable = (statement: CreateTable, compilation: Compilation): StatementPlan => ({
  kind: 'ddl',
  *run(run) {
    const { instance, authority } = compilation
    const { catalog } = instance
    const { owner, name } = newName(statement.table, authority)
    const requireFree = (): void => requireFreeName({ owner, name }, statement.table.at, catalog)
    requireFree()
    const query =
      statement.asQuery &&
      compileQuery(statement.asQuery, { ...compilation, drawingQuery: statement.asQuery }, undefined)
    const columns =
      query === undefined ? defineColumns(statement.columns, compilation) : queriedColumns(query, statement)
    const segment = newSegment(owner, name, instance)
    const table = new StoredTable(columns, { segment })
    yield* lockForDefinition(table, 'exclusive', run)
    const owned = catalog.newOwned(owner, name)
    const object = { ...owned, ...newIdentity(statement, owned, catalog), kind: 'TABLE', table } as const
    try {
      for (const column of requiredColumns(statement.asQuery, query, compilation)) {
        const rule = { kind: 'not null', columns: [{ name: column, at: statement.at }] } as const
        yield* addConstraint({ rule, at: statement.at }, object, compilation, run)
      }
      for (const constraint of identityConstraints(statement))
        yield* addConstraint(constraint, object, compilation, run)
      for (const constraint of statement.constraints)
        yield* addConstraint(constraint, object, compilation, run)
      if (query !== undefined) yield* fill(table, query, run)
      requireFree()
    } catch (error) {
      table.drop()
      throw error
    }
    const defaults =
      query === undefined
        ? statement.columns.map(({ defaultValue }) => storedDefault(defaultValue, compilation))
        : columns.map(() => undefined)
    const created = { ...object, defaults }
    catalog.put(created)
    if (created.identity !== undefined) catalog.put(created.identity.sequence)
    putIndexes(created, catalog)
    return nothingWrong
  },
})

/** The space of a table of that owner, who may lack room in the tablespace. */
export const newSegment = (owner: string, name: string, { tableSpace, catalog }: Instance): Segment =>
  new Segment(`${owner}.${name}`, tableSpace, () => catalog.user(owner)?.hasRoom)

/** Columns as they are written; which of them must have a value, constraints say. Raises ORA-00957 and ORA-00902. */
export const defineColumns = (columns: readonly ColumnDefinition[], compilation: Compilation): Column[] =>
  columns.map((column, index) => {
    if (columns.findIndex((other) => other.name === column.name) !== index)
      throw new OracleError(957, 'duplicate column name', column.at)
    storedDefault(column.defaultValue, compilation)
    const shape = shapeOf(column.type, compilation, undefined)
    if (shape.kind !== 'scalar') throw new OracleError(902, 'invalid datatype', column.type.at)
    return { name: column.name, type: shape.type, nullable: true }
  })

/** Raises ORA-00998, ORA-00957, and ORA-01723 for a column of nothing but NULL. */
const queriedColumns = ({ columns, types }: QueryPlan, { asQuery, at }: CreateTable): Column[] => {
  if (asQuery !== undefined) requireColumnNames(asQuery)
  return columns.map(({ name, type }, index) => {
    if (columns.findIndex((other) => other.name === name) !== index)
      throw new OracleError(957, 'duplicate column name', at)
    if (types[index] === undefined) throw new OracleError(1723, 'zero-length columns are not allowed', at)
    return { name, type: storedType(type), nullable: true }
  })
}

/** Types that only expressions have become those of columns. */
const storedType = (type: DataType): DataType => {
  switch (type.name) {
    case 'BINARY_INTEGER':
      return { name: 'NUMBER' }
    case 'REF CURSOR':
    case 'LONG':
      throw new OracleError(997, `illegal use of ${type.name} datatype`)
    default:
      return type
  }
}

function* fill(table: StoredTable, query: QueryPlan, run: Run): Work<void> {
  const cursor = openCursor(query, undefined, run)
  const transaction = openTransaction(run.session, run.instance)
  try {
    for (const item of cursor.rows) {
      if (isPause(item)) {
        yield item
        continue
      }
      table.insert(item, transaction)
      if (run.pulse.isTurn()) yield turn
    }
  } finally {
    cursor.close()
  }
}

/** Raises ORA-00942, ORA-01031, ORA-02449, and ORA-00054 while another's transaction has changed it. */
export const dropTable = (
  { table: name, isCascade }: DropTable,
  compilation: Compilation,
): StatementPlan => ({
  kind: 'ddl',
  *run(run) {
    const { catalog } = compilation.instance
    const object = findDefinable(name, undefined, compilation)
    const { table } = object
    if (!isCascade && [...table.references].some((foreignKey) => foreignKey.table !== table))
      throw new OracleError(2449, 'unique/primary keys in table referenced by foreign keys', name.at)
    yield* lockForDefinition(table, 'exclusive', run)
    removeIndexes(object, catalog)
    table.drop()
    catalog.remove(object)
    if (object.identity !== undefined) catalog.remove(object.identity.sequence)
    return nothingWrong
  },
})
