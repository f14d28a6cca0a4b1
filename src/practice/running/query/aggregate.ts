/**
 * The functions that make one value of a group's rows.
 */
import { OracleError } from '../../error.ts'
import { compareValues } from '../../values/comparison.ts'
import { add, Decimal, divide } from '../../values/number.ts'
import type { DataType, Value } from '../../values/value.ts'
import { requireNumber } from '../expression/require.ts'
import { groupingKey } from '../grouping-key.ts'

/** Takes a group's values one at a time; nulls never reach it. */
export interface Accumulator {
  add(value: Exclude<Value, null>): void
  result(): Value
}

export type AggregateName = 'COUNT' | 'SUM' | 'AVG' | 'MIN' | 'MAX'

const names: readonly string[] = ['COUNT', 'SUM', 'AVG', 'MIN', 'MAX'] satisfies AggregateName[]

export const isAggregate = (name: string): name is AggregateName => names.includes(name)

/** Aggregates that Oracle has and the practice database lacks ("SQL Language Reference, Aggregate Functions"). */
const lacking: ReadonlySet<string> = new Set([
  ...[
    'APPROX_COUNT_DISTINCT',
    'ANY_VALUE',
    'BIT_AND_AGG',
    'BIT_OR_AGG',
    'BIT_XOR_AGG',
    'CHECKSUM',
    'COLLECT',
    'CORR',
  ],
  ...[
    'COVAR_POP',
    'COVAR_SAMP',
    'KURTOSIS_POP',
    'KURTOSIS_SAMP',
    'LISTAGG',
    'MEDIAN',
    'REGR_SLOPE',
    'SKEWNESS_POP',
  ],
  ...['STATS_MODE', 'STDDEV', 'STDDEV_POP', 'STDDEV_SAMP', 'VAR_POP', 'VAR_SAMP', 'VARIANCE', 'WM_CONCAT'],
])

export const isLackingAggregate = (name: string): boolean => lacking.has(name)

export const aggregateType = (name: AggregateName, argument: DataType | undefined): DataType | undefined =>
  name === 'MIN' || name === 'MAX' ? argument : { name: 'NUMBER' }

export const accumulator = (name: AggregateName, isDistinct: boolean): Accumulator => {
  const all = create(name)
  if (!isDistinct) return all
  const seen = new Set<string>()
  return {
    add(value) {
      const key = groupingKey([value])
      if (seen.has(key)) return
      seen.add(key)
      all.add(value)
    },
    result: () => all.result(),
  }
}

const create = (name: AggregateName): Accumulator => {
  switch (name) {
    case 'COUNT': {
      let count = 0
      return {
        add() {
          count += 1
        },
        result: () => new Decimal(count),
      }
    }
    case 'SUM':
    case 'AVG': {
      let sum: Decimal | undefined
      let count = 0
      return {
        add(value) {
          const number = requireNumber(value)
          sum = sum === undefined ? number : add(sum, number)
          count += 1
        },
        result: () => (sum === undefined ? null : name === 'SUM' ? sum : divide(sum, new Decimal(count))),
      }
    }
    case 'MIN':
    case 'MAX': {
      const sign = name === 'MIN' ? -1 : 1
      let best: Value = null
      return {
        add(value) {
          if (best === null || compareValues(value, best) * sign > 0) best = value
        },
        result: () => best,
      }
    }
  }
}

/** ORA-00934 and its like, for aggregates where none may stand. */
export const aggregateNotAllowed = (at: number): OracleError =>
  new OracleError(934, 'group function is not allowed here', at)
