/**
 * What every compilation of a statement or a stored unit carries along.
 */
import type { Authority } from '../../dictionary/catalog.ts'
import type { Expression } from '../../parsing/ast/expression.ts'
import type { DataType } from '../../values/value.ts'
import type { Instance } from '../instance.ts'
import type { Compiled } from './compiled.ts'

export interface Compilation {
  readonly instance: Instance
  readonly authority: Authority
  readonly dialect: 'SQL' | 'PL/SQL'
  /** The types the client declared, by bind index; a bind without one has none yet. */
  readonly bindTypes: readonly (DataType | undefined)[]
  /** Answers for whole expressions before they are looked into: group keys, aggregates, aliases. */
  readonly substitute?: (expression: Expression) => Compiled | undefined
}
