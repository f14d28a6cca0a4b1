/**
 * Rows of a query on their way to the client: as described, or as the client redefined the columns.
 */

import { notSupported } from '../error.ts'
import type { Column, Row } from '../values/value.ts'
import type { ByteWriter } from './byte-writer.ts'
import type { Conversation, Holdings } from './conversation.ts'
import { type Cursor, closeRows } from './cursors.ts'
import type { Declaration } from './declarations.ts'
import { valueWriter, type WriteValue } from './values.ts'
import { TypeNumber, wireType } from './wire-types.ts'

const ROW_HEADER = 6
export const ROW_DATA = 7

/** Writes one row behind the byte that announces it. */
export type WriteRow = (writer: ByteWriter, row: Row) => void

/** Large objects come by locator, or whole; the client decides before any row is sent. */
export const hasLobs = (columns: readonly Column[]): boolean =>
  columns.some((column) => column.type.name === 'CLOB' || column.type.name === 'BLOB')

/**
 * The writer for rows of these columns.
 * @throws OracleError ORA-03001 for a define that asks for a conversion this server does not do.
 */
export function rowWriter(
  columns: readonly Column[],
  defines: readonly Declaration[] | undefined,
  holdings: Holdings,
): WriteRow {
  const writers = columns.map((column, index) => columnWriter(column, defines?.[index], holdings))
  return (writer, row) => {
    writer.u8(ROW_DATA)
    for (let i = 0; i < writers.length; i++) writers[i]?.(writer, row[i] ?? null)
  }
}

function columnWriter(column: Column, define: Declaration | undefined, holdings: Holdings): WriteValue {
  const described = wireType(column.type)
  const number = define?.number ?? described.number
  if (number !== described.number && !canBecomeLong(described.number, number)) {
    throw notSupported(`fetching ${column.type.name} as data type ${number}`)
  }
  const write = valueWriter(number, described.form, holdings)
  if (number !== TypeNumber.LONG && number !== TypeNumber.LONG_RAW) return write
  return (writer, value) => {
    write(writer, value)
    writer.ub(0) // null indicator
    writer.ub(0) // return code
  }
}

const canBecomeLong = (described: number, defined: number): boolean =>
  (described === TypeNumber.CLOB && defined === TypeNumber.LONG) ||
  (described === TypeNumber.BLOB && defined === TypeNumber.LONG_RAW)

/**
 * Fetches and writes up to `asked` rows of an open cursor.
 * @returns whether the rows have come to their end: fewer were there than asked for.
 */
export async function fetchRows(conversation: Conversation, cursor: Cursor, asked: number): Promise<boolean> {
  const { reply } = conversation
  const source = cursor.rows
  if (!source) return true
  cursor.writeRow ??= rowWriter(source.columns, cursor.defines, conversation)
  writeRowHeader(reply, source.columns.length, asked)
  let written = 0
  for (let isDone = false; written < asked && !isDone; ) {
    const fetched = await conversation.run(() => source.fetch(asked - written))
    for (const row of fetched.rows) cursor.writeRow(reply, row)
    written += fetched.rows.length
    isDone = fetched.done
  }
  cursor.fetched += written
  if (written === asked) return false
  const total = cursor.fetched
  closeRows(cursor)
  cursor.fetched = total
  return true
}

function writeRowHeader(writer: ByteWriter, columns: number, asked: number): void {
  writer.u8(ROW_HEADER)
  writer.u8(0) // flags
  writer.ub(columns)
  writer.ub(0) // iteration
  writer.ub(asked)
  writer.ub(0) // buffer length
  writer.ub(0) // bit vector of unchanged columns
  writer.ub(0) // row id
}
