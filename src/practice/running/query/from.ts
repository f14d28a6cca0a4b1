/**
 * A FROM clause with the conditions of WHERE: which sources there are, what their columns are called, and what must hold
 * of their rows. In what order they are joined is decided elsewhere.
 */
import type { Expression } from '../../parsing/ast/expression.ts'
import type { TableReference } from '../../parsing/ast/query.ts'
import type { Compilation } from '../expression/compilation.ts'
import type { Scope } from '../expression/scope.ts'
import type { Frame, Tuple } from '../frame.ts'
import { BlockScope } from './block-scope.ts'
import { type Condition, compileConditions } from './condition.ts'
import { type Join, type Leaf, planJoins } from './join-plan.ts'
import { mergeColumns } from './merged-columns.ts'
import { compileSource, type Source } from './source.ts'
import type { Stream } from './stream.ts'

export interface From {
  readonly scope: BlockScope
  /** Conditions that need ROWNUM or LEVEL, or no source at all. */
  readonly remaining: readonly Condition[]
  /** Whether it is the one row of DUAL. */
  readonly isDual: boolean
  rows(frame: Frame): Stream<Tuple>
}

export const compileFrom = (
  references: readonly TableReference[],
  where: Expression | undefined,
  hasLevel: boolean,
  compilation: Compilation,
  outer: Scope | undefined,
): From => {
  const leaves = new Map<Leaf, Source>()
  for (const reference of references)
    for (const leaf of leavesOf(reference))
      leaves.set(leaf, compileSource(leaf, leaves.size, compilation, outer))
  const scope = new BlockScope([...leaves.values()], hasLevel, outer)
  const sourcesOf = (reference: TableReference): Source[] =>
    leavesOf(reference).flatMap((leaf) => leaves.get(leaf) ?? [])

  const on = new Map<Join, readonly Condition[]>()
  for (const reference of references)
    for (const join of joinsOf(reference))
      on.set(join, [
        ...mergeColumns(join, scope, sourcesOf(join.left), sourcesOf(join.right)),
        ...compileConditions(join.on, compilation, scope),
      ])
  const conditions = compileConditions(where, compilation, scope)
  const { part, remaining } = planJoins(references, leaves, on, conditions)
  const [only, ...others] = scope.sources
  const isDual = others.length === 0 && only?.isDual === true
  return { scope, remaining, isDual, rows: (frame) => part.rows(frame) }
}

const leavesOf = (reference: TableReference): Leaf[] =>
  reference.kind === 'join' ? [...leavesOf(reference.left), ...leavesOf(reference.right)] : [reference]

/** The joins of a tree, inner ones first: their merged columns are names for those around them. */
const joinsOf = (reference: TableReference): Join[] =>
  reference.kind === 'join' ? [...joinsOf(reference.left), ...joinsOf(reference.right), reference] : []
