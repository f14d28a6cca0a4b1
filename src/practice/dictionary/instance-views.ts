/**
 * v$instance, v$database, v$version and v$sql: what the database says of itself. It never says that it is Oracle's.
 */
import type { Instance } from '../running/instance.ts'
import type { Column } from '../values/value.ts'
import { type Cell, date, number, row, text } from './columns.ts'
import type { DictionaryView } from './dictionary-view.ts'

const banner =
  'multisession practice database, an imitation for trying out and for tests; not Oracle Database'

const versionOf = ({ identity }: Instance): string => identity.version.join('.')

const oneRow = (
  name: string,
  columns: readonly Column[],
  cells: (instance: Instance) => readonly Cell[],
): DictionaryView => ({
  kind: 'DICTIONARY VIEW',
  owner: 'SYS',
  name,
  columns,
  rows: (_, instance) => [row(...cells(instance))],
})

export const instanceViews: readonly DictionaryView[] = [
  oneRow(
    'V$INSTANCE',
    [
      ...[number('INSTANCE_NUMBER'), text('INSTANCE_NAME', 16), text('HOST_NAME', 64), text('VERSION', 17)],
      ...[text('VERSION_FULL', 17), date('STARTUP_TIME'), text('STATUS', 12), text('DATABASE_STATUS', 17)],
    ],
    (instance) => [
      ...[1, instance.identity.instanceName, 'localhost', versionOf(instance)],
      ...[versionOf(instance), new Date(instance.startedAt), 'OPEN', 'ACTIVE'],
    ],
  ),
  oneRow(
    'V$DATABASE',
    [text('NAME', 9), text('DB_UNIQUE_NAME', 30), text('OPEN_MODE', 20), text('DATABASE_ROLE', 16)],
    ({ identity }) => [identity.uniqueName, identity.uniqueName, 'READ WRITE', 'PRIMARY'],
  ),
  oneRow('V$VERSION', [text('BANNER', 128), text('BANNER_FULL', 160), number('CON_ID')], (instance) => [
    banner,
    `${banner}; speaks as version ${versionOf(instance)}`,
    0,
  ]),
]
