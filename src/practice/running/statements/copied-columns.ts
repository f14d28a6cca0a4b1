/**
 * Which columns of CREATE TABLE ... AS SELECT must have a value: those that stand for nothing but a column with NOT NULL
 * of its own. What a primary key demands is not carried over ("SQL Language Reference, CREATE TABLE", AS subquery).
 */
import type { Query, TableReference } from '../../parsing/ast/query.ts'
import type { Compilation } from '../expression/compilation.ts'
import type { QueryPlan } from '../query/compile-query.ts'
import type { StoredTable } from '../storage/table.ts'

/** The names of such columns of the new table. */
export const requiredColumns = (
  query: Query | undefined,
  plan: QueryPlan | undefined,
  compilation: Compilation,
): readonly string[] => {
  const body = query?.body
  if (body?.kind !== 'block' || plan === undefined || body.groupBy.length > 0) return []
  const tables = body.from.flatMap((reference) => requiredTables(reference, compilation))
  const sources = new Map<string, string>()
  for (const item of body.items)
    if (item.kind === 'expression' && item.expression.kind === 'name')
      sources.set(item.alias ?? item.text, item.expression.name.parts.at(-1) ?? '')
  return plan.columns
    .filter(({ name, nullable }) => {
      const isStar = !sources.has(name) && body.items.some(({ kind }) => kind === 'all')
      const source = sources.get(name) ?? (isStar ? name : undefined)
      return !nullable && source !== undefined && tables.some((table) => isRequired(table, source))
    })
    .map(({ name }) => name)
}

const isRequired = (table: StoredTable, name: string): boolean =>
  table.constraints.some(
    ({ kind, columns: [place] }) =>
      kind === 'not null' && place !== undefined && table.columns[place]?.name === name,
  )

/** The tables of a FROM clause but for the optional sides of outer joins. */
const requiredTables = (reference: TableReference, compilation: Compilation): readonly StoredTable[] => {
  const { catalog } = compilation.instance
  const tablesOf = (inner: TableReference) => requiredTables(inner, compilation)
  switch (reference.kind) {
    case 'table': {
      const object = catalog.resolve(reference.name, compilation.authority)
      return object?.kind === 'TABLE' ? [object.table] : []
    }
    case 'join':
      return [
        ...(reference.type === 'right' || reference.type === 'full' ? [] : tablesOf(reference.left)),
        ...(reference.type === 'left' || reference.type === 'full' ? [] : tablesOf(reference.right)),
      ]
    default:
      return []
  }
}
