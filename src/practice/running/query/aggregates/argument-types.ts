/**
 * Which types an aggregate takes: a type that it does not is an error before anything runs.
 */
import { notSupported, OracleError } from '../../../error.ts'
import type { DataType } from '../../../values/value.ts'

const texts: readonly string[] = ['VARCHAR2', 'NVARCHAR2', 'CHAR', 'NCHAR']
const numbers: readonly string[] = ['NUMBER', 'BINARY_INTEGER']
const others: readonly string[] = [
  ...['DATE', 'TIMESTAMP', 'RAW', 'INTERVAL YEAR TO MONTH', 'INTERVAL DAY TO SECOND'],
]
const unordered: readonly string[] = ['CLOB', 'BLOB', 'NCLOB', 'LONG', 'REF CURSOR']

const inconsistent = (expected: string, got: DataType, at: number): OracleError =>
  new OracleError(932, `inconsistent datatypes: expected ${expected} got ${nameOf(got)}`, at)

const nameOf = (type: DataType): string => (type.name === 'RAW' ? 'BINARY' : type.name)

export const isText = (type: DataType): boolean => texts.includes(type.name)
export const isNumber = (type: DataType): boolean => numbers.includes(type.name)

/** Numbers, and texts that become numbers. @throws OracleError ORA-00932; ORA-03001 for what is not known. */
export const requireNumeric = (name: string, type: DataType | undefined, at: number): void => {
  if (type === undefined || isNumber(type) || isText(type)) return
  if (unordered.includes(type.name) || others.includes(type.name)) throw inconsistent('NUMBER', type, at)
  throw notSupported(`${name} of ${type.name}`, at)
}

/** What can be compared. @throws OracleError ORA-00932. */
export const requireOrdered = (type: DataType | undefined, at: number): void => {
  if (type !== undefined && unordered.includes(type.name)) throw inconsistent('-', type, at)
}
