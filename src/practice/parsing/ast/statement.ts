/**
 * The shapes of whole statements, definitions among them, and what the parser gives.
 */
import type { Administration } from './administration.ts'
import type { Dml } from './dml.ts'
import type { Expression, TypeName } from './expression.ts'
import type { Name, Placed } from './name.ts'
import type { Block, Unit } from './plsql.ts'
import type { Query } from './query.ts'

export interface ColumnDefinition extends Placed {
  readonly name: string
  readonly type: TypeName
  readonly defaultValue?: Expression
  readonly isNotNull: boolean
  readonly isPrimaryKey: boolean
}

/** One `parameter = value` of ALTER SESSION SET. */
export interface SessionSetting extends Placed {
  readonly parameter: string
  readonly value: string
}

export type Statement =
  | (Placed & { readonly kind: 'query'; readonly query: Query })
  | Dml
  | (Placed & {
      readonly kind: 'create table'
      readonly table: Name
      readonly columns: readonly ColumnDefinition[]
      readonly primaryKey: readonly string[]
      /** The name given with CONSTRAINT; the running side makes one up otherwise. */
      readonly primaryKeyName?: string
      readonly asQuery?: Query
    })
  | (Placed & { readonly kind: 'drop table'; readonly table: Name; readonly isPurge: boolean })
  /** `source` is the text from PROCEDURE or FUNCTION on; `unit` is undefined when it does not parse, and `problem` says why. */
  | (Placed & {
      readonly kind: 'create unit'
      readonly orReplace: boolean
      readonly name: Name
      readonly type: 'PROCEDURE' | 'FUNCTION'
      readonly source: string
      readonly unit?: Unit
      readonly problem?: { readonly message: string; readonly line: number; readonly column: number }
    })
  | (Placed & { readonly kind: 'drop unit'; readonly name: Name; readonly type: 'PROCEDURE' | 'FUNCTION' })
  | (Placed & {
      readonly kind: 'grant'
      readonly privileges: readonly string[]
      readonly on: Name
      readonly to: readonly string[]
    })
  | (Placed & { readonly kind: 'alter session'; readonly settings: readonly SessionSetting[] })
  | Administration
  | (Placed & { readonly kind: 'commit' })
  | (Placed & { readonly kind: 'rollback'; readonly to?: string })
  | (Placed & { readonly kind: 'savepoint'; readonly name: string })
  /** An anonymous block, or `call p(...)` read as one. */
  | (Placed & { readonly kind: 'block'; readonly block: Block })

/** A statement with its binds: upper-case names, one for each occurrence in SQL, one for each distinct name in PL/SQL. */
export interface Parsed {
  readonly statement: Statement
  readonly binds: readonly string[]
}
