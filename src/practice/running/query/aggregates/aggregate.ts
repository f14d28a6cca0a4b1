/**
 * What an aggregate is once it is compiled: what it reads of each row, and how a group's rows become one value.
 */
import { notSupported, OracleError } from '../../../error.ts'
import type { Call, CountAll, Expression, OrderedAggregate } from '../../../parsing/ast/expression.ts'
import type { DataType, Value } from '../../../values/value.ts'
import type { Compiled } from '../../expression/compiled.ts'
import type { Frame } from '../../frame.ts'
import type { Work } from '../../pause.ts'
import type { BlockScope } from '../block-scope.ts'
import { isConstant } from '../expression-parts.ts'
import type { Folding } from './fold.ts'

export type AggregateCall = Call | CountAll | OrderedAggregate

/** Takes a group's rows one at a time, each as the values of the aggregate's operands. */
export interface Accumulator {
  add(values: readonly Value[]): void
  /** Bytes it keeps, about, where they grow with the values added. */
  readonly held?: number
  /** `frame` is that of the block; which of its rows it stands on does not matter. */
  result(frame: Frame): Work<Value>
}

export interface Aggregate {
  readonly type: DataType | undefined
  readonly isNullable: boolean
  readonly operands: readonly Compiled[]
  start(): Accumulator
  /** Does the same over the first operand's values; undefined for what wants its group as a whole. */
  readonly folding: Folding | undefined
}

/** What compiling a call of an aggregate asks of the query block around it. */
export interface Surroundings {
  /** Compiles what is read of each row. */
  compile(expression: Expression): Compiled
  readonly scope: BlockScope
}

/** ORA-00934, for aggregates where none may stand. */
export const aggregateNotAllowed = (at: number): OracleError =>
  new OracleError(934, 'group function is not allowed here', at)

/** ORA-30482. */
export const distinctNotAllowed = (at: number): OracleError =>
  new OracleError(30482, 'DISTINCT option not allowed for this function', at)

/** ORA-00909. */
export const wrongArgumentCount = (at: number): OracleError =>
  new OracleError(909, 'invalid number of arguments', at)

/** The arguments of a call, between `least` and `most` of them. @throws OracleError ORA-00909, ORA-00907. */
export const argumentsOf = (call: Call, least: number, most = least): readonly Expression[] => {
  const named = call.arguments.find((argument) => argument.name !== undefined)
  if (named !== undefined) throw new OracleError(907, 'missing right parenthesis', named.at)
  if (call.arguments.length < least || call.arguments.length > most) throw wrongArgumentCount(call.at)
  return call.arguments.map((argument) => argument.value)
}

/** Something that has to be the same for all rows. @throws OracleError ORA-03001 where that is not certain. */
export const compileConstant = (expression: Expression, what: string, around: Surroundings): Compiled => {
  if (!isConstant(expression, around.scope)) throw notSupported(`${what} that is no constant`, expression.at)
  return around.compile(expression)
}
