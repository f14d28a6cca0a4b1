/**
 * The conditions of WHERE and ON, taken apart at their ANDs, so that each is tested as soon as its sources are there.
 */
import { notSupported } from '../../error.ts'
import type { Expression } from '../../parsing/ast/expression.ts'
import { equals } from '../expression/comparison.ts'
import type { Compilation } from '../expression/compilation.ts'
import { compileExpression } from '../expression/compile-expression.ts'
import type { Compiled } from '../expression/compiled.ts'
import type { Frame } from '../frame.ts'
import type { Work } from '../pause.ts'
import type { BlockScope } from './block-scope.ts'
import { areHashed } from './hash-family.ts'
import { hasMark, readMarks } from './outer-marks.ts'

/** One side of an equality. */
interface Side {
  readonly compiled: Compiled
  readonly sources: ReadonlySet<number>
  readonly usesHierarchy: boolean
  /** Its place in its source when it is nothing but a column. */
  readonly column: number | undefined
}

export interface Condition {
  readonly test: Compiled
  readonly at: number
  readonly sources: ReadonlySet<number>
  readonly usesRowNumber: boolean
  readonly usesHierarchy: boolean
  /** For `a = b` of two types that hash alike: its sides. */
  readonly equality: { readonly left: Side; readonly right: Side } | undefined
  /** The source that `(+)` makes optional. */
  readonly optional: number | undefined
}

/** The operands of a chain of ANDs. */
export const conjuncts = (expression: Expression): Expression[] => {
  const all: Expression[] = []
  const open = [expression]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next.kind === 'binary' && next.operator === 'and') open.push(next.right, next.left)
    else all.push(next)
  }
  return all
}

export const compileConditions = (
  expression: Expression | undefined,
  compilation: Compilation,
  scope: BlockScope,
): Condition[] =>
  expression === undefined
    ? []
    : conjuncts(expression).map((conjunct) =>
        hasMark(conjunct)
          ? compileMarked(conjunct, compilation, scope)
          : compileCondition(conjunct, compilation, scope),
      )

const compileMarked = (expression: Expression, given: Compilation, scope: BlockScope): Condition => {
  const marks = readMarks(expression, given, scope)
  const condition = compileCondition(expression, marks.compilation, scope)
  if (condition.usesRowNumber || condition.usesHierarchy)
    throw notSupported('(+) beside ROWNUM, LEVEL or PRIOR', expression.at)
  return { ...condition, optional: marks.optionalSource() }
}

const compileCondition = (expression: Expression, compilation: Compilation, scope: BlockScope): Condition => {
  const { result, uses } = scope.collectUses(() => compileTest(expression, compilation, scope))
  return {
    test: result.test,
    at: expression.at,
    sources: uses.sources,
    usesRowNumber: uses.rowNumber,
    usesHierarchy: uses.hierarchy,
    equality: uses.rowNumber ? undefined : result.equality,
    optional: undefined,
  }
}

const compileTest = (
  expression: Expression,
  compilation: Compilation,
  scope: BlockScope,
): Pick<Condition, 'test' | 'equality'> => {
  const isEquality =
    expression.kind === 'binary' && expression.operator === '=' && expression.left.kind !== 'row'
  if (!isEquality) return { test: compileExpression(expression, compilation, scope), equality: undefined }
  const compileSide = (operand: Expression): Side => {
    const { result, uses } = scope.collectUses(() => compileExpression(operand, compilation, scope))
    const named = operand.kind === 'optional' ? operand.column : operand
    const places = named.kind === 'name' ? scope.places(named.name) : undefined
    return {
      compiled: result,
      sources: uses.sources,
      usesHierarchy: uses.hierarchy,
      column: places?.length === 1 ? places[0]?.column : undefined,
    }
  }
  const left = compileSide(expression.left)
  const right = compileSide(expression.right)
  const test = equals(left.compiled, right.compiled, expression.at)
  return { test, equality: areHashed(left.compiled.type, right.compiled.type) ? { left, right } : undefined }
}

/** Whether all conditions are true of the frame's row. */
export function* holds(conditions: readonly Condition[], frame: Frame): Work<boolean> {
  for (const { test } of conditions) {
    const value = test.pauses ? yield* test.run(frame) : test.run(frame)
    if (value !== true) return false
  }
  return true
}
