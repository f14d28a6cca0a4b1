/**
 * Pairs of dictionary views: USER_name for what the viewer owns, ALL_name with an owner in front for what may be seen.
 */
import type { Instance } from '../running/instance.ts'
import type { Column, Row } from '../values/value.ts'
import { type Cell, row, text } from './columns.ts'
import type { DictionaryView } from './dictionary-view.ts'
import type { SchemaObject } from './schema-object.ts'

/** A column, and what it tells of one thing. */
export type Told<Item> = readonly [column: Column, tell: (item: Item, instance: Instance) => Cell]

/** What a pair of views shows. */
export interface Shown<Item> {
  /** Behind USER_ and ALL_. */
  readonly name: string
  /** What ALL_name calls the owner; OWNER unless told. */
  readonly ownerColumn?: string
  /** What stands in front of the columns where that is not nothing in USER_name and the owner in ALL_name. */
  readonly leading?: { readonly user: readonly Told<Item>[]; readonly all: readonly Told<Item>[] }
  readonly columns: readonly Told<Item>[]
  /** All that the user may see. */
  items(user: string, instance: Instance): Iterable<Item>
}

export const userAndAll = <Item extends { readonly owner: string }>(
  shown: Shown<Item>,
): readonly DictionaryView[] => {
  const owner: Told<Item> = [text(shown.ownerColumn ?? 'OWNER'), (item) => item.owner]
  const { user: ownLeading, all: allLeading } = shown.leading ?? { user: [], all: [owner] }
  return [
    dictionaryView(`USER_${shown.name}`, [...ownLeading, ...shown.columns], function* (user, instance) {
      for (const item of shown.items(user, instance)) if (item.owner === user) yield item
    }),
    dictionaryView(`ALL_${shown.name}`, [...allLeading, ...shown.columns], shown.items),
  ]
}

const dictionaryView = <Item>(
  name: string,
  columns: readonly Told<Item>[],
  items: (user: string, instance: Instance) => Iterable<Item>,
): DictionaryView => ({
  kind: 'DICTIONARY VIEW',
  owner: 'SYS',
  name,
  columns: columns.map(([column]) => column),
  *rows({ user }, instance): Generator<Row, void, void> {
    for (const item of items(user, instance)) yield row(...columns.map(([, tell]) => tell(item, instance)))
  },
})

/** The objects of some kinds that the user may see. */
export const objectsOf = <Kind extends SchemaObject['kind']>(...kinds: readonly Kind[]) =>
  function* (
    user: string,
    { catalog }: Instance,
  ): Generator<Extract<SchemaObject, { kind: Kind }>, void, void> {
    const isOfKind = (object: SchemaObject): object is Extract<SchemaObject, { kind: Kind }> =>
      kinds.some((kind) => kind === object.kind)
    for (const object of catalog.visibleTo(user)) if (isOfKind(object)) yield object
  }

/** A column that is the same for everything. */
export const always = (column: Column, cell: Cell): readonly [Column, () => Cell] => [column, () => cell]
