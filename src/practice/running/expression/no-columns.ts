/**
 * Expressions that stand where no row is: in VALUES and in DEFAULT a name that means nothing is taken for a column's.
 */
import { OracleError } from '../../error.ts'
import type { Expression } from '../../parsing/ast/expression.ts'

/** Compiles `value`; raises ORA-00984 instead of ORA-00904 for a name of its own, apart from those in queries in it. */
export const withoutColumns = <T>(value: Expression, compile: () => T): T => {
  try {
    return compile()
  } catch (error) {
    const isColumn =
      error instanceof OracleError && error.number === 904 && isNameAt(value, error.offset ?? Number.NaN)
    throw isColumn ? new OracleError(984, 'column not allowed here', error.offset) : error
  }
}

const isNameAt = (part: unknown, at: number): boolean => {
  if (typeof part !== 'object' || part === null || 'body' in part) return false
  if ('kind' in part && part.kind === 'name' && 'at' in part && part.at === at) return true
  return Object.values(part).some((inner) => isNameAt(inner, at))
}
