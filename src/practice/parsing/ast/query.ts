/**
 * The shapes of queries.
 */
import type { Expression } from './expression.ts'
import type { Name, Placed } from './name.ts'

export interface Query extends Placed {
  readonly isDistinct: boolean
  readonly items: readonly SelectItem[]
  /** PL/SQL only: the targets of SELECT ... INTO. */
  readonly into: readonly Expression[]
  readonly from: readonly TableReference[]
  readonly where?: Expression
  /** `connect by level <= n` on a one-row table: the row generator. */
  readonly connectBy?: Expression
  readonly groupBy: readonly Expression[]
  readonly having?: Expression
  readonly orderBy: readonly OrderItem[]
  readonly offset?: Expression
  readonly fetchFirst?: {
    readonly count: Expression
    readonly withTies: boolean
    readonly isPercent: boolean
  }
  readonly forUpdate?: {
    readonly of: readonly Name[]
    readonly wait: 'wait' | 'nowait' | 'skip locked' | Expression
  }
}

export type SelectItem =
  /** `*` or `t.*` */
  | (Placed & { readonly kind: 'all'; readonly of?: Name })
  /** `text` is the expression as written without white space and in upper case: the column's name when it has no alias. */
  | (Placed & {
      readonly kind: 'expression'
      readonly expression: Expression
      readonly alias?: string
      readonly text: string
    })

export type TableReference =
  | (Placed & { readonly kind: 'table'; readonly name: Name; readonly alias?: string })
  | (Placed & { readonly kind: 'derived'; readonly query: Query; readonly alias?: string })
  | (Placed & {
      readonly kind: 'join'
      readonly type: 'inner' | 'left' | 'right' | 'full' | 'cross'
      readonly left: TableReference
      readonly right: TableReference
      readonly on?: Expression
      readonly using: readonly string[]
      readonly isNatural: boolean
    })

export interface OrderItem extends Placed {
  readonly expression: Expression
  readonly isDescending: boolean
  readonly nulls?: 'first' | 'last'
}
