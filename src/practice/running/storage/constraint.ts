/**
 * The constraints of a table as they are kept: what the dictionary shows of them and what DML checks. Columns are places
 * in the table. Knows not how they are checked.
 */
import type { Expression } from '../../parsing/ast/expression.ts'
import type { Row } from '../../values/value.ts'
import type { Run } from '../frame.ts'
import type { Work } from '../pause.ts'
import type { StoredTable } from './table.ts'
import type { TableIndex } from './table-index.ts'

interface Named {
  readonly owner: string
  readonly name: string
  /** Whether the database made the name up (SYS_C00nnnnn). */
  readonly isGenerated: boolean
  readonly created: Date
  readonly columns: readonly number[]
}

export interface NotNull extends Named {
  readonly kind: 'not null'
}

export interface Check extends Named {
  readonly kind: 'check'
  readonly condition: Expression
  /** The condition as written. */
  readonly text: string
  /** False of values that break it; what is null does not. */
  readonly allows: (values: Row, run: Run) => Work<boolean>
}

export interface Key extends Named {
  readonly kind: 'primary key' | 'unique'
  readonly index: TableIndex
}

/** What becomes of the rows that refer to a row which is deleted. */
export type DeleteRule = 'no action' | 'cascade' | 'set null'

export interface ForeignKey extends Named {
  readonly kind: 'foreign key'
  /** The table that has it. */
  readonly table: StoredTable
  readonly parent: StoredTable
  /** The key of the parent that it refers to, and its columns in the order of this one's. */
  readonly key: Key
  readonly parentColumns: readonly number[]
  readonly onDelete: DeleteRule
}

export type Constraint = NotNull | Check | Key | ForeignKey

export const isKey = (constraint: Constraint): constraint is Key =>
  constraint.kind === 'primary key' || constraint.kind === 'unique'

export const isForeignKey = (constraint: Constraint): constraint is ForeignKey =>
  constraint.kind === 'foreign key'

export const isCheck = (constraint: Constraint): constraint is Check => constraint.kind === 'check'
