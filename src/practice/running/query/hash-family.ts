/**
 * Which types are equal exactly when their grouping keys are: values of such types may be looked up instead of compared.
 */
import type { DataType } from '../../values/value.ts'
import { isPaddedText } from '../expression/types.ts'

/** undefined: values of this type need a real comparison (unknown types, zones, LOBs). */
const hashFamily = (type: DataType | undefined): 'text' | 'number' | 'date' | 'raw' | undefined => {
  switch (type?.name) {
    case 'VARCHAR2':
    case 'NVARCHAR2':
    case 'CHAR':
    case 'NCHAR':
      return 'text'
    case 'NUMBER':
    case 'BINARY_INTEGER':
      return 'number'
    case 'DATE':
      return 'date'
    case 'RAW':
      return 'raw'
    default:
      return undefined
  }
}

/** Two CHARs are equal whatever blanks they end with, so they are compared. */
export const areHashed = (left: DataType | undefined, right: DataType | undefined): boolean => {
  const family = hashFamily(left)
  return family !== undefined && family === hashFamily(right) && !(isPaddedText(left) && isPaddedText(right))
}
