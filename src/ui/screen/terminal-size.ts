/** How large a terminal is. */
import type { Size } from '../frame/layout.ts'

/** What a terminal has that does not say: the size of a VT100, which terminfo gives most terminals. */
const usualSize: Size = { columns: 80, rows: 24 }

/** As the terminal says; some say 0 until they are shown, and some never say more. */
export const terminalSize = ({ columns, rows }: Pick<NodeJS.WriteStream, 'columns' | 'rows'>): Size => ({
  columns: columns || usualSize.columns,
  rows: rows || usualSize.rows,
})
