/**
 * Accounts, profiles and rights: DBA_ views for those who may know of others, USER_ and SESSION_ views for everyone.
 */
import type { Instance } from '../running/instance.ts'
import type { Session } from '../running/session.ts'
import type { Column, Row } from '../values/value.ts'
import { type Cell, date, number, row, text } from './columns.ts'
import type { DictionaryView } from './dictionary-view.ts'
import { profileResources } from './profiles.ts'
import type { User } from './user.ts'

const view = (
  name: string,
  columns: readonly Column[],
  rows: (viewer: Session, instance: Instance) => Iterable<Row>,
): DictionaryView => ({
  kind: 'DICTIONARY VIEW',
  owner: 'SYS',
  name,
  columns,
  rows,
  ...(name.startsWith('DBA_') ? { isRestricted: true } : {}),
})

const grantColumns = [text('ADMIN_OPTION', 3), text('COMMON', 3), text('INHERITED', 3)]
const grantCells = ['NO', 'NO', 'NO']
const roleColumns = [
  text('GRANTED_ROLE'),
  text('ADMIN_OPTION', 3),
  text('DELEGATE_OPTION', 3),
  text('DEFAULT_ROLE', 3),
]
const roleCells = ['NO', 'NO', 'YES']

const userColumns: readonly Column[] = [
  ...[text('USERNAME'), number('USER_ID'), text('ACCOUNT_STATUS', 32), date('LOCK_DATE')],
  ...[text('DEFAULT_TABLESPACE', 30), text('TEMPORARY_TABLESPACE', 30), date('CREATED')],
]

const userCells = (user: User): readonly Cell[] => [
  ...[user.name, user.id, user.status, user.lockedAt],
  ...['USERS', 'TEMP', user.created],
]

const ownUser = ({ user }: Session, { catalog }: Instance): readonly User[] => {
  const own = catalog.user(user)
  return own === undefined ? [] : [own]
}

const profileRows = ({ catalog: { profiles } }: Instance): readonly Row[] =>
  [...profiles.names()].flatMap((name) =>
    profileResources.map((resource) => {
      const type = resource === 'SESSIONS_PER_USER' ? 'KERNEL' : 'PASSWORD'
      return row(name, resource, type, decimalText(profiles.limit(name, resource)))
    }),
  )

/** LIMIT as Oracle writes it: a fraction of a day without the zero in front. */
const decimalText = (limit: number | string): string =>
  typeof limit === 'string' ? limit : String(Number(limit.toFixed(4))).replace(/^0\./, '.')

export const accountViews: readonly DictionaryView[] = [
  view('DBA_USERS', [...userColumns, text('PROFILE'), text('AUTHENTICATION_TYPE', 8)], (_, { catalog }) =>
    [...catalog.users()].map((user) => row(...userCells(user), user.profile, 'PASSWORD')),
  ),
  view('USER_USERS', userColumns, (viewer, instance) =>
    ownUser(viewer, instance).map((user) => row(...userCells(user))),
  ),
  view(
    'DBA_PROFILES',
    [text('PROFILE'), text('RESOURCE_NAME', 32), text('RESOURCE_TYPE', 8), text('LIMIT')],
    (_, instance) => profileRows(instance),
  ),
  view('PROXY_USERS', [text('PROXY'), text('CLIENT')], (_, { catalog }) =>
    [...catalog.users()].flatMap(({ name, proxies }) => [...proxies].map((proxy) => row(proxy, name))),
  ),
  view('SESSION_PRIVS', [text('PRIVILEGE', 40)], (viewer, instance) =>
    ownUser(viewer, instance).flatMap((user) =>
      [...new Set(user.allPrivileges(viewer.roles))].sort().map((privilege) => row(privilege)),
    ),
  ),
  view('SESSION_ROLES', [text('ROLE')], ({ roles }) => [...roles].map((role) => row(role))),
  view('USER_SYS_PRIVS', [text('USERNAME'), text('PRIVILEGE', 40), ...grantColumns], (viewer, instance) =>
    ownUser(viewer, instance).flatMap(({ name, privileges }) =>
      [...privileges].map((privilege) => row(name, privilege, ...grantCells)),
    ),
  ),
  view('DBA_SYS_PRIVS', [text('GRANTEE'), text('PRIVILEGE', 40), ...grantColumns], (_, { catalog }) =>
    [...catalog.users()].flatMap(({ name, privileges }) =>
      [...privileges].map((privilege) => row(name, privilege, ...grantCells)),
    ),
  ),
  view('USER_ROLE_PRIVS', [text('USERNAME'), ...roleColumns], (viewer, instance) =>
    ownUser(viewer, instance).flatMap(({ name, roles }) =>
      [...roles].map((role) => row(name, role, ...roleCells)),
    ),
  ),
  view('DBA_ROLE_PRIVS', [text('GRANTEE'), ...roleColumns], (_, { catalog }) =>
    [...catalog.users()].flatMap(({ name, roles }) =>
      [...roles].map((role) => row(name, role, ...roleCells)),
    ),
  ),
]
