/**
 * Which functions stand before OVER, and how a call of one is compiled ("SQL Language Reference, Analytic Functions").
 */
import { notSupported, OracleError } from '../../../error.ts'
import type { Analytic, Call, CountAll } from '../../../parsing/ast/expression.ts'
import { distinctNotAllowed, type Surroundings } from '../aggregates/aggregate.ts'
import { aggregateCall } from '../aggregates/find-aggregate.ts'
import { compileAggregateOver } from './aggregates-over-windows.ts'
import type { AnalyticCall, AnalyticFunction } from './analytic-function.ts'
import { compileNeighbour, compileNth } from './positional.ts'
import { compileBuckets, compilePlace, compileRatio } from './ranking.ts'

const windowFunctions = [
  ...(['ROW_NUMBER', 'RANK', 'DENSE_RANK', 'PERCENT_RANK', 'CUME_DIST', 'NTILE', 'RATIO_TO_REPORT'] as const),
  ...(['LAG', 'LEAD', 'FIRST_VALUE', 'LAST_VALUE', 'NTH_VALUE'] as const),
]

type WindowFunction = (typeof windowFunctions)[number]

/** Functions that are nothing without OVER. */
export const isWindowFunction = (name: string): name is WindowFunction =>
  windowFunctions.some((known) => known === name)

const nameOf = (call: Call | CountAll): string =>
  call.kind === 'count all' ? 'COUNT' : call.name.parts.join('.')

/** Raises what the function's own rules say; ORA-03001 for a function that is not known. */
export const compileAnalytic = (analytic: Analytic, around: Surroundings): AnalyticFunction => {
  const { function: called } = analytic
  const plain = called.kind === 'ordered aggregate' ? called.function : called
  const name = nameOf(plain)
  const call: AnalyticCall = {
    name,
    analytic,
    arguments: plain.kind === 'call' ? plain.arguments.map((argument) => argument.value) : [],
    around,
  }
  const aggregate = aggregateCall(called)
  if (aggregate !== undefined) return compileAggregateOver(aggregate, call)
  if (!isWindowFunction(name)) throw notSupported(`${name} OVER`, analytic.at)
  if (plain.kind === 'call' && plain.isDistinct) throw distinctNotAllowed(plain.at)
  switch (name) {
    case 'ROW_NUMBER':
    case 'RANK':
    case 'DENSE_RANK':
    case 'PERCENT_RANK':
    case 'CUME_DIST':
      return compilePlace(name, call)
    case 'NTILE':
      return compileBuckets(call)
    case 'RATIO_TO_REPORT':
      return compileRatio(call)
    case 'LAG':
    case 'LEAD':
      return compileNeighbour(name, call)
    case 'FIRST_VALUE':
    case 'LAST_VALUE':
    case 'NTH_VALUE':
      return compileNth(name, call)
  }
}

/** ORA-30484, for a function that is nothing without OVER. */
export const missingWindow = (at: number): OracleError =>
  new OracleError(30484, 'missing window specification for this function', at)
