/**
 * KEEP (DENSE_RANK FIRST | LAST ORDER BY ...): an aggregate of only those rows of a group that come first, or last, in an
 * order ("SQL Language Reference, FIRST").
 */
import type { OrderedAggregate } from '../../../parsing/ast/expression.ts'
import { sortKeyOf } from '../order.ts'
import { comparing } from '../sort.ts'
import type { Accumulator, Aggregate, Surroundings } from './aggregate.ts'
import { requireOrdered } from './argument-types.ts'

/** `kept` is the aggregate of the rows that are kept. */
export const compileKeep = (
  { orderBy, rows }: OrderedAggregate,
  kept: Aggregate,
  { compile }: Surroundings,
): Aggregate => {
  const keys = orderBy.map((item) => {
    const key = compile(item.expression)
    requireOrdered(key.type, item.at)
    return key
  })
  const compare = comparing(orderBy.map(sortKeyOf))
  const sign = rows === 'first' ? 1 : -1
  const width = kept.operands.length
  return {
    type: kept.type,
    isNullable: kept.isNullable,
    operands: [...kept.operands, ...keys],
    folding: undefined,
    start(): Accumulator {
      let best: { readonly keys: Parameters<Accumulator['add']>[0] } | undefined
      let all = kept.start()
      return {
        add(values) {
          const candidate = { keys: values.slice(width) }
          const difference = best === undefined ? -1 : compare(candidate, best) * sign
          if (difference > 0) return
          if (difference < 0) {
            best = candidate
            all = kept.start()
          }
          all.add(values.slice(0, width))
        },
        result: (frame) => all.result(frame),
      }
    },
  }
}
