/**
 * What a cell, a variable or a bind can hold. NUMBER is decimal and never a double; dates are wall-clock
 * fields, never instants. Knows nothing of SQL text or of bytes on a wire.
 */
import type { Decimal } from 'decimal.js'
import type { DateTime } from './date-time.ts'
import type { Interval } from './interval.ts'
import type { Lob } from './lob.ts'

/** The one thing a value may be that only the running side understands: an open cursor (REF CURSOR). */
export interface CursorValue {
  readonly kind: 'cursor'
}

/** `''` never occurs: Oracle's empty string is null. RAW is a Uint8Array. */
export type Value = null | string | Decimal | boolean | DateTime | Interval | Uint8Array | Lob | CursorValue

/**
 * A data type as Oracle names it, with the facts a describe needs. Lengths count characters, unless `unit` says
 * bytes (of UTF-8); for RAW bytes.
 */
export type DataType =
  | {
      readonly name: 'VARCHAR2' | 'NVARCHAR2' | 'CHAR' | 'NCHAR'
      readonly length: number
      readonly unit?: 'byte'
    }
  /** `isOpen`: written without a precision but with a scale, as INTEGER is; the dictionary shows none then. */
  | {
      readonly name: 'NUMBER'
      readonly precision?: number
      readonly scale?: number
      readonly isOpen?: true
    }
  | {
      readonly name: 'BINARY_INTEGER' | 'DATE' | 'CLOB' | 'BLOB' | 'BOOLEAN' | 'LONG' | 'ROWID' | 'REF CURSOR'
    }
  | {
      readonly name: 'TIMESTAMP'
      readonly fraction: number
      readonly zone?: 'with time zone' | 'with local time zone'
    }
  /** `leading` counts the digits of the years or days. */
  | { readonly name: 'INTERVAL YEAR TO MONTH'; readonly leading: number }
  | { readonly name: 'INTERVAL DAY TO SECOND'; readonly leading: number; readonly fraction: number }
  | { readonly name: 'RAW'; readonly length: number }

/** One row: a value a column, in the order of the columns. */
export type Row = readonly Value[]

/** A column as a describe tells it. `name` is upper-case unless it was quoted. */
export interface Column {
  readonly name: string
  readonly type: DataType
  readonly nullable: boolean
}
