/**
 * What every compilation of a statement or a stored unit carries along.
 */
import type { Authority } from '../../dictionary/catalog.ts'
import type { DictionaryView } from '../../dictionary/dictionary-view.ts'
import type { Expression } from '../../parsing/ast/expression.ts'
import type { Query, SelectItem } from '../../parsing/ast/query.ts'
import type { Column, DataType } from '../../values/value.ts'
import type { Instance } from '../instance.ts'
import type { Compiled } from './compiled.ts'
import type { Draws } from './sequence-values.ts'

/** Objects by their ids. */
export type UsedObjects = ReadonlySet<number>

export interface Compilation {
  readonly instance: Instance
  readonly authority: Authority
  readonly dialect: 'SQL' | 'PL/SQL'
  /** The types the client declared, by bind index; a bind without one has none yet. */
  readonly bindTypes: readonly (DataType | undefined)[]
  /** Where nothing can pause: functions that take long are not done in steps. */
  readonly isAtOnce?: boolean
  /** Gathers what stored objects the compiled code rests on. */
  readonly uses?: Set<number>
  /** Hears of each dictionary view that not everybody may read. */
  readonly onRestricted?: (view: DictionaryView) => void
  /** Hears what each star of a select list stands for. */
  readonly onStar?: (star: SelectItem, columns: readonly Column[]) => void
  /** The query, if any, whose select list may draw from sequences. */
  readonly drawingQuery?: Query | undefined
  /** Who draws from sequences for the row that expressions stand in; undefined in SQL where none may. */
  readonly draws?: Draws | undefined
  /** Answers for whole expressions before they are looked into: group keys, aggregates, aliases. */
  readonly substitute?: (expression: Expression) => Compiled | undefined
}
