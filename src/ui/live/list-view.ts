/**
 * What a list view is: declared once, and drawn, sorted and filtered by one mechanism. A declaration is pure: it reads
 * the state and answers with texts.
 */
import type { Key } from '../../core/apply.ts'
import type { State } from '../../core/state.ts'
import type { Scene } from '../frame/scene.ts'
import type { Tone } from '../frame/theme.ts'
import type { Traits } from './filter.ts'
import type { ListName, RowKey } from './live-view.ts'
import type { Rank } from './row-order.ts'

/** Text in its tone; a bare text is plain. */
export type Cell = string | readonly [Tone, string]

export interface Column<Row> {
  readonly title: string
  /** Cells it takes: as many as its widest text, within bounds; or what the others leave. */
  readonly width: { readonly least: number; readonly most: number } | 'rest'
  /** Narrower terminals leave it out. */
  readonly from?: number
  readonly align?: 'right'
  cell(row: Row, scene: Scene): Cell
  /** What the list can be sorted by; what one looks for first ranks lowest. */
  readonly rank?: (row: Row, state: State) => Rank
}

/** Rows as they came, found by index and back. */
export interface RowSource {
  readonly total: number
  /** How often rows have changed their places, which new ones at the end do not. */
  readonly moves: number
  keyAt(index: number): RowKey
  /** -1 when there is none. */
  indexOf(key: RowKey): number
  /** The row that an event has changed; undefined when none of this list. */
  touchedBy(key: Key): number | undefined
}

export interface ListView<Row> {
  readonly name: ListName
  readonly columns: readonly Column<Row>[]
  rowOf(key: RowKey, state: State): Row | undefined
  traits(row: Row, state: State): Traits
  /** Said where there are no rows at all. */
  readonly empty: string
}

/** As many as there are, and the rows by their places. */
export interface Rows {
  /** Rows that pass the filter. */
  readonly length: number
  readonly total: number
  /** Rows not looked at yet. */
  readonly unread: number
  at(place: number): RowKey | undefined
  /** -1 when it is not shown. */
  placeOf(key: RowKey): number
}
