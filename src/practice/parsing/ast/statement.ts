/**
 * The shapes of whole statements, definitions among them, and what the parser gives.
 */
import type { Administration } from './administration.ts'
import type { ColumnDefinition, ConstraintDefinition, TableChange } from './definition.ts'
import type { Dml } from './dml.ts'
import type { Expression } from './expression.ts'
import type { Name, Placed, PlacedName } from './name.ts'
import type { Block, StoredUnit } from './plsql.ts'
import type { Query } from './query.ts'
import type { SynonymStatement, ViewStatement } from './schema-object.ts'
import type { SequenceStatement } from './sequence.ts'

/** One `parameter = value` of ALTER SESSION SET. */
export interface SessionSetting extends Placed {
  readonly parameter: string
  readonly value: string
}

export type Statement =
  | (Placed & { readonly kind: 'query'; readonly query: Query })
  | Dml
  | SequenceStatement
  | ViewStatement
  | SynonymStatement
  | (Placed & {
      readonly kind: 'create table'
      readonly table: Name
      readonly columns: readonly ColumnDefinition[]
      readonly constraints: readonly ConstraintDefinition[]
      readonly asQuery?: Query
    })
  | (Placed & {
      readonly kind: 'drop table'
      readonly table: Name
      readonly isPurge: boolean
      /** CASCADE CONSTRAINTS */
      readonly isCascade: boolean
    })
  | (Placed & {
      readonly kind: 'alter table'
      readonly table: Name
      /** Done one after the other. */
      readonly changes: readonly TableChange[]
    })
  | (Placed & { readonly kind: 'truncate table'; readonly table: Name })
  | (Placed & {
      readonly kind: 'create index'
      readonly name: Name
      readonly table: Name
      readonly columns: readonly PlacedName[]
      readonly isUnique: boolean
    })
  | (Placed & { readonly kind: 'drop index'; readonly name: Name })
  | (Placed & {
      readonly kind: 'lock table'
      readonly tables: readonly Name[]
      readonly mode: 'row share' | 'row exclusive' | 'share' | 'share row exclusive' | 'exclusive'
      /** Seconds that WAIT gives. */
      readonly wait: 'wait' | 'nowait' | Expression
    })
  /** `source` is the text from the word of its kind on; `unit` is undefined when it does not parse, and `problem` says why. */
  | (Placed & {
      readonly kind: 'create unit'
      readonly orReplace: boolean
      readonly name: Name
      readonly type: StoredUnit['type']
      readonly source: string
      readonly unit?: StoredUnit
      readonly problem?: { readonly message: string; readonly line: number; readonly column: number }
    })
  | (Placed & { readonly kind: 'drop unit'; readonly name: Name; readonly type: StoredUnit['type'] })
  /** ALTER ... COMPILE; a package with its body unless one of them is named. */
  | (Placed & {
      readonly kind: 'compile unit'
      readonly name: Name
      readonly types: readonly StoredUnit['type'][]
    })
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
