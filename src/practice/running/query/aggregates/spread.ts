/**
 * VARIANCE, STDDEV and their kin, of NUMBERs ("SQL Language Reference, VAR_POP, VAR_SAMP"). Their last digits depend on
 * where Oracle rounds: a result is given when the documented formula, rounded at every step, and the exact value, rounded
 * once, are the same, and refused when they are not.
 */
import { Decimal as BaseDecimal } from 'decimal.js'
import { notSupported } from '../../../error.ts'
import {
  add,
  Decimal,
  divide,
  multiply,
  roundToNumber,
  squareRoot,
  subtract,
  zero,
} from '../../../values/number.ts'
import type { Value } from '../../../values/value.ts'
import { requireNumber } from '../../expression/require.ts'
import type { Fold } from './fold.ts'

export type SpreadName = 'VARIANCE' | 'VAR_POP' | 'VAR_SAMP' | 'STDDEV' | 'STDDEV_POP' | 'STDDEV_SAMP'

/** Far more digits than the sums of squares of any real column take. */
const Exact = BaseDecimal.clone({ precision: 300 })

interface Sums {
  readonly count: number
  /** As NUMBER arithmetic has them, step by step. */
  readonly sum: Decimal
  readonly squares: Decimal
  readonly exactSum: BaseDecimal
  readonly exactSquares: BaseDecimal
}

export const spread = (name: SpreadName): Fold<Sums> => ({
  of(value) {
    const number = requireNumber(value)
    const exact = new Exact(number)
    return {
      count: 1,
      sum: number,
      squares: multiply(number, number),
      exactSum: exact,
      exactSquares: exact.times(exact),
    }
  },
  join: (earlier, later) => ({
    count: earlier.count + later.count,
    sum: add(earlier.sum, later.sum),
    squares: add(earlier.squares, later.squares),
    exactSum: earlier.exactSum.plus(later.exactSum),
    exactSquares: earlier.exactSquares.plus(later.exactSquares),
  }),
  result: (sums) => (sums === undefined ? null : spreadOf(name, sums)),
})

const spreadOf = (name: SpreadName, sums: Sums): Value => {
  const isPopulation = name.endsWith('_POP')
  if (sums.count === 1) return name.endsWith('_SAMP') ? null : zero
  const divisor = isPopulation ? sums.count : sums.count - 1
  const count = new Decimal(sums.count)
  const around = subtract(sums.squares, divide(multiply(sums.sum, sums.sum), count))
  const variance = divide(around, new Decimal(divisor))
  const exact = sums.exactSquares.minus(sums.exactSum.times(sums.exactSum).div(sums.count)).div(divisor)
  const isRoot = name.startsWith('STDDEV')
  const stepwise = isRoot ? squareRoot(variance) : variance
  const once = roundToNumber(isRoot ? exact.sqrt() : exact)
  if (!stepwise.equals(once)) throw notSupported(`the last digits of this ${name}`)
  return once
}
