/**
 * A FROM clause with the conditions of WHERE: which sources there are, what their columns are called, and what must hold
 * of their rows. In what order they are joined is decided elsewhere.
 */
import { notSupported, OracleError } from '../../error.ts'
import type { Expression } from '../../parsing/ast/expression.ts'
import type { TableReference } from '../../parsing/ast/query.ts'
import type { Compilation } from '../expression/compilation.ts'
import type { Scope } from '../expression/scope.ts'
import type { Frame, Tuple } from '../frame.ts'
import { BlockScope } from './block-scope.ts'
import { type Condition, compileConditions } from './condition.ts'
import type { HierarchyUse } from './hierarchy-use.ts'
import { type Join, type Leaf, planJoins } from './join-plan.ts'
import { mergeColumns } from './merged-columns.ts'
import { compileSource, type Source } from './source.ts'
import type { Stream } from './stream.ts'

export interface From {
  readonly scope: BlockScope
  /** Conditions that are tested when everything is joined: those on ROWNUM or the hierarchy, and those that need no source. */
  readonly remaining: readonly Condition[]
  /** Whether it is the one row of DUAL. */
  readonly isDual: boolean
  rows(frame: Frame): Stream<Tuple>
}

/**
 * In a hierarchy WHERE is divided: what joins is tested before the hierarchy is built, the rest remains for its rows ("SQL
 * Language Reference, Hierarchical Queries"). Raises ORA-25156 for `(+)` beside JOIN.
 */
export const compileFrom = (
  references: readonly TableReference[],
  where: Expression | undefined,
  compilation: Compilation,
  outer: Scope | undefined,
  hierarchy?: HierarchyUse,
): From => {
  const leaves = new Map<Leaf, Source>()
  const sources: Source[] = []
  const scope = new BlockScope(sources, outer, hierarchy)
  for (const reference of references)
    for (const leaf of leavesOf(reference)) {
      const source = compileSource(leaf, sources.length, compilation, scope)
      leaves.set(leaf, source)
      sources.push(source)
    }
  const sourcesOf = (reference: TableReference): Source[] =>
    leavesOf(reference).flatMap((leaf) => leaves.get(leaf) ?? [])

  const on = new Map<Join, readonly Condition[]>()
  for (const reference of references)
    for (const join of joinsOf(reference)) {
      const left = sourcesOf(join.left)
      const right = sourcesOf(join.right)
      const merged = mergeColumns(join, scope, left, right)
      const compile = (): Condition[] => compileConditions(join.on, compilation, scope)
      on.set(join, [...merged, ...scope.within([...left, ...right], compile)])
    }
  const misplaced = [...on.values()]
    .flat()
    .find(({ usesRowNumber, usesHierarchy }) => usesRowNumber || usesHierarchy)
  if (misplaced !== undefined) throw notSupported('ROWNUM or LEVEL in ON', misplaced.at)
  const conditions = compileConditions(where, compilation, scope)
  refuseMixedJoins([...on.values()].flat(), conditions)
  const isJoining = ({ sources: used, optional }: Condition): boolean =>
    used.size > 1 || optional !== undefined
  const before = hierarchy === undefined ? conditions : conditions.filter(isJoining)
  const after = hierarchy === undefined ? [] : conditions.filter((condition) => !isJoining(condition))
  const { part, remaining } = planJoins(references, leaves, on, before)
  const isDual = sources.length === 1 && sources[0]?.isDual === true
  return { scope, remaining: [...remaining, ...after], isDual, rows: (frame) => part.rows(frame) }
}

const refuseMixedJoins = (on: readonly Condition[], where: readonly Condition[]): void => {
  const marked =
    on.find(({ optional }) => optional !== undefined) ??
    (on.length > 0 ? where.find(({ optional }) => optional !== undefined) : undefined)
  if (marked !== undefined)
    throw new OracleError(25156, 'old style outer join (+) cannot be used with ANSI joins', marked.at)
}

const leavesOf = (reference: TableReference): Leaf[] =>
  reference.kind === 'join' ? [...leavesOf(reference.left), ...leavesOf(reference.right)] : [reference]

/** The joins of a tree, inner ones first: their merged columns are names for those around them. */
const joinsOf = (reference: TableReference): Join[] =>
  reference.kind === 'join' ? [...joinsOf(reference.left), ...joinsOf(reference.right), reference] : []
