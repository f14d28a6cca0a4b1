/**
 * UPDATE and DELETE: finds rows as of the statement's start, locks each, and changes it.
 */
import type { TableObject } from '../../dictionary/schema-object.ts'
import { OracleError } from '../../error.ts'
import type { Dml } from '../../parsing/ast/dml.ts'
import type { TableReference } from '../../parsing/ast/query.ts'
import type { Row, Value } from '../../values/value.ts'
import type { Compilation } from '../expression/compilation.ts'
import { compileExpression } from '../expression/compile-expression.ts'
import { evaluate } from '../expression/compiled.ts'
import type { Scope } from '../expression/scope.ts'
import { Frame } from '../frame.ts'
import { turn, type Work } from '../pause.ts'
import { compileFrom, type From } from '../query/from.ts'
import { refuseAggregates } from '../query/group.ts'
import { numbered } from '../query/row-filter.ts'
import { isPause } from '../query/stream.ts'
import { type StoredRow, Version } from '../storage/table.ts'
import { openTransaction } from '../transactions.ts'
import type { DmlPlan } from './dml-plan.ts'
import { compileReturning } from './returning.ts'
import { claimKey, columnIndex, findTarget, lockSeen, rowChecker } from './target-table.ts'

type Update = Extract<Dml, { kind: 'update' }>
type Delete = Extract<Dml, { kind: 'delete' }>

/** The new values of a row, from those it has. */
type Change = (frame: Frame, values: Row) => Work<Row>

export const compileUpdate = (update: Update, given: Compilation, outer: Scope | undefined): DmlPlan => {
  const compilation: Compilation = { ...given, dialect: 'SQL', substitute: refuseAggregates }
  const object = findTarget(update.table, 'UPDATE', compilation)
  const from = compileRows(update, compilation, outer)
  const checker = rowChecker(object)
  const assignments = update.set.map((assignment) => ({
    column: columnIndex(object, assignment.column, assignment.at),
    value: compileExpression(assignment.value, compilation, from.scope),
  }))
  const repeated = update.set.find(
    (assignment, index) => update.set.findIndex((other) => other.column === assignment.column) !== index,
  )
  if (repeated !== undefined) throw new OracleError(957, 'duplicate column name', repeated.at)
  return compileChange(update, object, from, compilation, outer, function* (frame, values) {
    const changed: Value[] = [...values]
    for (const { column, value } of assignments)
      changed[column] = checker.fit(column, yield* evaluate(value, frame), frame.run.session.nls)
    checker.requirePresent(changed, 'update')
    return changed
  })
}

export const compileDelete = (statement: Delete, given: Compilation, outer: Scope | undefined): DmlPlan => {
  const compilation: Compilation = { ...given, dialect: 'SQL', substitute: refuseAggregates }
  const object = findTarget(statement.table, 'DELETE', compilation)
  const from = compileRows(statement, compilation, outer)
  return compileChange(statement, object, from, compilation, outer, undefined)
}

/** The rows that WHERE chooses. */
const compileRows = (
  { table, alias, where, at }: Update | Delete,
  compilation: Compilation,
  outer: Scope | undefined,
): From => {
  const reference: TableReference =
    alias === undefined ? { kind: 'table', name: table, at } : { kind: 'table', name: table, alias, at }
  return compileFrom([reference], where, false, compilation, outer)
}

const compileChange = (
  { returning }: Update | Delete,
  object: TableObject,
  from: From,
  compilation: Compilation,
  outer: Scope | undefined,
  change: Change | undefined,
): DmlPlan => {
  const openReturned = compileReturning(returning, object, compilation, outer)
  const { table } = object
  const hasOtherKey = (before: Row, after: Row): boolean =>
    table.keys !== undefined && table.keys.keyOf(before) !== table.keys.keyOf(after)

  return function* (around, run) {
    const frame = new Frame(run, around)
    const returned = openReturned(around, run)
    const rekeyed: { readonly row: StoredRow; readonly values: Row }[] = []
    let count = 0
    for (const item of numbered((inner) => from.rows(inner), from.remaining, frame)) {
      if (isPause(item)) {
        yield item
        continue
      }
      const [version] = item
      if (!(version instanceof Version) || version.values === undefined) continue
      const transaction = openTransaction(run.session, run.instance)
      yield* lockSeen(version, transaction, object)
      frame.tuple = item
      const values = change && (yield* change(frame, version.values))
      table.write(version.row, values, transaction)
      if (values !== undefined && hasOtherKey(version.values, values))
        rekeyed.push({ row: version.row, values })
      yield* returned.add(values ?? version.values)
      count += 1
      if (run.pulse.isTurn()) yield turn
    }
    // Keys must be unique when the statement ends, not after each of its rows.
    for (const { row, values } of rekeyed)
      yield* claimKey(object, values, row, openTransaction(run.session, run.instance))
    return { count, returned: returned.columns }
  }
}
