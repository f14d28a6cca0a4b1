/**
 * Functions of a row's place in its partition: ROW_NUMBER, RANK, DENSE_RANK, PERCENT_RANK, CUME_DIST, NTILE, and the share
 * RATIO_TO_REPORT ("SQL Language Reference, Analytic Functions").
 */
import { notSupported } from '../../../error.ts'
import { add, Decimal, divide, outOfRange, zero } from '../../../values/number.ts'
import type { Value } from '../../../values/value.ts'
import type { Compiled } from '../../expression/compiled.ts'
import { requireNumber } from '../../expression/require.ts'
import { numberType } from '../../expression/types.ts'
import { turn } from '../../pause.ts'
import { compileConstant, wrongArgumentCount } from '../aggregates/aggregate.ts'
import { requireNumeric } from '../aggregates/argument-types.ts'
import {
  type AnalyticCall,
  type AnalyticFunction,
  type Partition,
  refuseFrame,
  refuseOrder,
  requireOrder,
} from './analytic-function.ts'

type PlaceName = 'ROW_NUMBER' | 'RANK' | 'DENSE_RANK' | 'PERCENT_RANK' | 'CUME_DIST'

/** Functions of nothing but the row's place. */
export const compilePlace = (name: PlaceName, call: AnalyticCall): AnalyticFunction => {
  if (call.arguments.length > 0) throw wrongArgumentCount(call.analytic.at)
  refuseFrame(call.analytic)
  requireOrder(call.analytic)
  return {
    type: numberType,
    isNullable: false,
    operands: [],
    *values(partition, { run: { pulse } }) {
      const results: Value[] = []
      let peers = 0
      for (let row = 0; row < partition.size; row += 1) {
        if (pulse.isTurn()) yield turn
        if (partition.peerStarts[row] === row) peers += 1
        results.push(placeOf(name, row, peers, partition))
      }
      return results
    },
  }
}

/** `peers` counts the groups of rows that tie, up to the row's own. */
const placeOf = (
  name: PlaceName,
  row: number,
  peers: number,
  { size, peerStarts, peerEnds }: Partition,
): Decimal => {
  const [start = 0, end = 0] = [peerStarts[row], peerEnds[row]]
  switch (name) {
    case 'ROW_NUMBER':
      return new Decimal(row + 1)
    case 'RANK':
      return new Decimal(start + 1)
    case 'DENSE_RANK':
      return new Decimal(peers)
    case 'PERCENT_RANK':
      return size === 1 ? zero : divide(new Decimal(start), new Decimal(size - 1))
    case 'CUME_DIST':
      return divide(new Decimal(end), new Decimal(size))
  }
}

/** NTILE: buckets of equal size, the first ones one larger where they cannot be. */
export const compileBuckets = (call: AnalyticCall): AnalyticFunction => {
  const [count, ...more] = call.arguments
  if (count === undefined || more.length > 0) throw wrongArgumentCount(call.analytic.at)
  refuseFrame(call.analytic)
  requireOrder(call.analytic)
  return {
    type: numberType,
    isNullable: false,
    operands: [compileConstant(count, 'a number of buckets', call.around)],
    *values({ size, operands }, { run: { pulse } }) {
      const buckets = bucketCount(operands[0]?.[0] ?? null)
      const least = Math.floor(size / buckets)
      const larger = size % buckets
      const results: Value[] = []
      for (let row = 0; row < size; row += 1) {
        if (pulse.isTurn()) yield turn
        const inLarger = larger * (least + 1)
        const bucket =
          row < inLarger ? Math.floor(row / (least + 1)) : larger + Math.floor((row - inLarger) / least)
        results.push(new Decimal(bucket + 1))
      }
      return results
    },
  }
}

const bucketCount = (value: Value): number => {
  if (value === null) throw notSupported('NTILE of null')
  const count = requireNumber(value)
  if (count.lessThan(1)) throw outOfRange(count)
  return count.trunc().toNumber()
}

/** RATIO_TO_REPORT: the row's share in the sum of its partition. */
export const compileRatio = (call: AnalyticCall): AnalyticFunction => {
  const [argument, ...more] = call.arguments
  if (argument === undefined || more.length > 0) throw wrongArgumentCount(call.analytic.at)
  refuseFrame(call.analytic)
  refuseOrder(call.analytic)
  const operand: Compiled = call.around.compile(argument)
  requireNumeric(call.name, operand.type, argument.at)
  return {
    type: numberType,
    isNullable: true,
    operands: [operand],
    *values({ operands }, { run: { pulse } }) {
      let sum = zero
      for (const [value = null] of operands) {
        if (value !== null) sum = add(sum, requireNumber(value))
        if (pulse.isTurn()) yield turn
      }
      const results: Value[] = []
      for (const [value = null] of operands) {
        if (pulse.isTurn()) yield turn
        if (value !== null && sum.isZero()) throw notSupported('RATIO_TO_REPORT of a sum of 0')
        results.push(value === null ? null : divide(requireNumber(value), sum))
      }
      return results
    },
  }
}
