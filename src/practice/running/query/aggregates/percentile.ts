/**
 * MEDIAN, PERCENTILE_CONT and PERCENTILE_DISC: a value at a place of the group in order, or between two of them ("SQL
 * Language Reference, PERCENTILE_CONT, PERCENTILE_DISC, MEDIAN").
 */
import { notSupported, OracleError } from '../../../error.ts'
import type { Call, Expression, OrderedAggregate } from '../../../parsing/ast/expression.ts'
import { DateTime } from '../../../values/date-time.ts'
import { add, Decimal, multiply, one, subtract } from '../../../values/number.ts'
import type { DataType, Value } from '../../../values/value.ts'
import { type Compiled, constant, evaluate } from '../../expression/compiled.ts'
import { requireNumber } from '../../expression/require.ts'
import { numberType } from '../../expression/types.ts'
import { sizeOfAll } from '../../memory.ts'
import type { Work } from '../../pause.ts'
import { sortKeyOf } from '../order.ts'
import { type Sortable, type SortKey, sortRows } from '../sort.ts'
import {
  type Aggregate,
  argumentsOf,
  compileConstant,
  distinctNotAllowed,
  type Surroundings,
} from './aggregate.ts'
import { isNumber, isText, requireOrdered } from './argument-types.ts'
import type { Present } from './fold.ts'

type Pick = (values: readonly Sortable[], fraction: Decimal) => Value

export const compileMedian = (call: Call, around: Surroundings): Aggregate => {
  const [argument] = argumentsOf(call, 1)
  if (argument === undefined) throw new Error('MEDIAN without an argument')
  if (call.isDistinct) throw distinctNotAllowed(call.at)
  const upwards = { isDescending: false, isNullFirst: false }
  return placed(argument, upwards, constant(numberType, new Decimal('0.5')), between, 'MEDIAN', around)
}

/** `ordered` tells the order. */
export const compilePercentile = (
  name: 'PERCENTILE_CONT' | 'PERCENTILE_DISC',
  call: Call,
  ordered: OrderedAggregate | undefined,
  around: Surroundings,
): Aggregate => {
  const [fraction] = argumentsOf(call, 1)
  const [item, ...more] = ordered?.orderBy ?? []
  if (call.isDistinct) throw distinctNotAllowed(call.at)
  if (fraction === undefined || item === undefined)
    throw notSupported(`${name} without WITHIN GROUP`, call.at)
  if (more.length > 0) throw notSupported(`${name} by more than one expression`, call.at)
  const share = compileConstant(fraction, 'a percentile', around)
  const pick = name === 'PERCENTILE_CONT' ? between : reached
  return placed(item.expression, sortKeyOf(item), share, pick, name, around)
}

const placed = (
  argument: Expression,
  order: SortKey,
  share: Compiled,
  pick: Pick,
  name: string,
  around: Surroundings,
): Aggregate => {
  const operand = around.compile(argument)
  requireOrdered(operand.type, argument.at)
  if (pick === between) requireContinuous(operand.type, name, argument.at)
  return {
    type: operand.type === undefined || isNumber(operand.type) ? numberType : operand.type,
    isNullable: true,
    operands: [operand],
    folding: undefined,
    start() {
      const rows: Sortable[] = []
      let held = 0
      return {
        add([value = null]) {
          if (value === null) return
          const row = { keys: [value] }
          held += sizeOfAll(row.keys)
          rows.push(row)
        },
        get held() {
          return held
        },
        *result(frame): Work<Value> {
          const fraction = percentile(yield* evaluate(share, frame))
          const sorted = yield* sortRows(rows, [order], frame.run.pulse)
          return sorted.length === 0 ? null : pick(sorted, fraction)
        },
      }
    },
  }
}

/** @throws OracleError ORA-30493 outside of 0 to 1. */
const percentile = (value: Value): Decimal => {
  if (value === null) throw notSupported('a percentile of null')
  const fraction = requireNumber(value)
  if (fraction.lessThan(0) || fraction.greaterThan(1))
    throw new OracleError(30493, 'The percentile value should be a number between 0 and 1.')
  return fraction
}

const requireContinuous = (type: DataType | undefined, name: string, at: number): void => {
  if (type === undefined || isNumber(type) || type.name === 'DATE') return
  if (isText(type))
    throw new OracleError(30495, 'The argument should be of numeric or date/interval type.', at)
  throw notSupported(`${name} of ${type.name}`, at)
}

const valueAt = (rows: readonly Sortable[], index: number): Present => {
  const value = rows[index]?.keys[0]
  if (value === undefined || value === null) throw new Error('a percentile outside of its group')
  return value
}

/** The first value whose share of the group is as large as the percentile. */
const reached: Pick = (rows, fraction) =>
  valueAt(rows, Math.max(0, fraction.times(rows.length).ceil().toNumber() - 1))

/** Between the two values that stand around place 1 + percentile * (rows - 1), as near to each as the place is. */
const between: Pick = (rows, fraction) => {
  const place = multiply(fraction, new Decimal(rows.length - 1))
  const below = place.floor()
  const low = valueAt(rows, below.toNumber())
  if (place.equals(below)) return low
  const high = valueAt(rows, below.toNumber() + 1)
  const share = subtract(place, below)
  if (low instanceof DateTime && high instanceof DateTime) return betweenDates(low, high, share)
  return add(multiply(subtract(one, share), requireNumber(low)), multiply(share, requireNumber(high)))
}

const betweenDates = (low: DateTime, high: DateTime, share: Decimal): DateTime => {
  const seconds = share.times(high.seconds - low.seconds)
  if (!seconds.isInteger()) throw notSupported('a percentile between two seconds')
  return new DateTime('DATE', low.seconds + seconds.toNumber())
}
