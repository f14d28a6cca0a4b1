/**
 * Driver values as cells: exact text that no later room has to interpret. NUMBER stays decimal text; dates are written
 * `YYYY-MM-DD HH:MI:SS`, with what fraction the driver delivers (milliseconds) and `Z` where they are instants.
 */
import type { AnswerRow, Cell } from '../core/answer.ts'
import type { AnswerColumn } from '../core/event.ts'
import { oracledb } from './driver.ts'

/** What the driver tells of a column: node-oracledb documentation, "resultSet.metaData". */
export interface ColumnMetadata {
  readonly name: string
  readonly dbType?: unknown
  readonly dbTypeName?: string | undefined
  readonly precision?: number | undefined
  readonly scale?: number | undefined
  readonly byteSize?: number | undefined
}

/** Turns a column's driver values into cells; undefined where they already are. */
type Convert = (value: unknown) => Cell

/** How the columns of an answer are fetched and written. */
export interface CellFormat {
  readonly columns: readonly AnswerColumn[]
  readonly converters: readonly (Convert | undefined)[]
  /** What the driver told of them. */
  readonly metadata: readonly ColumnMetadata[]
}

/**
 * The columns of a result set, and how their values become cells. The answer before is given back when this one has the
 * same columns: thousands of tasks that ask the same then share one description.
 */
export function cellFormat(metadata: readonly ColumnMetadata[], before?: CellFormat): CellFormat {
  if (before && isAlike(before.metadata, metadata)) return before
  return {
    columns: metadata.map((column) => ({ name: column.name, type: typeName(column) })),
    converters: metadata.map((column) => converterFor(column.dbType)),
    metadata,
  }
}

function isAlike(before: readonly ColumnMetadata[], now: readonly ColumnMetadata[]): boolean {
  return (
    before.length === now.length &&
    before.every((column, index) => {
      const other = now[index]
      return (
        column.name === other?.name &&
        column.dbType === other.dbType &&
        column.precision === other.precision &&
        column.scale === other.scale &&
        column.byteSize === other.byteSize
      )
    })
  )
}

/** Rows of the driver as rows of cells, changed in place: the driver hands them over for good. */
export function toCells(rows: readonly unknown[][], { converters }: CellFormat): readonly AnswerRow[] {
  converters.forEach((convert, column) => {
    if (!convert) return
    for (const row of rows) row[column] = row[column] === null ? null : convert(row[column])
  })
  return rows as readonly Cell[][]
}

/** Characters of a row, as a measure of its bytes in memory. */
export function sizeOf(row: AnswerRow): number {
  let size = 0
  for (const cell of row) size += cell === null ? 0 : cell.length
  return size
}

function converterFor(dbType: unknown): Convert | undefined {
  switch (dbType) {
    case oracledb.DB_TYPE_VARCHAR:
    case oracledb.DB_TYPE_NVARCHAR:
    case oracledb.DB_TYPE_CHAR:
    case oracledb.DB_TYPE_NCHAR:
    case oracledb.DB_TYPE_NUMBER:
    case oracledb.DB_TYPE_CLOB:
    case oracledb.DB_TYPE_NCLOB:
    case oracledb.DB_TYPE_LONG:
    case oracledb.DB_TYPE_ROWID:
      return undefined
    case oracledb.DB_TYPE_DATE:
      return (value) => wallClock(value as Date, 8)
    case oracledb.DB_TYPE_TIMESTAMP:
      return (value) => wallClock(value as Date, 12)
    case oracledb.DB_TYPE_TIMESTAMP_TZ:
    case oracledb.DB_TYPE_TIMESTAMP_LTZ:
      return (value) => `${wallClock(value as Date, 12)}Z`
    case oracledb.DB_TYPE_RAW:
    case oracledb.DB_TYPE_LONG_RAW:
    case oracledb.DB_TYPE_BLOB:
      return (value) => (value as Buffer).toString('hex').toUpperCase()
    default:
      return describeOther
  }
}

/**
 * The process runs in UTC (driver.ts), so that the ISO text is the wall clock of the database. `timeLength` is 8 for
 * seconds, 12 for milliseconds. Years before Christ keep the sign and the six digits of ISO 8601.
 */
function wallClock(value: Date, timeLength: 8 | 12): string {
  const text = value.toISOString()
  const time = text.length - 'HH:MM:SS.mmmZ'.length
  return `${text.slice(0, time - 1)} ${text.slice(time, time + timeLength)}`
}

/** Numbers, booleans, intervals, JSON, vectors and objects: their own text, or JSON. */
function describeOther(value: unknown): Cell {
  if (typeof value === 'string') return value
  if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint')
    return String(value).toUpperCase()
  if (value instanceof Date) return `${wallClock(value, 12)}Z`
  if (Buffer.isBuffer(value)) return value.toString('hex').toUpperCase()
  return JSON.stringify(value)
}

/** `NUMBER(7,2)`, `VARCHAR2(30)`, as DESCRIBE in SQL*Plus writes them. */
function typeName(column: ColumnMetadata): string {
  const name = (column.dbTypeName ?? '').toUpperCase()
  switch (name) {
    case 'NUMBER':
      if (!column.precision) return name
      return column.scale ? `NUMBER(${column.precision},${column.scale})` : `NUMBER(${column.precision})`
    case 'VARCHAR2':
    case 'NVARCHAR2':
    case 'CHAR':
    case 'NCHAR':
    case 'RAW':
      return column.byteSize ? `${name}(${column.byteSize})` : name
    default:
      return name
  }
}
