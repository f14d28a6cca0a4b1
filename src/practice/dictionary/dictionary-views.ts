/**
 * All dictionary views that the practice database has.
 */
import { dual } from './dual.ts'
import { instanceViews } from './instance-views.ts'
import { objectViews } from './object-views.ts'
import { sessionViews } from './session-views.ts'
import { userViews } from './user-views.ts'
import type { View } from './view.ts'

export const dictionaryViews: readonly View[] = [
  dual,
  ...sessionViews,
  ...instanceViews,
  ...objectViews,
  ...userViews,
]
