/**
 * Which calls are aggregates, and which of them are known here ("SQL Language Reference, Aggregate Functions").
 */
import { notSupported } from '../../../error.ts'
import type { Call, CountAll, Expression, OrderedAggregate } from '../../../parsing/ast/expression.ts'
import { type Compiled, constant } from '../../expression/compiled.ts'
import { booleanType, computed, numberType } from '../../expression/types.ts'
import { groupingKey } from '../../grouping-key.ts'
import {
  type Accumulator,
  type Aggregate,
  type AggregateCall,
  argumentsOf,
  distinctNotAllowed,
  type Surroundings,
} from './aggregate.ts'
import { requireNumeric, requireOrdered } from './argument-types.ts'
import type { Folding } from './fold.ts'
import { type FoldName, foldOf } from './folds.ts'
import { compileKeep } from './keep.ts'
import { compileListagg } from './listagg.ts'
import { compileMedian, compilePercentile } from './percentile.ts'
import { compileMode } from './stats-mode.ts'

const folds: readonly string[] = [
  ...['COUNT', 'SUM', 'AVG', 'MIN', 'MAX', 'VARIANCE', 'VAR_POP', 'VAR_SAMP'],
  ...['STDDEV', 'STDDEV_POP', 'STDDEV_SAMP'],
]

const isFold = (name: string): name is FoldName => folds.includes(name)

const others = ['LISTAGG', 'MEDIAN', 'PERCENTILE_CONT', 'PERCENTILE_DISC', 'STATS_MODE']

const lacking: ReadonlySet<string> = new Set([
  ...['ANY_VALUE', 'APPROX_COUNT', 'APPROX_COUNT_DISTINCT', 'APPROX_MEDIAN', 'APPROX_PERCENTILE'],
  ...['APPROX_SUM', 'BIT_AND_AGG', 'BIT_OR_AGG', 'BIT_XOR_AGG', 'CHECKSUM', 'COLLECT', 'CORR', 'CORR_K'],
  ...['CORR_S', 'COVAR_POP', 'COVAR_SAMP', 'KURTOSIS_POP', 'KURTOSIS_SAMP', 'REGR_AVGX', 'REGR_AVGY'],
  ...['REGR_COUNT', 'REGR_INTERCEPT', 'REGR_R2', 'REGR_SLOPE', 'REGR_SXX', 'REGR_SXY', 'REGR_SYY'],
  ...['SKEWNESS_POP', 'SKEWNESS_SAMP', 'SYS_XMLAGG', 'WM_CONCAT'],
])

const nameOf = (call: Call | CountAll): string => {
  if (call.kind === 'count all') return 'COUNT'
  return call.name.parts.length === 1 ? (call.name.parts[0] ?? '') : ''
}

/**
 * The expression as a call of an aggregate; undefined when it is none.
 * @throws OracleError ORA-03001 for an aggregate that only Oracle has.
 */
export const aggregateCall = (expression: Expression): AggregateCall | undefined => {
  if (expression.kind === 'count all' || expression.kind === 'ordered aggregate') return expression
  if (expression.kind !== 'call') return undefined
  const name = nameOf(expression)
  if (lacking.has(name)) throw notSupported(name, expression.at)
  return isFold(name) || others.includes(name) ? expression : undefined
}

/** @throws OracleError ORA-00909, ORA-00932, ORA-30482 and what the function's own rules say. */
export const compileAggregate = (call: AggregateCall, around: Surroundings): Aggregate => {
  if (call.kind !== 'ordered aggregate') return compileCall(call, undefined, around)
  if (call.rows === 'all') return compileCall(call.function, call, around)
  if (call.function.kind === 'call' && call.function.isDistinct)
    throw notSupported('KEEP with DISTINCT', call.at)
  return compileKeep(call, compileCall(call.function, undefined, around), around)
}

const compileCall = (
  call: Call | CountAll,
  ordered: OrderedAggregate | undefined,
  around: Surroundings,
): Aggregate => {
  // Every row has this something that is not null.
  if (call.kind === 'count all') return foldingOf('COUNT', constant(booleanType, true), false)
  const name = nameOf(call)
  switch (name) {
    case 'LISTAGG':
      return compileListagg(call, ordered, around)
    case 'MEDIAN':
      return compileMedian(call, around)
    case 'PERCENTILE_CONT':
    case 'PERCENTILE_DISC':
      return compilePercentile(name, call, ordered, around)
    case 'STATS_MODE':
      return compileMode(call, around)
  }
  if (!isFold(name)) throw new Error(`${name} is no aggregate`)
  const [argument] = argumentsOf(call, 1)
  if (argument === undefined) throw new Error('an aggregate without its argument')
  if (call.isDistinct && /_(POP|SAMP)$/.test(name)) throw distinctNotAllowed(call.at)
  const operand = around.compile(argument)
  if (name === 'COUNT' || name === 'MIN' || name === 'MAX') {
    if (name !== 'COUNT' || call.isDistinct) requireOrdered(operand.type, argument.at)
  } else requireNumeric(name, operand.type, argument.at)
  return foldingOf(name, operand, call.isDistinct)
}

const foldingOf = (name: FoldName, operand: Compiled, isDistinct: boolean): Aggregate => {
  const fold = foldOf(name)
  return {
    type: name === 'MIN' || name === 'MAX' ? computed(operand.type) : numberType,
    isNullable: name !== 'COUNT',
    operands: [operand],
    start: () => (isDistinct ? withoutDuplicates(growing(fold)) : growing(fold)),
    folding: isDistinct ? undefined : fold,
  }
}

const growing = (fold: Folding): Accumulator => {
  const all = fold.grow()
  return {
    add([value = null]) {
      if (value !== null) all.add(value)
    },
    // biome-ignore lint/correctness/useYield: what other aggregates do here can take long
    *result() {
      return all.result()
    },
  }
}

/** About how many bytes a key takes beside its characters. */
const KEY = 80

const withoutDuplicates = (all: Accumulator): Accumulator => {
  const seen = new Set<string>()
  let held = 0
  return {
    add(values) {
      const key = groupingKey(values)
      if (seen.has(key)) return
      held += key.length + KEY
      seen.add(key)
      all.add(values)
    },
    get held() {
      return held + (all.held ?? 0)
    },
    result: (frame) => all.result(frame),
  }
}
