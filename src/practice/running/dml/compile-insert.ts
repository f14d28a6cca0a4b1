/**
 * INSERT of one row of values or of the rows of a query.
 */
import type { TableObject } from '../../dictionary/schema-object.ts'
import type { Insert, NewValue } from '../../parsing/ast/dml.ts'
import type { Row, Value } from '../../values/value.ts'
import type { Compilation } from '../expression/compilation.ts'
import { type Compiled, evaluate, evaluateAll } from '../expression/compiled.ts'
import { withoutColumns } from '../expression/no-columns.ts'
import type { Scope } from '../expression/scope.ts'
import { Draws } from '../expression/sequence-values.ts'
import { Frame } from '../frame.ts'
import { turn, type Work } from '../pause.ts'
import { BlockScope } from '../query/block-scope.ts'
import { compileQuery } from '../query/compile-query.ts'
import { refuseAggregates } from '../query/group.ts'
import { isPause, type Stream } from '../query/stream.ts'
import type { DmlKindPlan } from './dml-plan.ts'
import { checkCount, compileDefault, compileNewValue, refuseIdentity, targetColumns } from './new-values.ts'
import { compileReturning } from './returning.ts'
import { findTarget, rowChecker } from './target-table.ts'

export const compileInsert = (insert: Insert, given: Compilation, outer: Scope | undefined): DmlKindPlan => {
  const compilation: Compilation = { ...given, dialect: 'SQL', substitute: refuseAggregates }
  const object = findTarget(insert.table, 'INSERT', compilation)
  const columns = targetColumns(insert.columns, object)
  const draws = new Draws()
  const source = compileSource(insert, object, columns, { ...compilation, draws }, outer)
  const complete = rowCompleter(object, columns, { ...compilation, draws })
  const openReturned = compileReturning(insert.returning, object, insert.alias, compilation, outer)
  return {
    change: { table: object.table, inserts: true, deletes: false, updates: [] },
    isOneRow: source.isOneRow,
    *changeRows(around, run, changes) {
      const returned = openReturned(around, run)
      const frame = new Frame(run, around)
      let count = 0
      for (const item of source.rows(frame)) {
        if (isPause(item)) {
          yield item
          continue
        }
        if (!source.isOneRow) draws.draw(frame)
        const values = yield* complete(item, frame)
        yield* changes.insert(object.table, values)
        yield* returned.add(values)
        count += 1
        if (run.pulse.isTurn()) yield turn
      }
      return { count, returned: returned.columns }
    },
  }
}

/** Makes whole rows of values for some columns: the others get their defaults, all are fitted. Raises ORA-01400. */
export const rowCompleter = (
  object: TableObject,
  columns: readonly number[],
  compilation: Compilation,
): ((given: Row, frame: Frame) => Work<Row>) => {
  const checker = rowChecker(object)
  const sources = object.table.columns.map((_, column) => {
    const place = columns.indexOf(column)
    return place === -1 ? compileDefault(object, column, compilation) : place
  })
  const countsNulls =
    object.identity?.generation === 'BY DEFAULT ON NULL' ? object.identity.column : undefined
  const ownNumber = compileDefault(object, countsNulls ?? -1, compilation)
  return function* (given, frame) {
    const values: Value[] = []
    for (const [column, source] of sources.entries()) {
      let value = typeof source === 'number' ? (given[source] ?? null) : yield* evaluate(source, frame)
      if (value === null && column === countsNulls) value = yield* evaluate(ownNumber, frame)
      values.push(checker.fit(column, value, frame.run.session.nls))
    }
    checker.requirePresent(values, 'insert')
    return values
  }
}

/** Where the rows come from. VALUES reads and draws in the statement's own frame; a query has frames of its own. */
interface RowsToInsert {
  readonly isOneRow: boolean
  rows(frame: Frame): Stream<Row>
}

const compileSource = (
  { source, at }: Insert,
  object: TableObject,
  columns: readonly number[],
  compilation: Compilation,
  outer: Scope | undefined,
): RowsToInsert => {
  if ('body' in source) {
    const plan = compileQuery(source, { ...compilation, drawingQuery: source }, outer)
    for (const column of columns) refuseIdentity(object, column, 'insert', at)
    checkCount(plan.columns.length, columns.length, source.at)
    return { isOneRow: false, rows: ({ outer: around, run }) => plan.rows(around, run) }
  }
  checkCount(source.length, columns.length, source[0]?.at ?? at)
  const scope = new BlockScope([], outer)
  const compileValue = (value: NewValue, index: number): Compiled =>
    compileNewValue(value, object, columns[index] ?? -1, 'insert', compilation, scope)
  const values = source.map((value, index) =>
    value.kind === 'default'
      ? compileValue(value, index)
      : withoutColumns(value, () => compileValue(value, index)),
  )
  return {
    isOneRow: true,
    *rows(frame) {
      compilation.draws?.draw(frame)
      yield yield* evaluateAll(values, frame)
    },
  }
}
