/**
 * What the database says of itself, and a session of its settings. It never says that it is Oracle's.
 */
import type { Instance } from '../running/instance.ts'

import type { Session } from '../running/session.ts'
import type { Row } from '../values/value.ts'
import { MAX_OPEN_CURSORS } from '../wire/cursors.ts'
import { date, number, row, text } from './columns.ts'
import type { DictionaryView } from './dictionary-view.ts'
import { dynamicViews } from './dynamic-view.ts'

const banner =
  'multisession practice database, an imitation for trying out and for tests; not Oracle Database'

const versionOf = ({ identity }: Instance): string => identity.version.join('.')

/** Parameters of the instance that mean something here: name, type ("Database Reference, V$PARAMETER"), value. */
const parameters = ({ identity, limits }: Instance): readonly (readonly [string, number, string])[] => [
  ['db_name', 2, identity.uniqueName],
  ['db_unique_name', 2, identity.uniqueName],
  ['instance_name', 2, identity.instanceName],
  ['nls_language', 2, 'AMERICAN'],
  ['nls_territory', 2, 'AMERICA'],
  ['open_cursors', 3, String(MAX_OPEN_CURSORS)],
  ['pga_aggregate_limit', 6, String(limits.serverMemory)],
  ['resource_limit', 1, 'TRUE'],
  ['service_names', 2, identity.service],
  ['sessions', 3, String(limits.sessions)],
]

const formatRows = ({ nls }: Session): readonly Row[] =>
  [
    ['NLS_LANGUAGE', 'AMERICAN'],
    ['NLS_TERRITORY', 'AMERICA'],
    ['NLS_CURRENCY', '$'],
    ['NLS_ISO_CURRENCY', 'AMERICA'],
    ['NLS_NUMERIC_CHARACTERS', '.,'],
    ['NLS_CALENDAR', 'GREGORIAN'],
    ['NLS_DATE_FORMAT', nls.dateFormat],
    ['NLS_DATE_LANGUAGE', 'AMERICAN'],
    ['NLS_SORT', 'BINARY'],
    ['NLS_TIMESTAMP_FORMAT', nls.timestampFormat],
    ['NLS_TIMESTAMP_TZ_FORMAT', nls.timestampTzFormat],
    ['NLS_DUAL_CURRENCY', '$'],
    ['NLS_COMP', 'BINARY'],
    ['NLS_LENGTH_SEMANTICS', 'CHAR'],
    ['NLS_NCHAR_CONV_EXCP', 'FALSE'],
  ].map((cells) => row(...cells))

const sessionParameters: DictionaryView = {
  kind: 'DICTIONARY VIEW',
  owner: 'SYS',
  name: 'NLS_SESSION_PARAMETERS',
  columns: [text('PARAMETER'), text('VALUE', 64)],
  rows: formatRows,
}

export const instanceViews: readonly DictionaryView[] = [
  ...dynamicViews(
    'INSTANCE',
    [
      ...[number('INSTANCE_NUMBER'), text('INSTANCE_NAME', 16), text('HOST_NAME', 64), text('VERSION', 17)],
      ...[text('VERSION_FULL', 17), date('STARTUP_TIME'), text('STATUS', 12), text('DATABASE_STATUS', 17)],
    ],
    (instance) => [
      row(
        ...[1, instance.identity.instanceName, 'localhost', versionOf(instance)],
        ...[versionOf(instance), new Date(instance.startedAt), 'OPEN', 'ACTIVE'],
      ),
    ],
  ),
  ...dynamicViews(
    'DATABASE',
    [text('NAME', 9), text('DB_UNIQUE_NAME', 30), text('OPEN_MODE', 20), text('DATABASE_ROLE', 16)],
    ({ identity }) => [row(identity.uniqueName, identity.uniqueName, 'READ WRITE', 'PRIMARY')],
  ),
  ...dynamicViews(
    'VERSION',
    [text('BANNER', 128), text('BANNER_FULL', 160), number('CON_ID')],
    (instance) => [row(banner, `${banner}; speaks as version ${versionOf(instance)}`, 0)],
    'everyone',
  ),
  ...dynamicViews(
    'PARAMETER',
    [text('NAME', 80), number('TYPE'), text('VALUE', 4000), text('DISPLAY_VALUE', 4000)],
    (instance) => parameters(instance).map(([name, type, value]) => row(name, type, value, value)),
  ),
  sessionParameters,
]
