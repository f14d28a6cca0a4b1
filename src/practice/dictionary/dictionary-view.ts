/**
 * A view of the dictionary itself: columns, and rows made anew for each who asks. What it shows may
 * depend on the viewer.
 */

import type { Instance } from '../running/instance.ts'
import type { Session } from '../running/session.ts'
import type { Column, Row } from '../values/value.ts'

export interface DictionaryView {
  readonly kind: 'DICTIONARY VIEW'
  readonly owner: 'SYS'
  readonly name: string
  readonly columns: readonly Column[]
  /** It tells of other sessions and users: to be read with SELECT ANY DICTIONARY or SELECT_CATALOG_ROLE only. */
  readonly isRestricted?: boolean
  /** The rows as they are now. */
  rows(viewer: Session, instance: Instance): Iterable<Row>
}
