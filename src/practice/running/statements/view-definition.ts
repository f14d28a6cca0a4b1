/**
 * CREATE, DROP and COMPILE of views.
 */
import type { Authority } from '../../dictionary/catalog.ts'
import type { ViewObject } from '../../dictionary/schema-object.ts'
import { OracleError } from '../../error.ts'
import type { Name } from '../../parsing/ast/name.ts'
import type { Query } from '../../parsing/ast/query.ts'
import type { ViewStatement } from '../../parsing/ast/schema-object.ts'
import { parseViewText } from '../../parsing/views.ts'
import type { Column } from '../../values/value.ts'
import type { Compilation } from '../expression/compilation.ts'
import { compileQuery } from '../query/compile-query.ts'
import { noSuchTable } from '../query/source.ts'
import { isCircular, isValidView, lentPart, useView } from '../query/stored-view.ts'
import { type ExpandedStar, expandStars } from './expanded-stars.ts'
import { newName } from './new-name.ts'
import { requireColumnNames } from './queried-columns.ts'
import { immediately, nothingWrong, type StatementPlan } from './statement-plan.ts'

type Statement<Kind extends ViewStatement['kind']> = Extract<ViewStatement, { kind: Kind }>

/**
 * Whatever the owner may not read is refused now, whoever will ask the view later. Raises ORA-00955, ORA-00957, ORA-00998,
 * ORA-01730, ORA-01731 and what its query raises.
 */
export const createView = (statement: Statement<'create view'>, compilation: Compilation): StatementPlan => {
  const { instance, authority } = compilation
  const { catalog } = instance
  const { name, text, textAt, isReadOnly, orReplace } = statement
  const place = newName(name, authority)
  const { columns, stars, uses } = compileDefinition(statement, compilation)
  const expanded = expandStars(text, textAt, stars)
  return {
    kind: 'ddl',
    run: immediately(() => {
      const before = catalog.find(place.owner, place.name)
      if (before !== undefined && (!orReplace || before.kind !== 'VIEW'))
        throw new OracleError(955, 'name is already used by an existing object', name.at)
      if (before !== undefined && isCircular(before.id, uses, instance))
        throw new OracleError(1731, 'circular view definition encountered', name.at)
      const view: ViewObject = {
        ...catalog.newOwned(place.owner, place.name, before),
        kind: 'VIEW',
        text: expanded,
        query: parseViewText(expanded),
        isReadOnly,
        columns,
      }
      const isGranted = [...catalog.grants()].some(
        ({ owner, object }) => owner === place.owner && object === place.name,
      )
      const lent = isGranted ? lentPart(view, instance) : undefined
      if (lent !== undefined)
        throw new OracleError(1720, `grant option does not exist for '${lent}'`, name.at)
      catalog.put(view)
      useView(view, instance, name.at)
      return nothingWrong
    }),
  }
}

/** Compiles the query as written, in the name of the view's owner. */
const compileDefinition = (
  { name, query, columns: names }: Statement<'create view'>,
  { instance, authority }: Compilation,
): {
  readonly columns: readonly Column[]
  readonly stars: readonly ExpandedStar[]
  readonly uses: ReadonlySet<number>
} => {
  const owner: Authority = { ...authority, schema: authority.user }
  const uses = new Set<number>()
  const stars: ExpandedStar[] = []
  const compilation = { instance, authority: owner, dialect: 'SQL', bindTypes: [], uses } as const
  const { columns } = compileQuery(
    query,
    { ...compilation, onStar: (star, expanded) => stars.push({ star, columns: expanded }) },
    undefined,
  )
  requireOwnRights(query, compilation)
  if (names.length === 0) requireColumnNames(query)
  else if (names.length !== columns.length)
    throw new OracleError(1730, 'invalid number of column names specified', names[0]?.at ?? name.at)
  const named = columns.map((column, index) => ({ ...column, name: names[index]?.name ?? column.name }))
  const repeated = named.findIndex(
    (column, index) => named.findIndex((other) => other.name === column.name) !== index,
  )
  if (repeated >= 0) throw new OracleError(957, 'duplicate column name', names[repeated]?.at ?? name.at)
  return { columns: named, stars, uses }
}

/**
 * Raises ORA-01031 for a query that compiles only with what roles give its owner: a view must not depend on them ("SQL
 * Language Reference, CREATE VIEW", Prerequisites).
 */
const requireOwnRights = (query: Query, compilation: Compilation): void => {
  const { authority } = compilation
  try {
    compileQuery(query, { ...compilation, authority: { ...authority, isWithoutRoles: true } }, undefined)
  } catch (error) {
    if (error instanceof OracleError) throw new OracleError(1031, 'insufficient privileges', error.offset)
    throw error
  }
}

/** Raises ORA-00942, and ORA-01031 for another's. */
export const dropView = ({ name }: Statement<'drop view'>, compilation: Compilation): StatementPlan => {
  const view = findOwnView(name, compilation)
  return {
    kind: 'ddl',
    run: immediately(() => {
      compilation.instance.catalog.remove(view)
      return nothingWrong
    }),
  }
}

/** A view that does not compile is left as it is, with a warning. Raises ORA-00942, and ORA-01031 for another's. */
export const recompileView = (
  { name }: Statement<'compile view'>,
  compilation: Compilation,
): StatementPlan => {
  const { instance } = compilation
  const view = findOwnView(name, compilation)
  return {
    kind: 'ddl',
    run: immediately(() => {
      instance.catalog.touch(view)
      try {
        useView(view, instance, name.at)
      } catch {
        return { hasWarning: !isValidView(view, instance) }
      }
      return nothingWrong
    }),
  }
}

const findOwnView = (name: Name, { instance, authority }: Compilation): ViewObject => {
  const object = instance.catalog.locate(name, authority)
  if (object?.kind !== 'VIEW') throw noSuchTable(name)
  if (object.owner !== authority.user) throw new OracleError(1031, 'insufficient privileges', name.at)
  return object
}
