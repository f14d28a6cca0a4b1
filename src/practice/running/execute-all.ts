/**
 * One call of a client: a statement run once for each set of binds.
 */
import type { BindType, BindValue, Executed, ExecuteOptions, RowSource } from '../door.ts'
import { OracleError } from '../error.ts'
import type { Value } from '../values/value.ts'
import { CallState, type Run } from './frame.ts'
import type { Instance } from './instance.ts'
import { turn, type Work } from './pause.ts'
import { openRowSource } from './query/session-cursor.ts'
import type { Session } from './session.ts'
import { executeStatement } from './statements/execute-statement.ts'
import type { PreparedStatement } from './statements/prepared-statement.ts'
import { commitTransaction } from './transactions.ts'

const nothing: Executed = {
  rowCount: 0,
  rowCounts: [],
  outBinds: [],
  directions: [],
  returned: [],
  implicitResults: [],
  batchErrors: [],
  hasWarning: false,
}

/** Raises the error of the first iteration that fails, unless batch errors are wanted; those before it stay done. */
export function* executeAll(
  { plan, binds: names }: PreparedStatement,
  types: readonly BindType[],
  iterations: readonly (readonly BindValue[])[],
  options: ExecuteOptions,
  session: Session,
  instance: Instance,
): Work<Executed> {
  const implicitResults: RowSource[] = []
  const pulse = instance.calls.newPulse()
  const runWith = (binds: readonly BindValue[]): Run => ({
    instance,
    session,
    authority: session.authority,
    pulse,
    memory: session.memory,
    snapshot: instance.clock.view(session.transaction),
    binds: [...binds],
    bindTypes: types,
    now: Date.now(),
    isInQuery: false,
    isInDml: false,
    mutating: new Set(),
    depth: 0,
    implicitResults,
    call: new CallState(),
  })
  if (types.length < names.length && plan.kind !== 'ddl')
    throw new OracleError(1008, 'not all variables bound')

  if (plan.kind === 'query') {
    const rows = yield* openRowSource(plan.query, undefined, runWith(iterations[0] ?? []))
    if (options.commit) yield* commitTransaction(session, instance, pulse)
    return { ...nothing, rows }
  }

  const rowCounts: number[] = []
  const outBinds: (readonly BindValue[])[] = []
  const returned: (readonly (readonly Value[])[])[] = []
  const batchErrors: { iteration: number; number: number; message: string }[] = []
  let hasWarning = false
  for (const [iteration, binds] of iterations.entries()) {
    if (pulse.isTurn()) yield turn
    const run = runWith(binds)
    try {
      const result = yield* executeStatement(plan, run)
      hasWarning ||= result.hasWarning
      rowCounts.push(result.count)
      outBinds.push(run.binds)
      returned.push(result.returned)
    } catch (error) {
      if (!options.batchErrors || !(error instanceof OracleError) || error.number === 1013) throw error
      rowCounts.push(0)
      returned.push((plan.kind === 'dml' ? plan.returning : []).map(() => []))
      batchErrors.push({ iteration, number: error.number, message: error.message })
    }
  }
  if (options.commit && batchErrors.length === 0) yield* commitTransaction(session, instance, pulse)
  return {
    ...nothing,
    rowCount: rowCounts.reduce((sum, count) => sum + count, 0),
    rowCounts,
    outBinds: plan.kind === 'plsql' ? outBinds : [],
    directions: plan.kind === 'plsql' ? plan.block.directions : [],
    returned: plan.kind === 'dml' && plan.returning.length > 0 ? returned : [],
    implicitResults,
    batchErrors,
    hasWarning,
  }
}
