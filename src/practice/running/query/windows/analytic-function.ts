/**
 * What an analytic function is once it is compiled: what it reads of each row, and what it gives for each row of a
 * partition.
 */
import { OracleError } from '../../../error.ts'
import type { Analytic, Expression } from '../../../parsing/ast/expression.ts'
import type { DataType, Value } from '../../../values/value.ts'
import type { Compiled } from '../../expression/compiled.ts'
import type { Frame } from '../../frame.ts'
import type { Work } from '../../pause.ts'
import type { Surroundings } from '../aggregates/aggregate.ts'

/** Rows that belong together, in the order of their window. */
export interface Partition {
  readonly size: number
  /** What the function's operands gave for each row. */
  readonly operands: readonly (readonly Value[])[]
  /** What the rows are ordered by. */
  readonly keys: readonly (readonly Value[])[]
  /** Where the rows that tie with each row begin, and end (the row behind the last of them). */
  readonly peerStarts: readonly number[]
  readonly peerEnds: readonly number[]
}

export interface AnalyticFunction {
  readonly type: DataType | undefined
  readonly isNullable: boolean
  readonly operands: readonly Compiled[]
  /** A value for each row of the partition. */
  values(partition: Partition, frame: Frame): Work<readonly Value[]>
}

/** A call of an analytic function with what was compiled for it. */
export interface AnalyticCall {
  readonly name: string
  readonly analytic: Analytic
  /** The values between the parentheses. */
  readonly arguments: readonly Expression[]
  readonly around: Surroundings
}

/** ORA-30485. */
export const requireOrder = ({ orderBy, at }: Analytic): void => {
  if (orderBy.length === 0)
    throw new OracleError(30485, 'missing ORDER BY expression in the window specification', at)
}

/** ORA-30487, for functions of a whole partition. */
export const refuseOrder = ({ orderBy }: Analytic): void => {
  const [first] = orderBy
  if (first !== undefined) throw new OracleError(30487, 'ORDER BY not allowed here', first.at)
}

/** ORA-00907, as for every word that does not belong where it stands. */
export const refuseFrame = ({ frame }: Analytic): void => {
  if (frame !== undefined) throw new OracleError(907, 'missing right parenthesis', frame.at)
}
