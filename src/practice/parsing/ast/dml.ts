/**
 * The shapes of statements that change rows.
 */
import type { Expression } from './expression.ts'
import type { Name, Placed, PlacedName } from './name.ts'
import type { Query } from './query.ts'

export interface Returning {
  readonly expressions: readonly Expression[]
  /** Binds in SQL; variables or binds in PL/SQL. */
  readonly into: readonly Expression[]
}

export type Dml =
  | (Placed & {
      readonly kind: 'insert'
      readonly table: Name
      readonly alias?: string
      readonly columns: readonly PlacedName[]
      readonly source: readonly Expression[] | Query
      readonly returning?: Returning
    })
  | (Placed & {
      readonly kind: 'update'
      readonly table: Name
      readonly alias?: string
      readonly set: readonly Assignment[]
      readonly where?: Expression
      readonly returning?: Returning
    })
  | (Placed & {
      readonly kind: 'delete'
      readonly table: Name
      readonly alias?: string
      readonly where?: Expression
      readonly returning?: Returning
    })

export interface Assignment extends Placed {
  readonly column: string
  readonly value: Expression
}
