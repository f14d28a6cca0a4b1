/**
 * Tables and the columns of tables and views.
 */
import type { Instance } from '../running/instance.ts'
import { columnsOf } from '../running/query/stored-view.ts'
import type { Column, DataType } from '../values/value.ts'
import { number, text } from './columns.ts'
import type { DictionaryView } from './dictionary-view.ts'
import type { TableObject, ViewObject } from './schema-object.ts'
import { always, objectsOf, type Told, userAndAll } from './user-and-all.ts'

/** Facts of the practice database's heap tables; there are no statistics, so what rests on them is null. */
const tableColumns: readonly Told<TableObject>[] = [
  [text('TABLE_NAME'), ({ name }) => name],
  always(text('TABLESPACE_NAME', 30), 'USERS'),
  always(text('CLUSTER_NAME'), null),
  always(text('IOT_NAME'), null),
  always(text('STATUS', 8), 'VALID'),
  always(number('NUM_ROWS'), null),
  always(number('BLOCKS'), null),
  always(text('PARTITIONED', 3), 'NO'),
  always(text('IOT_TYPE', 12), null),
  always(text('TEMPORARY', 1), 'N'),
  always(text('SECONDARY', 1), 'N'),
  always(text('NESTED', 3), 'NO'),
  always(text('DROPPED', 3), 'NO'),
  [text('HAS_IDENTITY', 3), ({ identity }) => (identity === undefined ? 'NO' : 'YES')],
]

/** A column of a table or view. */
interface PlacedColumn {
  readonly owner: string
  readonly object: TableObject | ViewObject
  readonly column: Column
  /** From 0. */
  readonly place: number
}

/** DATA_TYPE as Oracle writes it. */
const typeText = (type: DataType): string => {
  if (type.name === 'INTERVAL YEAR TO MONTH') return `INTERVAL YEAR(${type.leading}) TO MONTH`
  if (type.name === 'INTERVAL DAY TO SECOND')
    return `INTERVAL DAY(${type.leading}) TO SECOND(${type.fraction})`
  if (type.name !== 'TIMESTAMP') return type.name
  const zone = type.zone === undefined ? '' : ` ${type.zone.toUpperCase()}`
  return `TIMESTAMP(${type.fraction})${zone}`
}

/** The most bytes that a column of text may have ("SQL Language Reference, Data Types"). */
const mostBytes = { VARCHAR2: 4000, NVARCHAR2: 4000, CHAR: 2000, NCHAR: 2000 } as const

/** DATA_LENGTH, in bytes: a character takes up to four, or two in a national character set. */
const lengthOf = (type: DataType): number => {
  switch (type.name) {
    case 'VARCHAR2':
    case 'CHAR':
      return type.unit === 'byte' ? type.length : Math.min(type.length * 4, mostBytes[type.name])
    case 'NVARCHAR2':
    case 'NCHAR':
      return Math.min(type.length * 2, mostBytes[type.name])
    case 'RAW':
      return type.length
    case 'DATE':
      return 7
    case 'TIMESTAMP':
      return type.zone === 'with time zone' ? 13 : 11
    case 'INTERVAL YEAR TO MONTH':
      return 5
    case 'INTERVAL DAY TO SECOND':
      return 11
    case 'NUMBER':
    case 'BINARY_INTEGER':
      return 22
    case 'ROWID':
      return 10
    case 'LONG':
      return 0
    default:
      return 4000
  }
}

const precisionOf = (type: DataType): number | undefined => {
  if (type.name === 'NUMBER') return type.isOpen === true ? undefined : type.precision
  return 'leading' in type ? type.leading : undefined
}

const scaleOf = (type: DataType): number | undefined => {
  if (type.name === 'NUMBER') return type.scale
  if (type.name === 'INTERVAL YEAR TO MONTH') return 0
  return 'fraction' in type ? type.fraction : undefined
}

/** CHAR_LENGTH, in the unit that the column was declared in; undefined for what is no text. */
const charactersOf = (type: DataType): number | undefined =>
  'length' in type && type.name !== 'RAW' ? type.length : undefined

/** CHAR_USED: B for bytes, C for characters. */
const unitOf = (type: DataType): string | null => {
  if (charactersOf(type) === undefined) return null
  return 'unit' in type && type.unit === 'byte' ? 'B' : 'C'
}

const isIdentity = ({ object, place }: PlacedColumn): boolean =>
  object.kind === 'TABLE' && object.identity?.column === place

const columnColumns: readonly Told<PlacedColumn>[] = [
  [text('TABLE_NAME'), ({ object }) => object.name],
  [text('COLUMN_NAME'), ({ column }) => column.name],
  [text('DATA_TYPE'), ({ column }) => typeText(column.type)],
  always(text('DATA_TYPE_MOD', 3), null),
  always(text('DATA_TYPE_OWNER'), null),
  [number('DATA_LENGTH'), ({ column }) => lengthOf(column.type)],
  [number('DATA_PRECISION'), ({ column }) => precisionOf(column.type)],
  [number('DATA_SCALE'), ({ column }) => scaleOf(column.type)],
  [text('NULLABLE', 1), ({ column }) => (column.nullable ? 'Y' : 'N')],
  [number('COLUMN_ID'), ({ place }) => place + 1],
  [number('CHAR_LENGTH'), ({ column }) => charactersOf(column.type) ?? 0],
  [text('CHAR_USED', 1), ({ column }) => unitOf(column.type)],
  [text('IDENTITY_COLUMN', 3), (column) => (isIdentity(column) ? 'YES' : 'NO')],
]

function* placedColumns(user: string, instance: Instance): Generator<PlacedColumn, void, void> {
  for (const object of objectsOf('TABLE', 'VIEW')(user, instance))
    for (const [place, column] of columnsOf(object, instance).entries())
      yield { owner: object.owner, object, column, place }
}

/** Tables that have an identity column. */
function* countingTables(
  user: string,
  instance: Instance,
): Generator<TableObject & { readonly identity: NonNullable<TableObject['identity']> }, void, void> {
  for (const table of objectsOf('TABLE')(user, instance)) {
    const { identity } = table
    if (identity !== undefined) yield { ...table, identity }
  }
}

export const tableViews: readonly DictionaryView[] = [
  ...userAndAll({ name: 'TABLES', columns: tableColumns, items: objectsOf('TABLE') }),
  ...userAndAll({ name: 'TAB_COLUMNS', columns: columnColumns, items: placedColumns }),
  ...userAndAll({
    name: 'TAB_IDENTITY_COLS',
    columns: [
      [text('TABLE_NAME'), ({ name }) => name],
      [text('COLUMN_NAME'), ({ table, identity }) => table.columns[identity.column]?.name],
      [text('GENERATION_TYPE', 10), ({ identity }) => identity.generation.replace(' ON NULL', '')],
      [text('SEQUENCE_NAME'), ({ identity }) => identity.sequence.name],
    ],
    items: countingTables,
  }),
]
