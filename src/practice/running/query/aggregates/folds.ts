/**
 * COUNT, SUM, AVG, MIN and MAX as folds; those of spread stand beside ("SQL Language Reference, Aggregate Functions").
 */
import { compareValues } from '../../../values/comparison.ts'
import { add, Decimal, divide } from '../../../values/number.ts'
import { requireNumber } from '../../expression/require.ts'
import { type Fold, type Folding, folding, type Present } from './fold.ts'
import { type SpreadName, spread } from './spread.ts'

export type FoldName = 'COUNT' | 'SUM' | 'AVG' | 'MIN' | 'MAX' | SpreadName

const count: Fold<number> = {
  of: () => 1,
  join: (earlier, later) => earlier + later,
  result: (state) => new Decimal(state ?? 0),
}

const sum: Fold<Decimal> = {
  of: requireNumber,
  join: add,
  result: (state) => state ?? null,
}

const average: Fold<{ readonly sum: Decimal; readonly count: number }> = {
  of: (value) => ({ sum: requireNumber(value), count: 1 }),
  join: (earlier, later) => ({ sum: add(earlier.sum, later.sum), count: earlier.count + later.count }),
  result: (state) => (state === undefined ? null : divide(state.sum, new Decimal(state.count))),
}

/** Of equal values the earlier one stays. */
const extreme = (sign: 1 | -1): Fold<Present> => ({
  of: (value) => value,
  join: (earlier, later) => (compareValues(later, earlier) * sign > 0 ? later : earlier),
  result: (state) => state ?? null,
})

export const foldOf = (name: FoldName): Folding => {
  switch (name) {
    case 'COUNT':
      return folding(count)
    case 'SUM':
      return folding(sum)
    case 'AVG':
      return folding(average)
    case 'MIN':
      return folding(extreme(-1))
    case 'MAX':
      return folding(extreme(1))
    case 'VARIANCE':
    case 'VAR_POP':
    case 'VAR_SAMP':
    case 'STDDEV':
    case 'STDDEV_POP':
    case 'STDDEV_SAMP':
      return folding(spread(name))
  }
}
