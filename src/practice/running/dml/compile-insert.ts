/**
 * INSERT of one row of values or of the rows of a query.
 */
import type { TableObject } from '../../dictionary/schema-object.ts'
import { OracleError } from '../../error.ts'
import type { Dml } from '../../parsing/ast/dml.ts'
import type { Expression } from '../../parsing/ast/expression.ts'
import type { Row, Value } from '../../values/value.ts'
import type { Compilation } from '../expression/compilation.ts'
import { compileExpression } from '../expression/compile-expression.ts'
import { type Compiled, evaluate, evaluateAll } from '../expression/compiled.ts'
import type { Scope } from '../expression/scope.ts'
import { Frame, type Run } from '../frame.ts'
import { turn } from '../pause.ts'
import { BlockScope } from '../query/block-scope.ts'
import { compileQuery } from '../query/compile-query.ts'
import { refuseAggregates } from '../query/group.ts'
import { isPause, type Stream } from '../query/stream.ts'
import { openTransaction } from '../transactions.ts'
import type { DmlPlan } from './dml-plan.ts'
import { compileReturning } from './returning.ts'
import { claimKey, columnIndex, findTarget, rowChecker } from './target-table.ts'

type Insert = Extract<Dml, { kind: 'insert' }>

export const compileInsert = (insert: Insert, given: Compilation, outer: Scope | undefined): DmlPlan => {
  const compilation: Compilation = { ...given, dialect: 'SQL', substitute: refuseAggregates }
  const object = findTarget(insert.table, 'INSERT', compilation)
  const columns = targetColumns(insert, object)
  const readRows = compileSource(insert, columns.length, compilation, outer)
  const defaults = object.defaults.map((value) => value && compileDefault(value, compilation))
  const openReturned = compileReturning(insert.returning, object, compilation, outer)
  const checker = rowChecker(object)

  return function* (around, run) {
    const { session, instance, pulse } = run
    const returned = openReturned(around, run)
    const frame = new Frame(run, undefined)
    let count = 0
    for (const item of readRows(around, run)) {
      if (isPause(item)) {
        yield item
        continue
      }
      const values: Value[] = []
      for (let column = 0; column < object.table.columns.length; column += 1) {
        const place = columns.indexOf(column)
        const fallback = defaults[column]
        const value =
          place >= 0
            ? (item[place] ?? null)
            : fallback === undefined
              ? null
              : yield* evaluate(fallback, frame)
        values.push(checker.fit(column, value, session.nls))
      }
      checker.requirePresent(values, 'insert')
      const transaction = openTransaction(session, instance)
      yield* claimKey(object, values, undefined, transaction)
      object.table.insert(values, transaction)
      yield* returned.add(values)
      count += 1
      if (pulse.isTurn()) yield turn
    }
    return { count, returned: returned.columns }
  }
}

/** The places of the columns that get a value. Raises ORA-00904 and ORA-00957. */
const targetColumns = (insert: Insert, object: TableObject): readonly number[] => {
  if (insert.columns.length === 0) return object.table.columns.map((_, index) => index)
  const places = insert.columns.map(({ name, at }) => columnIndex(object, name, at))
  const repeated = insert.columns.find((_, index) => places.indexOf(places[index] ?? -1) !== index)
  if (repeated !== undefined) throw new OracleError(957, 'duplicate column name', repeated.at)
  return places
}

type ReadRows = (around: Frame | undefined, run: Run) => Stream<Row>

const compileSource = (
  { source, at }: Insert,
  count: number,
  compilation: Compilation,
  outer: Scope | undefined,
): ReadRows => {
  if ('body' in source) {
    const plan = compileQuery(source, compilation, outer)
    checkCount(plan.columns.length, count, source.at)
    return (around, run) => plan.rows(around, run)
  }
  checkCount(source.length, count, source[0]?.at ?? at)
  const scope = new BlockScope([], false, outer)
  const values: readonly Compiled[] = source.map((value) => compileExpression(value, compilation, scope))
  return function* (around, run) {
    yield yield* evaluateAll(values, new Frame(run, around))
  }
}

const checkCount = (given: number, wanted: number, at: number): void => {
  if (given < wanted) throw new OracleError(947, 'not enough values', at)
  if (given > wanted) throw new OracleError(913, 'too many values', at)
}

/** Defaults know no names but those of functions. */
const compileDefault = (value: Expression, compilation: Compilation): Compiled =>
  compileExpression(value, { ...compilation, bindTypes: [] }, undefined)
