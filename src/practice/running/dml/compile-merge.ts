/**
 * MERGE: rows of a source are looked up in a table, those that match are updated or deleted, the others inserted.
 */

import type { TableObject } from '../../dictionary/schema-object.ts'
import { notSupported, OracleError } from '../../error.ts'
import type { Merge } from '../../parsing/ast/dml.ts'
import type { Expression } from '../../parsing/ast/expression.ts'
import type { Name } from '../../parsing/ast/name.ts'
import type { TableReference } from '../../parsing/ast/query.ts'
import type { Compilation } from '../expression/compilation.ts'
import { compileExpression } from '../expression/compile-expression.ts'
import { type Compiled, evaluate, evaluateAll } from '../expression/compiled.ts'
import type { Scope } from '../expression/scope.ts'
import { Draws } from '../expression/sequence-values.ts'
import { Frame } from '../frame.ts'
import { turn, type Work } from '../pause.ts'
import { BlockScope, columnsOf } from '../query/block-scope.ts'
import { compileFrom, type From } from '../query/from.ts'
import { refuseAggregates } from '../query/group.ts'
import { isPause } from '../query/stream.ts'
import { type StoredRow, Version } from '../storage/stored-row.ts'
import { openTransaction } from '../transactions.ts'
import type { ColumnsRead } from '../write-consistency.ts'
import { rowCompleter } from './compile-insert.ts'
import type { DmlKindPlan } from './dml-plan.ts'
import { checkCount, compileAssignments, compileNewValue, targetColumns } from './new-values.ts'
import type { RowChanges } from './row-changes.ts'
import { findTarget, lockSeen, rowChecker } from './target-table.ts'

/** Does its part with the frame on one pair of rows; false when its WHERE does not hold. */
type Clause<Arguments extends readonly unknown[]> = (
  frame: Frame,
  changes: RowChanges,
  ...rest: Arguments
) => Work<boolean>

export const compileMerge = (merge: Merge, given: Compilation, outer: Scope | undefined): DmlKindPlan => {
  const compilation: Compilation = { ...given, dialect: 'SQL', substitute: refuseAggregates }
  const { matched, notMatched } = merge
  const object = findTarget(merge.table, matched === undefined ? 'INSERT' : 'UPDATE', compilation)
  if (notMatched !== undefined) findTarget(merge.table, 'INSERT', compilation)
  if (matched?.deleteWhere !== undefined) findTarget(merge.table, 'DELETE', compilation)
  const from = compilePairs(merge, compilation, outer)
  const place = from.scope.sources.length - 1
  const draws = new Draws()
  const change = compileMatched(merge, object, from, { ...compilation, draws })
  const insert = compileNotMatched(merge, object, from, { ...compilation, draws }, outer)
  return {
    change: {
      table: object.table,
      inserts: insert !== undefined,
      deletes: matched?.deleteWhere !== undefined,
      updates: change?.columns ?? [],
    },
    *changeRows(around, run, changes) {
      const frame = new Frame(run, around)
      const changed = new Set<StoredRow>()
      let count = 0
      for (const item of from.rows(frame)) {
        if (isPause(item)) {
          yield item
          continue
        }
        if (run.pulse.isTurn()) yield turn
        frame.tuple = item
        const version = item[place]
        if (version instanceof Version) {
          if (change !== undefined && (yield* change.run(frame, changes, version, changed))) count += 1
        } else if (insert !== undefined && (yield* insert(frame, changes))) count += 1
      }
      return { count, returned: [] }
    },
  }
}

/** Each row of the source with every row of the target that ON holds for, or with none. */
const compilePairs = (merge: Merge, compilation: Compilation, outer: Scope | undefined): From => {
  const { table, alias, using, on, at } = merge
  const target: TableReference =
    alias === undefined ? { kind: 'table', name: table, at } : { kind: 'table', name: table, alias, at }
  const join: TableReference = {
    kind: 'join',
    type: 'left',
    left: using,
    right: target,
    on,
    using: [],
    isNatural: false,
    at,
  }
  return compileFrom([join], undefined, compilation, outer)
}

interface Matched {
  /** The columns that SET names. */
  readonly columns: readonly number[]
  readonly run: Clause<readonly [Version, Set<StoredRow>]>
}

/** Raises ORA-38104 for a column that ON needs. */
const compileMatched = (
  { matched, on, at }: Merge,
  object: TableObject,
  { scope }: From,
  compilation: Compilation,
): Matched | undefined => {
  if (matched === undefined) return undefined
  const { table } = object
  const target = scope.sources.length - 1
  const { result: assignments, uses: usedBySet } = scope.collectUses(() =>
    compileAssignments(matched.set, object, compilation, scope),
  )
  const compared = comparedColumns(on, scope, target)
  const both = assignments.columns.find((column) => compared.has(column))
  if (both !== undefined)
    throw new OracleError(
      38104,
      `Columns referenced in the ON Clause cannot be updated: "${scope.sources[target]?.alias}"."${table.columns[both]?.name}"`,
      at,
    )
  const conditions: Compilation = { ...compilation, draws: undefined }
  const { result: clauses, uses: usedByClauses } = scope.collectUses(() => ({
    where: matched.where && compileExpression(matched.where, conditions, scope),
    deleteWhere: matched.deleteWhere && compileExpression(matched.deleteWhere, conditions, scope),
  }))
  const { where, deleteWhere } = clauses
  // A. Pashchenko, "MERGE and ORA-30926, Part 2", has measured that what SET writes makes it begin again and what ON reads
  // does not; of what else is read nothing is known.
  const readColumns: ColumnsRead = {
    restarting: new Set(assignments.columns),
    unknown: {
      columns: columnsOf(target, usedBySet).union(columnsOf(target, usedByClauses)),
      word: 'MERGE that reads a column that has just changed',
    },
  }
  const checker = rowChecker(object)
  return {
    columns: assignments.columns,
    *run(frame, changes, version, changed) {
      if (where !== undefined && (yield* evaluate(where, frame)) !== true) return false
      const { session, instance } = frame.run
      const { row } = version
      if (changed.has(row))
        throw new OracleError(30926, 'unable to get a stable set of rows in the source tables')
      const current = yield* lockSeen(
        version,
        session,
        openTransaction(session, instance),
        object,
        readColumns,
      )
      changed.add(row)
      compilation.draws?.draw(frame)
      frame.tuple = frame.tuple.with(target, current)
      const values = yield* assignments.apply(frame, current.values ?? [], checker)
      if (deleteWhere !== undefined) {
        frame.tuple = frame.tuple.with(target, { values })
        if ((yield* evaluate(deleteWhere, frame)) === true) {
          yield* changes.delete(table, row)
          return true
        }
      }
      yield* changes.update(table, row, values)
      return true
    },
  }
}

/** Raises ORA-00947, ORA-00913, and ORA-38101 or ORA-38102 for columns of the target, which is not there. */
const compileNotMatched = (
  { notMatched }: Merge,
  object: TableObject,
  { scope }: From,
  compilation: Compilation,
  outer: Scope | undefined,
): Clause<readonly []> | undefined => {
  if (notMatched === undefined) return undefined
  const source = new BlockScope(scope.sources.slice(0, -1), outer)
  const refuse = (number: 38101 | 38102, clause: string): Scope => ({
    outer: source.outer,
    isFixed: source.isFixed,
    resolve(name: Name) {
      const found = source.resolve(name)
      if (found === undefined && scope.places(name) !== undefined)
        throw new OracleError(
          number,
          `Invalid column in the ${clause} Clause: "${name.parts.join('"."')}"`,
          name.at,
        )
      return found
    },
  })
  const columns = targetColumns(notMatched.columns, object)
  checkCount(notMatched.values.length, columns.length, notMatched.values[0]?.at ?? notMatched.at)
  const valuesScope = refuse(38101, 'INSERT VALUES')
  const values: readonly Compiled[] = notMatched.values.map((value, index) =>
    compileNewValue(value, object, columns[index] ?? -1, 'insert', compilation, valuesScope),
  )
  const where =
    notMatched.where &&
    compileExpression(notMatched.where, { ...compilation, draws: undefined }, refuse(38102, 'INSERT WHERE'))
  const complete = rowCompleter(object, columns, compilation)
  return function* (frame, changes) {
    if (where !== undefined && (yield* evaluate(where, frame)) !== true) return false
    compilation.draws?.draw(frame)
    const given = yield* evaluateAll(values, frame)
    yield* changes.insert(object.table, yield* complete(given, frame))
    return true
  }
}

/** The columns of one source that a condition mentions. Raises ORA-03001 for a query in it. */
const comparedColumns = (on: Expression, scope: BlockScope, source: number): ReadonlySet<number> => {
  const columns = new Set<number>()
  const visit = (part: unknown): void => {
    if (typeof part !== 'object' || part === null) return
    if ('kind' in part && part.kind === 'query') throw notSupported('query in the ON clause of MERGE', on.at)
    if ('kind' in part && part.kind === 'name' && 'name' in part)
      for (const place of scope.places(part.name as Name) ?? [])
        if (place.source === source) columns.add(place.column)
    for (const inner of Object.values(part)) visit(inner)
  }
  visit(on)
  return columns
}
