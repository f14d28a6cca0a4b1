/**
 * SELECT ... FOR UPDATE: locks the rows of the tables it names before the first of them is given out.
 */
import { notSupported, OracleError } from '../../error.ts'
import type { Query, QueryBlock } from '../../parsing/ast/query.ts'
import type { Compilation } from '../expression/compilation.ts'
import { compileExpression } from '../expression/compile-expression.ts'
import { evaluate } from '../expression/compiled.ts'
import { requireNumber } from '../expression/require.ts'
import type { Frame, Tuple } from '../frame.ts'
import { lockRow, type WaitRule } from '../storage/row-lock.ts'
import { Version } from '../storage/stored-row.ts'
import type { TableWait } from '../storage/table-lock.ts'
import { openTransaction } from '../transactions.ts'
import { type ColumnsRead, currentVersion } from '../write-consistency.ts'
import { BlockScope, columnsOf } from './block-scope.ts'
import { collect, type Stream } from './stream.ts'

/** About how many bytes a row takes that waits to be locked. */
const TUPLE = 80

type LockRows = (rows: Stream<Tuple>, frame: Frame) => Stream<Tuple>

/** undefined when the query locks nothing. Raises ORA-01786 and ORA-02014 where rows of the result are no rows of a table. */
export const compileRowLocks = (
  query: Query,
  block: QueryBlock,
  compilation: Compilation,
  scope: BlockScope,
): LockRows | undefined => {
  const { forUpdate } = query
  if (forUpdate === undefined) return undefined
  if (block.isDistinct || block.groupBy.length > 0)
    throw new OracleError(1786, 'FOR UPDATE of this query expression is not allowed', query.at)
  const named = forUpdate.of.map((name) => {
    const place = scope.places(name)?.[0]
    if (place !== undefined) return place.source
    throw new OracleError(904, `"${name.parts.join('"."')}": invalid identifier`, name.at)
  })
  const sources = scope.sources.filter((source) => named.length === 0 || named.includes(source.index))
  for (const { table, isView } of sources) {
    if (isView === true) throw notSupported('FOR UPDATE of a view', query.at)
    if (table === undefined)
      throw new OracleError(
        2014,
        'cannot select FOR UPDATE from view with DISTINCT, GROUP BY, etc.',
        query.at,
      )
    const { instance, authority } = compilation
    // SELECT is the right to lock as well; READ is not.
    if (!instance.catalog.may(authority, 'SELECT', table))
      throw new OracleError(1031, 'insufficient privileges', query.at)
  }
  const { wait } = forUpdate
  const seconds =
    typeof wait === 'string'
      ? undefined
      : compileExpression(wait, compilation, new BlockScope([], scope.outer))
  return function* (rows, frame) {
    const { session, instance } = frame.run
    const rule: WaitRule =
      seconds === undefined
        ? (wait as Exclude<typeof wait, object>)
        : requireNumber(yield* evaluate(seconds, frame)).toNumber() * 1000
    const transaction = openTransaction(session, instance)
    // What a query shows is of one moment, rows and values alike: whatever it reads of a row counts, not WHERE alone.
    const locked = sources.map(({ index }) => {
      const columns: ColumnsRead = { restarting: columnsOf(index, scope.uses) }
      return { index, columns }
    })
    for (const { table } of sources)
      yield* table?.table.lock.acquire(transaction, 'row exclusive', tableWait(rule)) ?? []
    const area = frame.run.memory.open()
    const chosen = yield* collect(rows, () => area.charge(TUPLE))
    for (const [index, tuple] of chosen.entries()) {
      if (yield* lockTuple(tuple)) {
        frame.tuple = tuple
        frame.rowNumber = index + 1
        yield tuple
      }
    }
    function* lockTuple(tuple: Tuple) {
      for (const { index, columns } of locked) {
        const version = tuple[index]
        if (!(version instanceof Version)) continue
        if (!(yield* lockRow(transaction, version.row, rule))) return false
        currentVersion(version, session, columns)
      }
      return true
    }
  }
}

/** Only rows are skipped: a table that is locked as a whole is waited for. */
const tableWait = (rule: WaitRule): TableWait => (rule === 'skip locked' ? 'wait' : rule)
