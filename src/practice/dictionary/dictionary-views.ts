/**
 * All dictionary views that the practice database has.
 */

import type { DictionaryView } from './dictionary-view.ts'
import { dual } from './dual.ts'
import { instanceViews } from './instance-views.ts'
import { ledgerView } from './ledger-view.ts'
import { objectViews } from './object-views.ts'
import { sessionViews } from './session-views.ts'
import { userViews } from './user-views.ts'

export const dictionaryViews: readonly DictionaryView[] = [
  dual,
  ...sessionViews,
  ...instanceViews,
  ...objectViews,
  ...userViews,
  ledgerView,
]
