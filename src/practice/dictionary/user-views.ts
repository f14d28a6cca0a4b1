/**
 * all_users and user_tab_privs.
 */
import { date, number, row, text } from './columns.ts'
import type { DictionaryView } from './dictionary-view.ts'

export const userViews: readonly DictionaryView[] = [
  {
    kind: 'DICTIONARY VIEW',
    owner: 'SYS',
    name: 'ALL_USERS',
    columns: [text('USERNAME'), number('USER_ID'), date('CREATED')],
    rows: (_, { catalog }) => [...catalog.users()].map(({ name, id, created }) => row(name, id, created)),
  },
  {
    kind: 'DICTIONARY VIEW',
    owner: 'SYS',
    name: 'USER_TAB_PRIVS',
    columns: [
      ...[text('GRANTEE'), text('OWNER'), text('TABLE_NAME'), text('GRANTOR'), text('PRIVILEGE', 40)],
      text('GRANTABLE', 3),
    ],
    rows: ({ user }, { catalog }) =>
      [...catalog.grants()]
        .filter(({ grantee, owner }) => grantee === user || owner === user)
        .map(({ grantee, owner, object, privilege }) => row(grantee, owner, object, owner, privilege, 'NO')),
  },
]
