/**
 * user_, all_ views of tables, columns, units and rights: what the viewer owns, or may know of.
 */

import type { Instance } from '../running/instance.ts'
import { compileStored } from '../running/plsql/stored-unit.ts'
import type { Session } from '../running/session.ts'
import type { Column, DataType, Row } from '../values/value.ts'
import { type Cell, date, number, row, text } from './columns.ts'
import type { DictionaryView } from './dictionary-view.ts'
import type { SchemaObject, TableObject, UnitObject } from './schema-object.ts'

/** Rows of one object, without its owner. */
type Describe<Object extends SchemaObject> = (object: Object, instance: Instance) => Iterable<readonly Cell[]>

/** USER_name for one's own objects, ALL_name with OWNER in front for all that may be seen. */
const userAndAll = <Object extends SchemaObject>(
  name: string,
  columns: readonly Column[],
  isKind: (object: SchemaObject) => object is Object,
  describe: Describe<Object>,
): DictionaryView[] => {
  const objects = function* (viewer: Session, instance: Instance): Generator<Object, void, void> {
    for (const object of instance.catalog.visibleTo(viewer.user)) if (isKind(object)) yield object
  }
  return [
    {
      kind: 'DICTIONARY VIEW',
      owner: 'SYS',
      name: `USER_${name}`,
      columns,
      *rows(viewer, instance): Generator<Row, void, void> {
        for (const object of objects(viewer, instance))
          if (object.owner === viewer.user)
            for (const cells of describe(object, instance)) yield row(...cells)
      },
    },
    {
      kind: 'DICTIONARY VIEW',
      owner: 'SYS',
      name: `ALL_${name}`,
      columns: [text('OWNER'), ...columns],
      *rows(viewer, instance): Generator<Row, void, void> {
        for (const object of objects(viewer, instance))
          for (const cells of describe(object, instance)) yield row(object.owner, ...cells)
      },
    },
  ]
}

const isTable = (object: SchemaObject): object is TableObject => object.kind === 'TABLE'
const isUnit = (object: SchemaObject): object is UnitObject =>
  object.kind === 'PROCEDURE' || object.kind === 'FUNCTION'
const isAny = (object: SchemaObject): object is SchemaObject => object !== undefined

/** VALID or INVALID as the unit would compile now. */
const statusOf = (object: SchemaObject, instance: Instance): string =>
  isUnit(object) && compileStored(object, instance).problems.length > 0 ? 'INVALID' : 'VALID'

/** DATA_TYPE as Oracle writes it. */
const typeText = (type: DataType): string => {
  if (type.name === 'INTERVAL YEAR TO MONTH') return `INTERVAL YEAR(${type.leading}) TO MONTH`
  if (type.name === 'INTERVAL DAY TO SECOND')
    return `INTERVAL DAY(${type.leading}) TO SECOND(${type.fraction})`
  if (type.name !== 'TIMESTAMP') return type.name
  const zone = type.zone === undefined ? '' : ` ${type.zone.toUpperCase()}`
  return `TIMESTAMP(${type.fraction})${zone}`
}

/** DATA_LENGTH, in bytes. */
const lengthOf = (type: DataType): number => {
  switch (type.name) {
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
    case 'VARCHAR2':
    case 'CHAR':
      return type.unit === 'byte' ? type.length : Math.min(4000, type.length * 4)
    case 'NVARCHAR2':
    case 'NCHAR':
      return type.length * 2
    default:
      return 'length' in type ? type.length : 4000
  }
}

const columnCells = (object: TableObject, column: Column, index: number): readonly Cell[] => {
  const { type } = column
  const isText = 'length' in type && type.name !== 'RAW'
  const isNumber = type.name === 'NUMBER'
  return [
    ...[object.name, column.name, typeText(type), lengthOf(type)],
    isNumber ? type.precision : null,
    isNumber ? type.scale : type.name === 'TIMESTAMP' ? type.fraction : null,
    ...[column.nullable ? 'Y' : 'N', index + 1],
    isText ? type.length : 0,
    isText ? (type.unit === 'byte' ? 'B' : 'C') : null,
  ]
}

export const objectViews: readonly DictionaryView[] = [
  ...userAndAll(
    'TABLES',
    [
      text('TABLE_NAME'),
      text('TABLESPACE_NAME', 30),
      text('STATUS', 8),
      number('NUM_ROWS'),
      text('TEMPORARY', 1),
    ],
    isTable,
    ({ name }) => [[name, 'USERS', 'VALID', null, 'N']],
  ),
  ...userAndAll(
    'TAB_COLUMNS',
    [
      ...[text('TABLE_NAME'), text('COLUMN_NAME'), text('DATA_TYPE'), number('DATA_LENGTH')],
      ...[number('DATA_PRECISION'), number('DATA_SCALE'), text('NULLABLE', 1), number('COLUMN_ID')],
      ...[number('CHAR_LENGTH'), text('CHAR_USED', 1)],
    ],
    isTable,
    (object) => object.table.columns.map((column, index) => columnCells(object, column, index)),
  ),
  ...userAndAll(
    'OBJECTS',
    [
      ...[text('OBJECT_NAME'), number('OBJECT_ID'), text('OBJECT_TYPE', 23), date('CREATED')],
      ...[date('LAST_DDL_TIME'), text('STATUS', 7)],
    ],
    isAny,
    (object, instance) => [
      [
        ...[object.name, object.id, object.kind, object.created],
        ...[object.changed, statusOf(object, instance)],
      ],
    ],
  ),
  ...userAndAll(
    'SOURCE',
    [text('NAME'), text('TYPE', 12), number('LINE'), text('TEXT', 4000)],
    isUnit,
    ({ name, kind, source }) => source.split(/(?<=\n)/).map((line, index) => [name, kind, index + 1, line]),
  ),
  ...userAndAll(
    'ERRORS',
    [
      ...[text('NAME'), text('TYPE', 12), number('SEQUENCE'), number('LINE'), number('POSITION')],
      ...[text('TEXT', 4000), text('ATTRIBUTE', 9), number('MESSAGE_NUMBER')],
    ],
    isUnit,
    (object, instance) =>
      compileStored(object, instance).problems.map(({ line, column, message }, index) => [
        ...[object.name, object.kind, index + 1, line, column, message, 'ERROR'],
        Number(/^(?:PLS|PL\/SQL: ORA)-(\d+)/.exec(message)?.[1] ?? 0),
      ]),
  ),
  ...userAndAll(
    'PROCEDURES',
    [
      text('OBJECT_NAME'),
      text('PROCEDURE_NAME'),
      number('OBJECT_ID'),
      text('OBJECT_TYPE', 13),
      text('AUTHID', 12),
    ],
    isUnit,
    ({ name, id, kind }) => [[name, null, id, kind, 'DEFINER']],
  ),
]
