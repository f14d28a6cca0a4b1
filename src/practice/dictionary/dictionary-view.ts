/**
 * A view of the dictionary itself: columns, and rows made anew for each who asks. Everyone may read every one; what it
 * shows depends on the viewer.
 */

import type { Instance } from '../running/instance.ts'
import type { Session } from '../running/session.ts'
import type { Column, Row } from '../values/value.ts'

export interface DictionaryView {
  readonly kind: 'DICTIONARY VIEW'
  readonly owner: 'SYS'
  readonly name: string
  readonly columns: readonly Column[]
  /** The rows as they are now. */
  rows(viewer: Session, instance: Instance): Iterable<Row>
}
