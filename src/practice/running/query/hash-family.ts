/**
 * Which types are equal exactly when their grouping keys are: values of one family may be looked up instead of compared.
 */
import type { DataType } from '../../values/value.ts'

/** undefined: values of this type need a real comparison (unknown types, padded CHAR, zones, LOBs). */
export const hashFamily = (type: DataType | undefined): 'text' | 'number' | 'date' | 'raw' | undefined => {
  switch (type?.name) {
    case 'VARCHAR2':
    case 'NVARCHAR2':
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
