/**
 * Indexes of tables, and their columns.
 */
import type { Instance } from '../running/instance.ts'
import type { TableIndex } from '../running/storage/table-index.ts'
import { number, text } from './columns.ts'
import type { DictionaryView } from './dictionary-view.ts'
import type { TableObject } from './schema-object.ts'
import { always, objectsOf, type Told, userAndAll } from './user-and-all.ts'

interface IndexOfTable {
  readonly owner: string
  readonly table: TableObject
  readonly index: TableIndex
}

interface IndexedColumn extends IndexOfTable {
  readonly column: string
  /** From 1. */
  readonly position: number
}

function* indexes(user: string, instance: Instance): Generator<IndexOfTable, void, void> {
  for (const table of objectsOf('TABLE')(user, instance))
    for (const index of table.table.indexes) yield { owner: index.owner, table, index }
}

function* indexedColumns(user: string, instance: Instance): Generator<IndexedColumn, void, void> {
  for (const one of indexes(user, instance))
    for (const [place, column] of one.index.columns.entries())
      yield { ...one, column: one.table.table.columns[column]?.name ?? '', position: place + 1 }
}

/** A name made up for a constraint is its index's name as well. */
const hasGeneratedName = ({ table, index }: IndexOfTable): boolean =>
  table.table.keys.some((key) => key.index === index && key.isGenerated)

const tableOwner: Told<IndexOfTable> = [text('TABLE_OWNER'), ({ table }) => table.owner]

export const indexViews: readonly DictionaryView[] = [
  ...userAndAll<IndexOfTable>({
    name: 'INDEXES',
    columns: [
      [text('INDEX_NAME'), ({ index }) => index.name],
      always(text('INDEX_TYPE', 27), 'NORMAL'),
      tableOwner,
      [text('TABLE_NAME'), ({ table }) => table.name],
      always(text('TABLE_TYPE', 11), 'TABLE'),
      [text('UNIQUENESS', 9), ({ index }) => (index.isUnique ? 'UNIQUE' : 'NONUNIQUE')],
      always(text('TABLESPACE_NAME', 30), 'USERS'),
      always(text('STATUS', 8), 'VALID'),
      always(text('PARTITIONED', 3), 'NO'),
      always(text('TEMPORARY', 1), 'N'),
      [text('GENERATED', 1), (one) => (hasGeneratedName(one) ? 'Y' : 'N')],
      always(text('VISIBILITY', 9), 'VISIBLE'),
    ],
    items: indexes,
  }),
  ...userAndAll<IndexedColumn>({
    name: 'IND_COLUMNS',
    leading: {
      user: [[text('INDEX_NAME'), ({ index }) => index.name]],
      all: [
        [text('INDEX_OWNER'), ({ owner }) => owner],
        [text('INDEX_NAME'), ({ index }) => index.name],
        tableOwner,
      ],
    },
    columns: [
      [text('TABLE_NAME'), ({ table }) => table.name],
      [text('COLUMN_NAME', 4000), ({ column }) => column],
      [number('COLUMN_POSITION'), ({ position }) => position],
      always(text('DESCEND', 4), 'ASC'),
    ],
    items: indexedColumns,
  }),
]
