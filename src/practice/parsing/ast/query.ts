/**
 * The shapes of queries: blocks, sets of them, and what holds of a query's result as a whole.
 */
import type { Expression } from './expression.ts'
import type { Name, Placed, PlacedName } from './name.ts'

/** A whole query, wherever it stands: its rows come from `body`, then they are ordered and limited. */
export interface Query extends Placed {
  readonly kind: 'query'
  /** Queries that WITH names, each known to those behind it and to the body. */
  readonly with: readonly NamedQuery[]
  readonly body: QueryBody
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

/** A query in parentheses is a body only where more than the parentheses stands around it. */
export type QueryBody = QueryBlock | SetQuery | Query

/** One SELECT with its clauses up to HAVING. */
export interface QueryBlock extends Placed {
  readonly kind: 'block'
  readonly isDistinct: boolean
  readonly items: readonly SelectItem[]
  /** PL/SQL only: the targets of SELECT ... INTO. */
  readonly into: readonly Expression[]
  /** PL/SQL only: they are collections. */
  readonly isBulk?: true
  readonly from: readonly TableReference[]
  readonly where?: Expression
  readonly hierarchy?: Hierarchy
  readonly groupBy: readonly Expression[]
  /** ROLLUP, CUBE, GROUPING SETS: several groupings at once, each by some of `groupBy`, told by their places in it. */
  readonly groupings?: Placed & { readonly sets: readonly (readonly number[])[] }
  readonly having?: Expression
}

/** Bodies put together from the left, all operators having one precedence. */
export interface SetQuery extends Placed {
  readonly kind: 'set'
  readonly first: QueryBody
  readonly steps: readonly SetStep[]
}

export interface SetStep extends Placed {
  readonly operator: 'union' | 'intersect' | 'minus'
  /** Of UNION only. */
  readonly isAll: boolean
  readonly body: QueryBody
}

/** `name (columns) as (query)` behind WITH. */
export interface NamedQuery extends Placed {
  readonly name: string
  /** Empty when its columns keep the names they have. */
  readonly columns: readonly PlacedName[]
  readonly query: Query
}

/** START WITH ... CONNECT BY ... */
export interface Hierarchy extends Placed {
  readonly startWith?: Expression
  readonly connectBy: Expression
  readonly isNoCycle: boolean
  /** ORDER SIBLINGS BY */
  readonly siblings: readonly OrderItem[]
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
  /** A lateral one sees the columns of what stands to its left. */
  | (Placed & {
      readonly kind: 'derived'
      readonly query: Query
      readonly alias?: string
      readonly isLateral: boolean
    })
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

/** The block whose select list names the columns of a body: the first one. */
export const leadingBlock = (body: QueryBody): QueryBlock => {
  switch (body.kind) {
    case 'block':
      return body
    case 'set':
      return leadingBlock(body.first)
    case 'query':
      return leadingBlock(body.body)
  }
}
