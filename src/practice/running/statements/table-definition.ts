/**
 * CREATE TABLE, of columns or of the rows of a query, and DROP TABLE.
 */
import type { Authority } from '../../dictionary/catalog.ts'
import { OracleError } from '../../error.ts'
import type { ColumnDefinition } from '../../parsing/ast/definition.ts'
import type { Name } from '../../parsing/ast/name.ts'
import { leadingBlock } from '../../parsing/ast/query.ts'
import type { Statement } from '../../parsing/ast/statement.ts'
import type { Column, DataType } from '../../values/value.ts'
import type { Compilation } from '../expression/compilation.ts'
import { compileExpression } from '../expression/compile-expression.ts'
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
import { putIndexes, removeIndexes } from './index-definition.ts'
import { findDefinable, lockForDefinition } from './own-table.ts'
import { nothingWrong, type StatementPlan } from './statement-plan.ts'

type CreateTable = Extract<Statement, { kind: 'create table' }>
type DropTable = Extract<Statement, { kind: 'drop table' }>

/** Owner and name of something to be made. Raises ORA-01031 in another's schema: nobody has such rights here. */
export const newName = (
  name: Name,
  { user, schema }: Authority,
): { readonly owner: string; readonly name: string } => {
  const own = name.parts.at(-1)
  const owner = name.parts.length > 1 ? name.parts[0] : schema
  if (own === undefined || owner !== user) throw new OracleError(1031, 'insufficient privileges', name.at)
  return { owner, name: own }
}

export const createTable = (statement: CreateTable, compilation: Compilation): StatementPlan => ({
  kind: 'ddl',
  *run(run) {
    const { instance, authority } = compilation
    const { catalog } = instance
    const { owner, name } = newName(statement.table, authority)
    const requireFree = (): void => {
      if (catalog.find(owner, name) !== undefined)
        throw new OracleError(955, 'name is already used by an existing object', statement.table.at)
    }
    requireFree()
    const query = statement.asQuery && compileQuery(statement.asQuery, compilation, undefined)
    const columns =
      query === undefined ? defineColumns(statement.columns, compilation) : queriedColumns(query, statement)
    const segment = newSegment(owner, name, instance)
    const table = new StoredTable(columns, { segment })
    yield* lockForDefinition(table, 'exclusive', run)
    const object = { ...catalog.newOwned(owner, name), kind: 'TABLE', table } as const
    try {
      for (const column of requiredColumns(statement.asQuery, query, compilation)) {
        const rule = { kind: 'not null', columns: [{ name: column, at: statement.at }] } as const
        yield* addConstraint({ rule, at: statement.at }, object, compilation, run)
      }
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
        ? statement.columns.map((column) => column.defaultValue)
        : columns.map(() => undefined)
    const created = { ...object, defaults }
    catalog.put(created)
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
    if (column.defaultValue !== undefined) compileExpression(column.defaultValue, compilation, undefined)
    const shape = shapeOf(column.type, compilation, undefined)
    if (shape.kind !== 'scalar') throw new OracleError(902, 'invalid datatype', column.type.at)
    return { name: column.name, type: shape.type, nullable: true }
  })

const queriedColumns = ({ columns }: QueryPlan, { asQuery, at }: CreateTable): Column[] => {
  for (const item of asQuery === undefined ? [] : leadingBlock(asQuery.body).items)
    if (item.kind === 'expression' && item.alias === undefined && item.expression.kind !== 'name')
      throw new OracleError(998, 'must name this expression with a column alias', item.at)
  return columns.map(({ name, type }, index) => {
    if (columns.findIndex((other) => other.name === name) !== index)
      throw new OracleError(957, 'duplicate column name', at)
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
    return nothingWrong
  },
})
