/**
 * All dictionary views that the practice database has.
 */

import { accountViews } from './account-views.ts'
import { argumentViews } from './argument-views.ts'
import { constraintViews } from './constraint-views.ts'
import type { DictionaryView } from './dictionary-view.ts'
import { dual } from './dual.ts'
import { indexViews } from './index-views.ts'
import { instanceViews } from './instance-views.ts'
import { ledgerView } from './ledger-view.ts'
import { namedObjectViews } from './named-object-views.ts'
import { objectViews } from './object-views.ts'
import { sessionViews } from './session-views.ts'
import { statementViews } from './statement-views.ts'
import { tableViews } from './table-views.ts'
import { unitViews } from './unit-views.ts'
import { userViews } from './user-views.ts'

export const dictionaryViews: readonly DictionaryView[] = [
  dual,
  ...sessionViews,
  ...statementViews,
  ...instanceViews,
  ...accountViews,
  ...objectViews,
  ...tableViews,
  ...constraintViews,
  ...indexViews,
  ...unitViews,
  ...argumentViews,
  ...namedObjectViews,
  ...userViews,
  ledgerView,
]
