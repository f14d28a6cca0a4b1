/**
 * UPDATE and DELETE: finds rows as of the statement's start, locks each, and changes it as it is then.
 */
import type { TableObject } from '../../dictionary/schema-object.ts'
import type { Delete, Update } from '../../parsing/ast/dml.ts'
import type { TableReference } from '../../parsing/ast/query.ts'
import type { Row } from '../../values/value.ts'
import type { Compilation } from '../expression/compilation.ts'
import type { Scope } from '../expression/scope.ts'
import { Draws } from '../expression/sequence-values.ts'
import { Frame } from '../frame.ts'
import { turn, type Work } from '../pause.ts'
import { columnsOf } from '../query/block-scope.ts'
import { compileFrom, type From } from '../query/from.ts'
import { refuseAggregates } from '../query/group.ts'
import { numbered } from '../query/row-filter.ts'
import { isPause } from '../query/stream.ts'
import { Version } from '../storage/stored-row.ts'
import { openTransaction } from '../transactions.ts'
import type { ColumnsRead } from '../write-consistency.ts'
import type { DmlKindPlan } from './dml-plan.ts'
import { compileAssignments } from './new-values.ts'
import { compileReturning } from './returning.ts'
import { findTarget, lockSeen, rowChecker } from './target-table.ts'

/** The new values of a row, from those it has. */
type Change = (frame: Frame, values: Row) => Work<Row>

export const compileUpdate = (update: Update, given: Compilation, outer: Scope | undefined): DmlKindPlan => {
  const compilation: Compilation = { ...given, dialect: 'SQL', substitute: refuseAggregates }
  const object = findTarget(update.table, 'UPDATE', compilation)
  const from = compileRows(update, compilation, outer)
  const checker = rowChecker(object)
  const draws = new Draws()
  const restarting = columnsOf(0, from.scope.uses)
  const assignments = compileAssignments(update.set, object, { ...compilation, draws }, from.scope)
  const columns: ColumnsRead = {
    restarting,
    unknown: {
      columns: columnsOf(0, assignments.besideQueries),
      word: 'query in SET beside a column that has just changed',
    },
  }
  return {
    change: { table: object.table, inserts: false, deletes: false, updates: assignments.columns },
    changeRows: compileChange(update, object, from, columns, compilation, outer, (frame, values) => {
      draws.draw(frame)
      return assignments.apply(frame, values, checker)
    }),
  }
}

export const compileDelete = (
  statement: Delete,
  given: Compilation,
  outer: Scope | undefined,
): DmlKindPlan => {
  const compilation: Compilation = { ...given, dialect: 'SQL', substitute: refuseAggregates }
  const object = findTarget(statement.table, 'DELETE', compilation)
  const from = compileRows(statement, compilation, outer)
  const columns: ColumnsRead = { restarting: columnsOf(0, from.scope.uses) }
  return {
    change: { table: object.table, inserts: false, deletes: true, updates: [] },
    changeRows: compileChange(statement, object, from, columns, compilation, outer, undefined),
  }
}

/** The rows that WHERE chooses. */
const compileRows = (
  { table, alias, where, at }: Update | Delete,
  compilation: Compilation,
  outer: Scope | undefined,
): From => {
  const reference: TableReference =
    alias === undefined ? { kind: 'table', name: table, at } : { kind: 'table', name: table, alias, at }
  return compileFrom([reference], where, compilation, outer)
}

const compileChange = (
  { returning, alias }: Update | Delete,
  object: TableObject,
  from: From,
  columns: ColumnsRead,
  compilation: Compilation,
  outer: Scope | undefined,
  change: Change | undefined,
): DmlKindPlan['changeRows'] => {
  const openReturned = compileReturning(returning, object, alias, compilation, outer)
  const { table } = object
  return function* (around, run, changes) {
    const frame = new Frame(run, around)
    const returned = openReturned(around, run)
    let count = 0
    for (const item of numbered((inner) => from.rows(inner), from.remaining, frame)) {
      if (isPause(item)) {
        yield item
        continue
      }
      const [seen] = item
      if (!(seen instanceof Version)) continue
      const { session, instance } = run
      const current = yield* lockSeen(seen, session, openTransaction(session, instance), object, columns)
      const before = current.values ?? []
      frame.tuple = [current]
      const values = change && (yield* change(frame, before))
      if (values === undefined) yield* changes.delete(table, current.row)
      else yield* changes.update(table, current.row, values)
      yield* returned.add(values ?? before)
      count += 1
      if (run.pulse.isTurn()) yield turn
    }
    return { count, returned: returned.columns }
  }
}
