/**
 * The shapes of what a table is made of: columns and constraints, as CREATE TABLE and ALTER TABLE give them.
 */
import type { Expression, TypeName } from './expression.ts'
import type { Name, Placed, PlacedName } from './name.ts'
import type { Identity } from './sequence.ts'

export interface ColumnDefinition extends Placed {
  readonly name: string
  readonly type: TypeName
  readonly defaultValue?: Expression
  readonly identity?: Identity
}

/** What a constraint demands; one that stands with a column names that column alone. */
export type ConstraintRule =
  | { readonly kind: 'not null'; readonly columns: readonly PlacedName[] }
  | { readonly kind: 'primary key' | 'unique'; readonly columns: readonly PlacedName[] }
  | {
      readonly kind: 'check'
      readonly condition: Expression
      /** The condition as written. */
      readonly text: string
      /** The column it stands with, the only one it may mention. */
      readonly column?: string
    }
  | {
      readonly kind: 'foreign key'
      readonly columns: readonly PlacedName[]
      readonly parent: Name
      /** Empty: the primary key's. */
      readonly parentColumns: readonly PlacedName[]
      readonly onDelete: 'no action' | 'cascade' | 'set null'
    }

export interface ConstraintDefinition extends Placed {
  /** The name given with CONSTRAINT; the running side makes one up otherwise. */
  readonly name?: string
  readonly rule: ConstraintRule
}

/** One clause of ALTER TABLE. */
export type TableChange =
  | {
      readonly kind: 'add'
      readonly columns: readonly ColumnDefinition[]
      readonly constraints: readonly ConstraintDefinition[]
    }
  | { readonly kind: 'modify'; readonly columns: readonly ColumnModification[] }
  | { readonly kind: 'drop columns'; readonly columns: readonly PlacedName[]; readonly isCascade: boolean }
  | { readonly kind: 'rename column'; readonly from: PlacedName; readonly to: PlacedName }
  | { readonly kind: 'rename'; readonly to: PlacedName }
  | { readonly kind: 'rename constraint'; readonly from: PlacedName; readonly to: PlacedName }
  | { readonly kind: 'drop constraint'; readonly which: ConstraintChoice; readonly isCascade: boolean }

/** How DROP tells which constraint it means. */
export type ConstraintChoice = Placed &
  (
    | { readonly kind: 'named'; readonly name: string }
    | { readonly kind: 'primary key' }
    | { readonly kind: 'unique'; readonly columns: readonly PlacedName[] }
  )

export interface ColumnModification extends Placed {
  readonly name: string
  readonly type?: TypeName
  readonly defaultValue?: Expression
  /** NULL, which takes NOT NULL away. */
  readonly isNullable: boolean
  readonly constraints: readonly ConstraintDefinition[]
}
