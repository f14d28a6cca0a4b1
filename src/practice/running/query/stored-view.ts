/**
 * Views that users have made: compiled with the names and rights of their owner, anew whenever a definition or a right
 * has changed.
 */
import type { TableObject, ViewObject } from '../../dictionary/schema-object.ts'
import { OracleError } from '../../error.ts'
import { CompileError } from '../../parsing/syntax-error.ts'
import type { Column } from '../../values/value.ts'
import type { Compilation, UsedObjects } from '../expression/compilation.ts'
import type { Instance } from '../instance.ts'
import { compileQuery, type QueryPlan } from './compile-query.ts'

interface CompiledView {
  readonly version: number
  /** undefined for a view that has errors. */
  readonly plan: QueryPlan | undefined
  readonly uses: UsedObjects
  /** The dictionary views among its sources that not everybody may read. */
  readonly restricted: ReadonlySet<string>
}

const compiledViews = new WeakMap<ViewObject, CompiledView>()
/** What a view rested on when it was created or last used. */
const foundations = new WeakMap<ViewObject, UsedObjects>()

/**
 * The view's query, ready to run.
 * @throws OracleError ORA-04063 when it has errors: something it names is gone, or its owner may not read it any more.
 */
export const useView = (view: ViewObject, instance: Instance, at: number): QueryPlan => {
  const { plan, uses } = compileView(view, instance)
  if (plan === undefined) throw new OracleError(4063, `view "${view.owner}.${view.name}" has errors`, at)
  foundations.set(view, uses)
  return plan
}

/** Whether the view could be used as it is: whoever drops and remakes what it rests on leaves it invalid until its next use. */
export const isValidView = (view: ViewObject, instance: Instance): boolean => {
  const { plan, uses } = compileView(view, instance)
  const before = foundations.get(view) ?? uses
  return plan !== undefined && [...uses].every((id) => before.has(id) && isValidPart(id, instance))
}

const isValidPart = (id: number, instance: Instance): boolean => {
  const part = instance.catalog.byId(id)
  return part?.kind !== 'VIEW' || isValidView(part, instance)
}

/** The objects that a view names. */
export const usesOfView = (view: ViewObject, instance: Instance): UsedObjects =>
  compileView(view, instance).uses

/** Whether a view that is made of `uses` would, through other views, be made of the object `id` itself. */
export const isCircular = (id: number, uses: UsedObjects, instance: Instance): boolean => {
  const reached = new Set<number>()
  const reach = (ids: UsedObjects): void => {
    for (const each of ids) {
      if (reached.has(each)) continue
      reached.add(each)
      const view = instance.catalog.byId(each)
      if (view?.kind === 'VIEW') reach(compileView(view, instance).uses)
    }
  }
  reach(uses)
  return reached.has(id)
}

/**
 * What a view rests on that its owner may use but not pass on; undefined when all of it is the owner's or everybody's.
 * Nobody has a privilege WITH GRANT OPTION here.
 */
export const lentPart = (view: ViewObject, instance: Instance): string | undefined => {
  const { uses, restricted } = compileView(view, instance)
  const [name] = restricted
  if (name !== undefined) return `SYS.${name.replace(/^(G?V)\$/, '$1_$$')}`
  for (const id of uses) {
    const part = instance.catalog.byId(id)
    if (part !== undefined && part.owner !== view.owner) return `${part.owner}.${part.name}`
    const lent = part?.kind === 'VIEW' ? lentPart(part, instance) : undefined
    if (lent !== undefined) return lent
  }
  return undefined
}

/** The columns of a table, or of a view as they were when it last compiled. */
export const columnsOf = (object: TableObject | ViewObject, instance: Instance): readonly Column[] => {
  if (object.kind === 'TABLE') return object.table.columns
  compileView(object, instance)
  return object.columns
}

const compileView = (view: ViewObject, instance: Instance): CompiledView => {
  const known = compiledViews.get(view)
  const { version } = instance.catalog
  if (known?.version === version) return known
  const uses = new Set<number>()
  const restricted = new Set<string>()
  const compilation: Compilation = {
    instance,
    authority: { user: view.owner, schema: view.owner, isWithoutRoles: true },
    dialect: 'SQL',
    bindTypes: [],
    uses,
    onRestricted: ({ name }) => restricted.add(name),
  }
  const plan = attempt(() => compileQuery(view.query, compilation, undefined))
  if (plan !== undefined)
    view.columns = plan.columns.map((column, index) => ({
      ...column,
      name: view.columns[index]?.name ?? column.name,
    }))
  const compiled = { version, plan, uses, restricted }
  compiledViews.set(view, compiled)
  return compiled
}

const attempt = (compile: () => QueryPlan): QueryPlan | undefined => {
  try {
    return compile()
  } catch (error) {
    if (error instanceof CompileError || (error instanceof OracleError && error.number !== 3001))
      return undefined
    throw error
  }
}
