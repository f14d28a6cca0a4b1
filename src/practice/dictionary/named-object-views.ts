/**
 * Sequences, synonyms and views that users have made.
 */
import { long, number, text } from './columns.ts'
import type { DictionaryView } from './dictionary-view.ts'
import type { SequenceObject, SynonymObject, ViewObject } from './schema-object.ts'
import { always, objectsOf, userAndAll } from './user-and-all.ts'

export const namedObjectViews: readonly DictionaryView[] = [
  ...userAndAll<SequenceObject>({
    name: 'SEQUENCES',
    ownerColumn: 'SEQUENCE_OWNER',
    columns: [
      [text('SEQUENCE_NAME'), ({ name }) => name],
      [number('MIN_VALUE'), ({ generator }) => generator.rule.minimum],
      [number('MAX_VALUE'), ({ generator }) => generator.rule.maximum],
      [number('INCREMENT_BY'), ({ generator }) => generator.rule.increment],
      [text('CYCLE_FLAG', 1), ({ generator }) => (generator.rule.isCycle ? 'Y' : 'N')],
      [text('ORDER_FLAG', 1), ({ generator }) => (generator.rule.isOrdered ? 'Y' : 'N')],
      [number('CACHE_SIZE'), ({ generator }) => generator.rule.cache],
      [number('LAST_NUMBER'), ({ generator }) => generator.firstUnreserved],
      always(text('SCALE_FLAG', 1), 'N'),
      always(text('EXTEND_FLAG', 1), 'N'),
      always(text('SHARDED_FLAG', 1), 'N'),
      always(text('SESSION_FLAG', 1), 'N'),
      always(text('KEEP_VALUE', 1), 'N'),
    ],
    items: objectsOf('SEQUENCE'),
  }),
  ...userAndAll<SynonymObject>({
    name: 'SYNONYMS',
    columns: [
      [text('SYNONYM_NAME'), ({ name }) => name],
      [text('TABLE_OWNER'), ({ targetOwner }) => targetOwner],
      [text('TABLE_NAME'), ({ targetName }) => targetName],
      always(text('DB_LINK'), null),
    ],
    items: objectsOf('SYNONYM'),
  }),
  ...userAndAll<ViewObject>({
    name: 'VIEWS',
    columns: [
      [text('VIEW_NAME'), ({ name }) => name],
      [number('TEXT_LENGTH'), ({ text: written }) => written.length],
      [long('TEXT'), ({ text: written }) => written],
      [text('TEXT_VC', 4000), ({ text: written }) => written.slice(0, 4000)],
      always(number('TYPE_TEXT_LENGTH'), null),
      always(text('TYPE_TEXT', 4000), null),
      always(number('OID_TEXT_LENGTH'), null),
      always(text('OID_TEXT', 4000), null),
      always(text('VIEW_TYPE_OWNER'), null),
      always(text('VIEW_TYPE'), null),
      always(text('SUPERVIEW_NAME'), null),
      always(text('EDITIONING_VIEW', 1), 'N'),
      [text('READ_ONLY', 1), ({ isReadOnly }) => (isReadOnly ? 'Y' : 'N')],
      always(text('CONTAINER_DATA', 1), 'N'),
      always(text('BEQUEATH', 12), 'DEFINER'),
    ],
    items: objectsOf('VIEW'),
  }),
]
