/**
 * The exceptions that every PL/SQL block knows ("PL/SQL Language Reference, Predefined Exceptions").
 */
import type { DeclaredException } from './raised.ts'

const numbers: Readonly<Record<string, number>> = {
  ACCESS_INTO_NULL: 6530,
  CASE_NOT_FOUND: 6592,
  COLLECTION_IS_NULL: 6531,
  CURSOR_ALREADY_OPEN: 6511,
  DUP_VAL_ON_INDEX: 1,
  INVALID_CURSOR: 1001,
  INVALID_NUMBER: 1722,
  LOGIN_DENIED: 1017,
  NO_DATA_FOUND: 1403,
  NO_DATA_NEEDED: 6548,
  NOT_LOGGED_ON: 1012,
  PROGRAM_ERROR: 6501,
  ROWTYPE_MISMATCH: 6504,
  SELF_IS_NULL: 30625,
  STORAGE_ERROR: 6500,
  SUBSCRIPT_BEYOND_COUNT: 6533,
  SUBSCRIPT_OUTSIDE_LIMIT: 6532,
  SYS_INVALID_ROWID: 1410,
  TIMEOUT_ON_RESOURCE: 51,
  TOO_MANY_ROWS: 1422,
  VALUE_ERROR: 6502,
  ZERO_DIVIDE: 1476,
}

const exceptions = new Map<string, DeclaredException>(
  Object.entries(numbers).map(([name, number]) => [name, { name, number: -number }]),
)

export const predefinedException = (name: string): DeclaredException | undefined => exceptions.get(name)

/** What RAISE of a predefined exception says. */
const reasons: Readonly<Record<number, string>> = {
  1: 'unique constraint (.) violated',
  51: 'timeout occurred while waiting for a resource',
  54: 'resource busy and acquire with NOWAIT specified or timeout expired',
  60: 'deadlock detected while waiting for resource',
  942: 'table or view does not exist',
  1001: 'invalid cursor',
  1012: 'not logged on',
  1013: 'user requested cancel of current operation',
  1017: 'invalid username/password; logon denied',
  1031: 'insufficient privileges',
  1403: 'no data found',
  1410: 'invalid ROWID',
  1422: 'exact fetch returns more than requested number of rows',
  1476: 'divisor is equal to zero',
  1722: 'invalid number',
  6500: 'PL/SQL: storage error',
  6501: 'PL/SQL: program error',
  6502: 'PL/SQL: numeric or value error',
  6504: 'PL/SQL: Return types of Result Set variables or query do not match',
  6511: 'PL/SQL: cursor already open',
  6530: 'Reference to uninitialized composite',
  6531: 'Reference to uninitialized collection',
  6532: 'Subscript outside of limit',
  6533: 'Subscript beyond count',
  6548: 'no more rows needed',
  6592: 'CASE not found while executing CASE statement',
  30625: 'method dispatch on NULL SELF argument is disallowed',
}

/** The text that goes with a number when only the number is known: nothing for those of RAISE_APPLICATION_ERROR. */
export const reasonFor = (number: number): string => {
  if (number >= 20_000 && number <= 20_999) return ''
  return reasons[number] ?? `Message ${number} not found;  product=RDBMS; facility=ORA`
}
