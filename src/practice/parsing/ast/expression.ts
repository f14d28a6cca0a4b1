/**
 * The shapes of expressions, conditions and types as written. Nothing here knows tables, types of columns or sessions.
 */
import type { Decimal } from 'decimal.js'
import type { DateTime } from '../../values/date-time.ts'
import type { Interval } from '../../values/interval.ts'
import type { DataType } from '../../values/value.ts'
import type { Name, Placed } from './name.ts'
import type { OrderItem, Query } from './query.ts'

export type Expression =
  | (Placed & {
      readonly kind: 'literal'
      readonly value: null | string | Decimal | boolean | DateTime | Interval
      /** `N'...'` */
      readonly isNational?: true
    })
  /** A bind; `index` counts occurrences in SQL and distinct names in PL/SQL, from 0. */
  | (Placed & { readonly kind: 'bind'; readonly name: string; readonly index: number })
  /** A column, variable, parameter, pseudo-column (ROWNUM, LEVEL, SYSDATE, USER ...) or a call without parentheses. */
  | (Placed & { readonly kind: 'name'; readonly name: Name })
  /** `t.c(+)`: a column of a table that an old outer join makes optional. */
  | (Placed & { readonly kind: 'optional'; readonly column: Extract<Expression, { kind: 'name' }> })
  /** `(a, b)`: several values compared at once. */
  | (Placed & { readonly kind: 'row'; readonly items: readonly Expression[] })
  /** TRIM's own words come as further arguments: TRIM(text, characters, 'LEADING' | 'TRAILING' | 'BOTH'). */
  | (Placed & {
      readonly kind: 'call'
      readonly name: Name
      readonly arguments: readonly Argument[]
      readonly isDistinct: boolean
    })
  /** `count(*)` */
  | (Placed & { readonly kind: 'count all' })
  | OrderedAggregate
  | Analytic
  | (Placed & {
      readonly kind: 'unary'
      readonly operator: '-' | '+' | 'not' | 'prior' | 'connect by root'
      readonly operand: Expression
    })
  | (Placed & {
      readonly kind: 'binary'
      readonly operator: BinaryOperator
      readonly left: Expression
      readonly right: Expression
    })
  /** `a > any (...)`; SOME is ANY. */
  | (Placed & {
      readonly kind: 'quantified'
      readonly operator: ComparisonOperator
      readonly quantifier: 'any' | 'all'
      readonly operand: Expression
      readonly values: readonly Expression[] | Query
    })
  | (Placed & { readonly kind: 'is null'; readonly operand: Expression; readonly isNegated: boolean })
  | (Placed & {
      readonly kind: 'between'
      readonly operand: Expression
      readonly low: Expression
      readonly high: Expression
      readonly isNegated: boolean
    })
  | (Placed & {
      readonly kind: 'in'
      readonly operand: Expression
      readonly values: readonly Expression[] | Query
      readonly isNegated: boolean
    })
  | (Placed & {
      readonly kind: 'like'
      readonly operand: Expression
      readonly pattern: Expression
      readonly escape?: Expression
      readonly isNegated: boolean
    })
  | (Placed & { readonly kind: 'exists'; readonly query: Query })
  | (Placed & { readonly kind: 'subquery'; readonly query: Query })
  /** A simple case has an operand, a searched case none. */
  | (Placed & {
      readonly kind: 'case'
      readonly operand?: Expression
      readonly branches: readonly { readonly when: Expression; readonly result: Expression }[]
      readonly otherwise?: Expression
    })
  | (Placed & { readonly kind: 'cast'; readonly operand: Expression; readonly type: TypeName })
  /** PL/SQL: `cursor%found`, `sql%rowcount`, ... */
  | (Placed & {
      readonly kind: 'attribute'
      readonly cursor: Name
      readonly attribute: 'FOUND' | 'NOTFOUND' | 'ROWCOUNT' | 'ISOPEN'
    })
  /** PL/SQL: a field of what a call gives, `t(i).name`. */
  | (Placed & { readonly kind: 'member'; readonly of: Expression; readonly member: string })
/**
 * `sequence.nextval` is read as a name, EXTRACT(YEAR FROM d) as EXTRACT('YEAR', d), `t AT TIME ZONE z` as a call of
 * `AT TIME ZONE` (`t AT LOCAL` without the second argument).
 */

export type ComparisonOperator = '=' | '!=' | '<' | '<=' | '>' | '>='

export type BinaryOperator = ComparisonOperator | '+' | '-' | '*' | '/' | '||' | 'and' | 'or' | '**'

export type Call = Extract<Expression, { kind: 'call' }>
export type CountAll = Extract<Expression, { kind: 'count all' }>

/**
 * An aggregate that reads its group in an order: all rows of it (`within group (order by ...)`), or those that are first
 * or last (`keep (dense_rank first order by ...)`).
 */
export interface OrderedAggregate extends Placed {
  readonly kind: 'ordered aggregate'
  readonly function: Call | CountAll
  readonly rows: 'all' | 'first' | 'last'
  readonly orderBy: readonly OrderItem[]
  /** LISTAGG ... ON OVERFLOW TRUNCATE; without it a text too long is an error. */
  readonly truncation?: { readonly indicator?: Expression; readonly hasCount: boolean }
}

/** A function of a row and the rows around it: `... over (partition by ... order by ... rows ...)`. */
export interface Analytic extends Placed {
  readonly kind: 'analytic'
  readonly function: Call | CountAll | OrderedAggregate
  /** IGNORE NULLS */
  readonly ignoresNulls: boolean
  /** NTH_VALUE ... FROM LAST */
  readonly isFromLast: boolean
  readonly partitionBy: readonly Expression[]
  readonly orderBy: readonly OrderItem[]
  readonly frame?: WindowFrame
}

/** ROWS or RANGE; without BETWEEN a frame ends at the current row. */
export interface WindowFrame extends Placed {
  readonly unit: 'rows' | 'range'
  readonly start: FrameBound
  readonly end: FrameBound
}

export type FrameBound =
  | { readonly kind: 'unbounded preceding' | 'current row' | 'unbounded following' }
  | { readonly kind: 'preceding' | 'following'; readonly distance: Expression }

/** `name => value` has a name. */
export interface Argument extends Placed {
  readonly name?: string
  readonly value: Expression
}

/** A type as written: a built-in one, or (PL/SQL) `table.column%type`. */
export type TypeName =
  | (Placed & { readonly kind: 'built-in'; readonly type: DataType })
  | (Placed & { readonly kind: 'column type'; readonly name: Name })
  | (Placed & { readonly kind: 'row type'; readonly name: Name })
  /** A type that PL/SQL has declared. */
  | (Placed & { readonly kind: 'named'; readonly name: Name })
