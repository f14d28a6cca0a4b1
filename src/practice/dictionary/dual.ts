/**
 * DUAL: one row, for queries that need none.
 */
import { text } from './columns.ts'
import type { View } from './view.ts'

export const dual: View = {
  kind: 'VIEW',
  owner: 'SYS',
  name: 'DUAL',
  columns: [text('DUMMY', 1)],
  rows: () => [['X']],
}
