/**
 * `||` and CONCAT ("SQL Language Reference, Concatenation Operator"): null is nothing, and what a CLOB is part of is a
 * CLOB.
 */
import { toText } from './conversion.ts'
import { Clob, madeClob } from './lob.ts'
import type { Nls } from './nls.ts'
import { concatenate } from './text.ts'
import type { Value } from './value.ts'

/** @throws OracleError ORA-01489 when the result is no CLOB and has too many bytes. */
export function concatenated(
  left: Value,
  right: Value,
  surroundings: Nls & { readonly longestText: number },
): Value {
  const isLob = left instanceof Clob || right instanceof Clob
  const longest = isLob ? Number.POSITIVE_INFINITY : surroundings.longestText
  const text = concatenate(toText(left, surroundings), toText(right, surroundings), longest)
  return isLob && text !== null ? madeClob(text) : text
}
