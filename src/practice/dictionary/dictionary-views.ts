/**
 * All dictionary views that the practice database has.
 */

import { accountViews } from './account-views.ts'
import type { DictionaryView } from './dictionary-view.ts'
import { dual } from './dual.ts'
import { instanceViews } from './instance-views.ts'
import { ledgerView } from './ledger-view.ts'
import { objectViews } from './object-views.ts'
import { sessionViews } from './session-views.ts'
import { statementViews } from './statement-views.ts'
import { userViews } from './user-views.ts'

export const dictionaryViews: readonly DictionaryView[] = [
  dual,
  ...sessionViews,
  ...statementViews,
  ...instanceViews,
  ...accountViews,
  ...objectViews,
  ...userViews,
  ledgerView,
]
