/**
 * The columns of dictionary views, told briefly.
 */
import { DateTime } from '../values/date-time.ts'
import type { Clob } from '../values/lob.ts'
import { Decimal } from '../values/number.ts'
import type { Column, Row, Value } from '../values/value.ts'

export const text = (name: string, length = 128): Column => ({
  name,
  type: { name: 'VARCHAR2', length },
  nullable: true,
})

export const number = (name: string): Column => ({ name, type: { name: 'NUMBER' }, nullable: true })

export const date = (name: string): Column => ({ name, type: { name: 'DATE' }, nullable: true })

/** A moment to the millisecond. */
export const timestamp = (name: string): Column => ({
  name,
  type: { name: 'TIMESTAMP', fraction: 3 },
  nullable: true,
})

export const clob = (name: string): Column => ({ name, type: { name: 'CLOB' }, nullable: true })

export const long = (name: string): Column => ({ name, type: { name: 'LONG' }, nullable: true })

/** What a view's cell may be made of: dates as moments in milliseconds since 1970. */
export type Cell = string | number | bigint | Date | DateTime | Clob | null | undefined

/** A row of cells; what is missing or an empty text is null. */
export const row = (...cells: readonly Cell[]): Row => cells.map(cellValue)

const cellValue = (cell: Cell): Value => {
  if (cell === null || cell === undefined || cell === '') return null
  if (typeof cell === 'number') return new Decimal(cell)
  if (typeof cell === 'bigint') return new Decimal(cell.toString())
  if (cell instanceof Date) return new DateTime('DATE', Math.floor(cell.getTime() / 1000))
  return cell
}
