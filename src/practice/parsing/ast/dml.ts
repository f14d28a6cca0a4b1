/**
 * The shapes of statements that change rows.
 */
import type { Expression } from './expression.ts'
import type { Name, Placed, PlacedName } from './name.ts'
import type { Query, TableReference } from './query.ts'

export interface Returning {
  readonly expressions: readonly Expression[]
  /** Binds in SQL; variables or binds in PL/SQL. */
  readonly into: readonly Expression[]
  /** PL/SQL only: BULK COLLECT INTO. */
  readonly isBulk?: true
}

/** What a column gets: an expression, or DEFAULT. */
export type NewValue = Expression | (Placed & { readonly kind: 'default' })

export interface Insert extends Placed {
  readonly kind: 'insert'
  readonly table: Name
  readonly alias?: string
  readonly columns: readonly PlacedName[]
  readonly source: readonly NewValue[] | Query
  readonly returning?: Returning
}

export interface Update extends Placed {
  readonly kind: 'update'
  readonly table: Name
  readonly alias?: string
  readonly set: readonly Assignment[]
  readonly where?: Expression
  readonly returning?: Returning
}

export interface Delete extends Placed {
  readonly kind: 'delete'
  readonly table: Name
  readonly alias?: string
  readonly where?: Expression
  readonly returning?: Returning
}

/** MERGE: at least one of its two clauses is there. */
export interface Merge extends Placed {
  readonly kind: 'merge'
  readonly table: Name
  readonly alias?: string
  readonly using: TableReference
  readonly on: Expression
  /** WHEN MATCHED THEN UPDATE SET ... [WHERE ...] [DELETE WHERE ...] */
  readonly matched?: {
    readonly set: readonly Assignment[]
    readonly where?: Expression
    readonly deleteWhere?: Expression
  }
  /** WHEN NOT MATCHED THEN INSERT ... [WHERE ...] */
  readonly notMatched?: Placed & {
    readonly columns: readonly PlacedName[]
    readonly values: readonly NewValue[]
    readonly where?: Expression
  }
  readonly returning?: undefined
}

export type Dml = Insert | Update | Delete | Merge

/** One entry of SET: a column, or several that a query gives values to. */
export type Assignment =
  | (Placed & { readonly kind: 'column'; readonly column: string; readonly value: NewValue })
  | (Placed & { readonly kind: 'columns'; readonly columns: readonly PlacedName[]; readonly query: Query })
