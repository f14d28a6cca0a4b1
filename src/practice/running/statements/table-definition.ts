/**
 * CREATE TABLE and DROP TABLE.
 */
import type { Authority } from '../../dictionary/catalog.ts'
import { OracleError } from '../../error.ts'
import type { Name } from '../../parsing/ast/name.ts'
import { leadingBlock } from '../../parsing/ast/query.ts'
import type { Statement } from '../../parsing/ast/statement.ts'
import type { Column, DataType, Row } from '../../values/value.ts'
import type { Compilation } from '../expression/compilation.ts'
import { compileExpression } from '../expression/compile-expression.ts'
import type { Run } from '../frame.ts'
import type { Work } from '../pause.ts'
import { shapeOf } from '../plsql/shapes.ts'
import { compileQuery, type QueryPlan } from '../query/compile-query.ts'
import { openCursor } from '../query/open-cursor.ts'
import { noSuchTable } from '../query/source.ts'
import { collect } from '../query/stream.ts'
import { Segment } from '../storage/segment.ts'
import { StoredTable } from '../storage/table.ts'
import { openTransaction } from '../transactions.ts'
import { immediately, nothingWrong, type StatementPlan } from './statement-plan.ts'

type CreateTable = Extract<Statement, { kind: 'create table' }>

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

export const createTable = (statement: CreateTable, compilation: Compilation): StatementPlan => {
  const { instance, authority } = compilation
  const { catalog } = instance
  const { owner, name } = newName(statement.table, authority)
  const query = statement.asQuery && compileQuery(statement.asQuery, compilation, undefined)
  const columns =
    query === undefined ? definedColumns(statement, compilation) : queriedColumns(query, statement)
  const defaults =
    query === undefined
      ? statement.columns.map((column) => column.defaultValue)
      : columns.map(() => undefined)
  return {
    kind: 'ddl',
    *run(run) {
      const requireFree = (): void => {
        if (catalog.find(owner, name) !== undefined)
          throw new OracleError(955, 'name is already used by an existing object', statement.table.at)
      }
      requireFree()
      const key = statement.primaryKey.map((column) => keyPlace(columns, column, statement.at))
      const keyName = statement.primaryKeyName ?? `SYS_C00${catalog.nextId()}`
      const segment = new Segment(`${owner}.${name}`, instance.tableSpace, () => catalog.user(owner)?.hasRoom)
      const primaryKey = key.length === 0 ? undefined : { name: keyName, columns: key }
      const table = new StoredTable(columns, primaryKey, segment)
      if (query !== undefined) yield* fill(table, query, run)
      requireFree()
      catalog.put({ ...catalog.newOwned(owner, name), kind: 'TABLE', table, defaults })
      return { hasWarning: false }
    },
  }
}

const definedColumns = (statement: CreateTable, compilation: Compilation): Column[] =>
  statement.columns.map((column, index) => {
    if (statement.columns.findIndex((other) => other.name === column.name) !== index)
      throw new OracleError(957, 'duplicate column name', column.at)
    if (column.defaultValue !== undefined) compileExpression(column.defaultValue, compilation, undefined)
    const shape = shapeOf(column.type, compilation, undefined)
    if (shape.kind === 'record') throw new OracleError(902, 'invalid datatype', column.type.at)
    const isKey = statement.primaryKey.includes(column.name)
    return { name: column.name, type: shape.type, nullable: !column.isNotNull && !isKey }
  })

const queriedColumns = ({ columns }: QueryPlan, { asQuery, at }: CreateTable): Column[] => {
  for (const item of asQuery === undefined ? [] : leadingBlock(asQuery.body).items)
    if (item.kind === 'expression' && item.alias === undefined && item.expression.kind !== 'name')
      throw new OracleError(998, 'must name this expression with a column alias', item.at)
  return columns.map(({ name, type, nullable }, index) => {
    if (columns.findIndex((other) => other.name === name) !== index)
      throw new OracleError(957, 'duplicate column name', at)
    return { name, type: storedType(type), nullable }
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

const keyPlace = (columns: readonly Column[], name: string, at: number): number => {
  const place = columns.findIndex((column) => column.name === name)
  if (place === -1) throw new OracleError(904, `"${name}": invalid identifier`, at)
  return place
}

function* fill(table: StoredTable, query: QueryPlan, run: Run): Work<void> {
  const cursor = openCursor(query, undefined, run)
  try {
    const rows: readonly Row[] = yield* collect(cursor.rows)
    const transaction = openTransaction(run.session, run.instance)
    for (const row of rows) table.insert(row, transaction)
  } finally {
    cursor.close()
  }
}

/** Raises ORA-00942, ORA-01031, and ORA-00054 while somebody's transaction has locked a row of it. */
export const dropTable = (
  { table: name }: Extract<Statement, { kind: 'drop table' }>,
  { instance, authority }: Compilation,
): StatementPlan => {
  const { catalog } = instance
  const object = catalog.resolve(name, authority)
  if (object?.kind === 'DICTIONARY VIEW') throw new OracleError(1031, 'insufficient privileges', name.at)
  if (object?.kind !== 'TABLE') throw noSuchTable(name)
  if (object.owner !== authority.user) throw new OracleError(1031, 'insufficient privileges', name.at)
  const { table } = object
  return {
    kind: 'ddl',
    run: immediately(() => {
      if (table.isBusy)
        throw new OracleError(54, 'resource busy and acquire with NOWAIT specified or timeout expired')
      table.isDropped = true
      table.segment?.clear()
      catalog.remove(object)
      return nothingWrong
    }),
  }
}
