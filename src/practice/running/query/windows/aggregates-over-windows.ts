/**
 * Aggregates over windows: over a window that moves by sliding along, over a whole partition once.
 */
import { notSupported } from '../../../error.ts'
import type { Value } from '../../../values/value.ts'
import { turn } from '../../pause.ts'
import type { Aggregate, AggregateCall } from '../aggregates/aggregate.ts'
import { compileAggregate } from '../aggregates/find-aggregate.ts'
import type { Folding } from '../aggregates/fold.ts'
import { type AnalyticCall, type AnalyticFunction, refuseFrame, refuseOrder } from './analytic-function.ts'
import { compileFrame, type FramePlan } from './window-frame.ts'

/** Raises ORA-30487 for an ORDER BY with DISTINCT, LISTAGG, MEDIAN and the like. */
export const compileAggregateOver = (
  call: AggregateCall,
  { name, analytic, around }: AnalyticCall,
): AnalyticFunction => {
  if (name === 'STATS_MODE') throw notSupported('STATS_MODE with OVER', analytic.at)
  const aggregate = compileAggregate(call, around)
  if (aggregate.folding !== undefined)
    return sliding(aggregate, aggregate.folding, compileFrame(analytic, around))
  refuseOrder(analytic)
  refuseFrame(analytic)
  return once(aggregate)
}

const once = (aggregate: Aggregate): AnalyticFunction => ({
  type: aggregate.type,
  isNullable: aggregate.isNullable,
  operands: aggregate.operands,
  *values({ size, operands }, frame) {
    const all = aggregate.start()
    for (const values of operands) {
      all.add(values)
      if (frame.run.pulse.isTurn()) yield turn
    }
    return new Array<Value>(size).fill(yield* all.result(frame))
  },
})

const sliding = (aggregate: Aggregate, folding: Folding, frame: FramePlan): AnalyticFunction => ({
  type: aggregate.type,
  isNullable: aggregate.isNullable,
  operands: [...aggregate.operands, ...frame.operands],
  *values(partition, { run: { pulse } }) {
    const { operands } = partition
    const { starts, ends } = yield* frame.bounds(partition, aggregate.operands.length, pulse)
    const nothing = folding.grow().result()
    const window = folding.slide()
    const results: Value[] = []
    let [start, end, result] = [0, 0, nothing]
    for (const row of operands.keys()) {
      if (pulse.isTurn()) yield turn
      const [nextStart = 0, nextEnd = 0] = [starts[row], ends[row]]
      if (nextStart >= nextEnd) {
        results.push(nothing)
        continue
      }
      if (nextStart !== start || nextEnd !== end) {
        for (; end < nextEnd; end += 1) {
          window.push(operands[end]?.[0] ?? null)
          if (pulse.isTurn()) yield turn
        }
        for (; start < nextStart; start += 1) yield* window.shift(pulse)
        result = window.result()
      }
      results.push(result)
    }
    return results
  },
})
