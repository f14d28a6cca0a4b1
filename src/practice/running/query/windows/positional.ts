/**
 * Functions that fetch another row's value: LAG, LEAD, FIRST_VALUE, LAST_VALUE, NTH_VALUE ("SQL Language Reference, LAG,
 * FIRST_VALUE, NTH_VALUE").
 */
import { notSupported } from '../../../error.ts'
import { type Decimal, one, outOfRange } from '../../../values/number.ts'
import type { DataType, Value } from '../../../values/value.ts'
import { type Compiled, constant } from '../../expression/compiled.ts'
import { requireNumber } from '../../expression/require.ts'
import { computed, familyOf, numberType, textLength, textType } from '../../expression/types.ts'
import { type Pulse, turn, type Work } from '../../pause.ts'
import { compileConstant, wrongArgumentCount } from '../aggregates/aggregate.ts'
import {
  type AnalyticCall,
  type AnalyticFunction,
  type Partition,
  refuseFrame,
  requireOrder,
} from './analytic-function.ts'
import { compileFrame } from './window-frame.ts'

/** The rows that count, all of them or those whose first operand is not null, in their order. */
function* countingRows(
  { operands }: Partition,
  ignoresNulls: boolean,
  pulse: Pulse,
): Work<readonly number[]> {
  const rows: number[] = []
  for (const [row, [value = null]] of operands.entries()) {
    if (pulse.isTurn()) yield turn
    if (!ignoresNulls || value !== null) rows.push(row)
  }
  return rows
}

/** How many of the rows stand before `row`. */
const countBefore = (rows: readonly number[], row: number): number => {
  let [low, high] = [0, rows.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((rows[middle] ?? 0) < row) low = middle + 1
    else high = middle
  }
  return low
}

// ---- LAG and LEAD -----------------------------------------------------------------------------------------

export const compileNeighbour = (name: 'LAG' | 'LEAD', call: AnalyticCall): AnalyticFunction => {
  const { analytic, around } = call
  const [argument, offset, otherwise, ...more] = call.arguments
  if (argument === undefined || more.length > 0) throw wrongArgumentCount(analytic.at)
  refuseFrame(analytic)
  requireOrder(analytic)
  const operand = around.compile(argument)
  const away = offset === undefined ? constant(numberType, one) : around.compile(offset)
  const other = otherwise && around.compile(otherwise)
  if (other !== undefined) requireAlike(operand, other, name, otherwise?.at ?? analytic.at)
  return {
    type: typeOf(operand, other),
    isNullable: true,
    operands: [operand, away, ...(other === undefined ? [] : [other])],
    *values(partition, { run: { pulse } }) {
      const rows = yield* countingRows(partition, analytic.ignoresNulls, pulse)
      const results: Value[] = []
      for (const [row, [, distance = null, instead = null]] of partition.operands.entries()) {
        if (pulse.isTurn()) yield turn
        const count = neighbourDistance(distance)
        if (count === 0 && analytic.ignoresNulls)
          throw notSupported(`${name} of the row itself with IGNORE NULLS`)
        const place = name === 'LAG' ? countBefore(rows, row) - count : countBefore(rows, row + 1) - 1 + count
        const found = count === 0 ? row : rows[place]
        results.push(found === undefined ? instead : (partition.operands[found]?.[0] ?? null))
      }
      return results
    },
  }
}

/** @throws OracleError ORA-01428 below 0. */
const neighbourDistance = (value: Value): number => {
  if (value === null) throw notSupported('LAG and LEAD by null')
  return wholeNumber(requireNumber(value), 0)
}

/** @throws OracleError ORA-01428 below `least`. */
const wholeNumber = (number: Decimal, least: number): number => {
  if (number.lessThan(least)) throw outOfRange(number)
  if (!number.isInteger()) throw notSupported('a fraction of a row')
  return number.toNumber()
}

/** What stands in for a row that is not there has to be of the same family. */
const requireAlike = ({ type }: Compiled, other: Compiled, name: string, at: number): void => {
  if (type === undefined || other.type === undefined) return
  if (familyOf(type) === familyOf(other.type) && (familyOf(type) !== 'date' || type.name === other.type.name))
    return
  throw notSupported(`${name} with a default of another type`, at)
}

const typeOf = (operand: Compiled, other: Compiled | undefined): DataType | undefined => {
  const { type } = operand
  if (type === undefined || other?.type === undefined || familyOf(type) !== 'text')
    return computed(type ?? other?.type)
  return textLength(other.type) <= textLength(type)
    ? type
    : textType(Math.max(textLength(type), textLength(other.type)))
}

// ---- FIRST_VALUE, LAST_VALUE, NTH_VALUE -------------------------------------------------------------------

export const compileNth = (
  name: 'FIRST_VALUE' | 'LAST_VALUE' | 'NTH_VALUE',
  call: AnalyticCall,
): AnalyticFunction => {
  const { analytic, around } = call
  const [argument, nth, ...more] = call.arguments
  const isCounted = name === 'NTH_VALUE'
  if (argument === undefined || more.length > 0 || (nth !== undefined) !== isCounted)
    throw wrongArgumentCount(analytic.at)
  const operand = around.compile(argument)
  const frame = compileFrame(analytic, around)
  const count =
    nth === undefined ? constant(numberType, one) : compileConstant(nth, 'the row of NTH_VALUE', around)
  const fromEnd = name === 'LAST_VALUE' || analytic.isFromLast
  return {
    type: computed(operand.type),
    isNullable: true,
    operands: [operand, count, ...frame.operands],
    *values(partition, { run: { pulse } }) {
      const rows = yield* countingRows(partition, analytic.ignoresNulls, pulse)
      const { starts, ends } = yield* frame.bounds(partition, 2, pulse)
      const results: Value[] = []
      for (const [row, [, nthValue = null]] of partition.operands.entries()) {
        if (pulse.isTurn()) yield turn
        if (nthValue === null) throw notSupported('NTH_VALUE of null')
        const distance = wholeNumber(requireNumber(nthValue), 1) - 1
        const first = countBefore(rows, starts[row] ?? 0)
        const end = countBefore(rows, ends[row] ?? 0)
        const place = fromEnd ? end - 1 - distance : first + distance
        const found = place >= first && place < end ? rows[place] : undefined
        results.push(found === undefined ? null : (partition.operands[found]?.[0] ?? null))
      }
      return results
    },
  }
}
