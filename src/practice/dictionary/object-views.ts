/**
 * Objects of every kind, by name: user_objects and all_objects, and what is left of older days, TAB and CAT.
 */
import { statusOf } from '../running/object-status.ts'
import type { Row } from '../values/value.ts'
import { date, number, row, text } from './columns.ts'
import type { DictionaryView } from './dictionary-view.ts'
import type { SchemaObject } from './schema-object.ts'
import { always, objectsOf, type Told, userAndAll } from './user-and-all.ts'

/** "Database Reference, ALL_OBJECTS"; what names share (recalled). */
const namespaceOf = ({ kind }: SchemaObject): number =>
  kind === 'INDEX' ? 4 : kind === 'PACKAGE BODY' ? 2 : 1

const objectColumns: readonly Told<SchemaObject>[] = [
  [text('OBJECT_NAME'), ({ name }) => name],
  always(text('SUBOBJECT_NAME'), null),
  [number('OBJECT_ID'), ({ id }) => id],
  [text('OBJECT_TYPE', 23), ({ kind }) => kind],
  [date('CREATED'), ({ created }) => created],
  [date('LAST_DDL_TIME'), ({ changed }) => changed],
  [text('STATUS', 7), statusOf],
  always(text('TEMPORARY', 1), 'N'),
  always(text('SECONDARY', 1), 'N'),
  [number('NAMESPACE'), namespaceOf],
  always(text('ORACLE_MAINTAINED', 1), 'N'),
]

const isRelation = objectsOf('TABLE', 'VIEW', 'SEQUENCE', 'SYNONYM')

/** The viewer's own tables, views, sequences and synonyms. */
const catalogView = (name: string): DictionaryView => ({
  kind: 'DICTIONARY VIEW',
  owner: 'SYS',
  name,
  columns: [text('TABLE_NAME'), text('TABLE_TYPE', 11)],
  *rows({ user }, instance): Generator<Row, void, void> {
    for (const object of isRelation(user, instance))
      if (object.owner === user) yield row(object.name, object.kind)
  },
})

const tab: DictionaryView = {
  kind: 'DICTIONARY VIEW',
  owner: 'SYS',
  name: 'TAB',
  columns: [text('TNAME'), text('TABTYPE', 13), number('CLUSTERID')],
  *rows({ user }, instance): Generator<Row, void, void> {
    for (const object of objectsOf('TABLE', 'VIEW', 'SYNONYM')(user, instance))
      if (object.owner === user) yield row(object.name, object.kind, null)
  },
}

export const objectViews: readonly DictionaryView[] = [
  ...userAndAll({
    name: 'OBJECTS',
    columns: objectColumns,
    items: (user, { catalog }) => catalog.visibleTo(user),
  }),
  catalogView('USER_CATALOG'),
  catalogView('CAT'),
  tab,
]
