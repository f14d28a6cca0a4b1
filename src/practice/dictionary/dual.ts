/**
 * DUAL: one row, for queries that need none.
 */
import { text } from './columns.ts'
import type { DictionaryView } from './dictionary-view.ts'

export const dual: DictionaryView = {
  kind: 'DICTIONARY VIEW',
  owner: 'SYS',
  name: 'DUAL',
  columns: [text('DUMMY', 1)],
  rows: () => [['X']],
}
