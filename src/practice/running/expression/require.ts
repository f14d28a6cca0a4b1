/**
 * Values that cannot be null where they stand.
 */

import { OracleError } from '../../error.ts'
import { toNumber } from '../../values/conversion.ts'
import type { Decimal } from '../../values/number.ts'
import type { Value } from '../../values/value.ts'

/** @throws OracleError ORA-01722 or ORA-00932 for what is no number, ORA-06502 for null. */
export const requireNumber = (value: Value): Decimal => {
  const number = toNumber(value)
  if (number === null) throw new OracleError(6502, 'PL/SQL: numeric or value error')
  return number
}
