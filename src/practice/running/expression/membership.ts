/**
 * Values and rows compared with many others: IN, ANY and ALL, with a list or with a query. Unknown is null.
 */
import { OracleError } from '../../error.ts'
import type { ComparisonOperator, Expression } from '../../parsing/ast/expression.ts'
import type { Query } from '../../parsing/ast/query.ts'
import type { Row, Value } from '../../values/value.ts'
import type { Frame } from '../frame.ts'
import { groupingKey } from '../grouping-key.ts'
import { sizeOfAll, type WorkArea } from '../memory.ts'
import { turn, type Work } from '../pause.ts'
import { compileQuery, type QueryPlan } from '../query/compile-query.ts'
import { areHashed } from '../query/hash-family.ts'
import { collect } from '../query/stream.ts'
import { compileComparison, type Difference, differenceBetween, holdsFor } from './comparison.ts'
import type { Compilation } from './compilation.ts'
import { compileExpression } from './compile-expression.ts'
import { type Compiled, evaluateAll, pausing } from './compiled.ts'
import { compileLogic, compileNot } from './logic.ts'
import type { Scope } from './scope.ts'
import { once } from './subquery.ts'
import { booleanType } from './types.ts'

type In = Extract<Expression, { kind: 'in' }>
type Quantified = Extract<Expression, { kind: 'quantified' }>

/** The values of a row in parentheses, or the one value of every other expression. */
export const itemsOf = (expression: Expression): readonly Expression[] =>
  expression.kind === 'row' ? expression.items : [expression]

/** IN a list of rows or IN a query. Raises ORA-00913 and ORA-00947 for rows of other lengths. */
export const compileIn = (
  { operand, values, isNegated, at }: In,
  compilation: Compilation,
  scope: Scope | undefined,
): Compiled => {
  const isMember =
    'body' in values
      ? compileInQuery(operand, values, compilation, scope, at)
      : values
          .map((value) => compileRowEquality(operand, value, compilation, scope, at))
          .reduce((left, right) => compileLogic(left, right, true))
  return isNegated ? compileNot(isMember) : isMember
}

/** `=` and `!=` of a row and a query of one row. Raises ORA-01427 when that has more. */
export const compileRowComparison = (
  operands: readonly Expression[],
  query: Query,
  isNegated: boolean,
  compilation: Compilation,
  scope: Scope | undefined,
  at: number,
): Compiled => {
  const { compiled, plan, differences } = compileSides(operands, query, compilation, scope, at)
  const find = once(plan, (frame) => collect(plan.rows(frame, frame.run)))
  return pausing(booleanType, function* (frame) {
    const [row, another] = yield* find(frame)
    if (another !== undefined) throw new OracleError(1427, 'single-row subquery returns more than one row')
    if (row === undefined) return null
    const areEqual = equality(yield* evaluateAll(compiled, frame), row, differences, frame)
    return areEqual === null ? null : areEqual !== isNegated
  })
}

/** ANY is true when the comparison is for one of the values, ALL when it is for each of them. */
export const compileQuantified = (
  quantified: Quantified,
  compilation: Compilation,
  scope: Scope | undefined,
): Compiled => {
  const { operator, quantifier, operand, values, at } = quantified
  const isNegated = operator === '!=' && quantifier === 'all'
  if (isNegated || (operator === '=' && quantifier === 'any'))
    return compileIn({ kind: 'in', operand, values, isNegated, at }, compilation, scope)
  if (operand.kind === 'row') throw new OracleError(907, 'missing right parenthesis', operand.at)
  const compiled = compileExpression(operand, compilation, scope)
  if (!('body' in values))
    return values
      .map((value) => compileComparison(operator, compiled, compileExpression(value, compilation, scope), at))
      .reduce((left, right) => compileLogic(left, right, quantifier === 'any'))
  return compileQuantifiedQuery(operator, quantifier === 'any', operand, values, compilation, scope, at)
}

// ---- lists ------------------------------------------------------------------------------------------------

const compileRowEquality = (
  left: Expression,
  right: Expression,
  compilation: Compilation,
  scope: Scope | undefined,
  at: number,
): Compiled => {
  const lefts = itemsOf(left)
  const rights = itemsOf(right)
  checkLength(lefts.length, rights.length, right.at)
  return lefts
    .map((item, index) =>
      compileComparison(
        '=',
        compileExpression(item, compilation, scope),
        compileExpression(rights[index] ?? item, compilation, scope),
        at,
      ),
    )
    .reduce((one, other) => compileLogic(one, other, false))
}

const checkLength = (wanted: number, given: number, at: number): void => {
  if (given > wanted) throw new OracleError(913, 'too many values', at)
  if (given < wanted) throw new OracleError(947, 'not enough values', at)
}

// ---- queries ----------------------------------------------------------------------------------------------

interface Sides {
  readonly compiled: readonly Compiled[]
  readonly plan: QueryPlan
  /** How the values of each column are compared. */
  readonly differences: readonly Difference[]
  readonly areHashed: boolean
}

const compileSides = (
  operands: readonly Expression[],
  query: Query,
  compilation: Compilation,
  scope: Scope | undefined,
  at: number,
): Sides => {
  const compiled = operands.map((operand) => compileExpression(operand, compilation, scope))
  const plan = compileQuery(query, compilation, scope)
  checkLength(compiled.length, plan.columns.length, query.at)
  return {
    compiled,
    plan,
    differences: compiled.map(({ type }, index) => differenceBetween(type, plan.types[index], at)),
    areHashed: compiled.every(({ type }, index) => areHashed(type, plan.types[index])),
  }
}

/** What a query gave, ready to be searched. */
interface Members {
  readonly rows: readonly Row[]
  /** The keys of rows without nulls. */
  readonly keys: ReadonlySet<string>
  /** Those that only a comparison can tell: all, or where keys can, the rows with nulls. */
  readonly compared: readonly Row[]
  readonly area: WorkArea
}

const compileInQuery = (
  operand: Expression,
  query: Query,
  compilation: Compilation,
  scope: Scope | undefined,
  at: number,
): Compiled => {
  const sides = compileSides(itemsOf(operand), query, compilation, scope, at)
  const { compiled, plan, differences } = sides
  const find = once(plan, (frame) => gather(sides, frame))
  return pausing(booleanType, function* (frame) {
    const values = yield* evaluateAll(compiled, frame)
    const { rows, keys, compared, area } = yield* find(frame)
    let found: boolean | null = !values.includes(null) && keys.size > 0 && keys.has(groupingKey(values))
    // A value that is null equals nothing, but may leave unknown what it is compared with.
    for (const row of found ? [] : values.includes(null) ? rows : compared) {
      if (frame.run.pulse.isTurn()) yield turn
      const areEqual = equality(values, row, differences, frame)
      if (areEqual !== false) found = areEqual
      if (areEqual === true) break
      if (areEqual === null && values.length === 1 && values[0] === null) break
    }
    if (plan.isCorrelated) area.release()
    return found
  })
}

function* gather({ plan, areHashed: isKeyed }: Sides, frame: Frame): Work<Members> {
  const area = frame.run.memory.open()
  const rows = yield* collect(plan.rows(frame, frame.run), (row) => area.charge(sizeOfAll(row)))
  if (!isKeyed) return { rows, keys: new Set(), compared: rows, area }
  const compared: Row[] = []
  const keys = new Set<string>()
  for (const row of rows) {
    if (frame.run.pulse.isTurn()) yield turn
    if (row.includes(null)) compared.push(row)
    else keys.add(groupingKey(row))
  }
  return { rows, keys, compared, area }
}

const equality = (
  left: readonly Value[],
  right: Row,
  differences: readonly Difference[],
  frame: Frame,
): boolean | null => {
  let isUnknown = false
  for (const [index, difference] of differences.entries()) {
    const found = difference(left[index] ?? null, right[index] ?? null, frame)
    if (found === undefined) isUnknown = true
    else if (found !== 0) return false
  }
  return isUnknown ? null : true
}

const compileQuantifiedQuery = (
  operator: ComparisonOperator,
  isAny: boolean,
  operand: Expression,
  query: Query,
  compilation: Compilation,
  scope: Scope | undefined,
  at: number,
): Compiled => {
  const sides = compileSides([operand], query, compilation, scope, at)
  const { compiled, plan, differences } = sides
  const find = once(plan, (frame) => gather({ ...sides, areHashed: false }, frame))
  return pausing(booleanType, function* (frame) {
    const [value = null] = yield* evaluateAll(compiled, frame)
    const { rows, area } = yield* find(frame)
    let result: boolean | null = !isAny
    for (const [member = null] of rows) {
      if (frame.run.pulse.isTurn()) yield turn
      const difference = differences[0]?.(value, member, frame)
      const isTrue = difference === undefined ? null : holdsFor(operator, difference)
      if (isTrue === isAny) {
        result = isAny
        break
      }
      if (isTrue === null) result = null
    }
    if (plan.isCorrelated) area.release()
    return result
  })
}
