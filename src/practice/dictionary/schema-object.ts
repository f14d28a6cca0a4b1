/**
 * What a schema can own. Shapes only: who may use an object, and what its name means where, the catalog knows.
 */
import type { Expression } from '../parsing/ast/expression.ts'
import type { PackageUnit, Unit } from '../parsing/ast/plsql.ts'
import type { Query } from '../parsing/ast/query.ts'
import type { Identity } from '../parsing/ast/sequence.ts'
import type { SequenceGenerator } from '../running/storage/sequence-generator.ts'
import type { StoredTable } from '../running/storage/table.ts'
import type { TableIndex } from '../running/storage/table-index.ts'
import type { Column } from '../values/value.ts'

/** What every object has; `owner` of a public synonym is PUBLIC. */
export interface Owned {
  readonly id: number
  readonly owner: string
  readonly name: string
  readonly created: Date
  /** LAST_DDL_TIME. */
  changed: Date
}

/** A column that takes its values from a sequence of the table's own. */
export interface IdentityColumn {
  /** Its place among the table's columns. */
  readonly column: number
  readonly generation: Identity['generation']
  readonly sequence: SequenceObject
}

export interface TableObject extends Owned {
  readonly kind: 'TABLE'
  readonly table: StoredTable
  /** For each column its DEFAULT, if it has one. */
  readonly defaults: readonly (Expression | undefined)[]
  readonly identity?: IdentityColumn
}

export interface ViewObject extends Owned {
  readonly kind: 'VIEW'
  /** The query with every `*` written out, and what follows it (WITH READ ONLY). */
  readonly text: string
  readonly query: Query
  readonly isReadOnly: boolean
  /** As of its last compilation that succeeded; the names stay what they were when it was created. */
  columns: readonly Column[]
}

export interface SequenceObject extends Owned {
  readonly kind: 'SEQUENCE'
  readonly generator: SequenceGenerator
  /** Made by an identity column, with whose table it lives and dies. */
  readonly isOfIdentity: boolean
}

/** Another name for an object, which need not exist. */
export interface SynonymObject extends Owned {
  readonly kind: 'SYNONYM'
  readonly targetOwner: string
  readonly targetName: string
}

/** What is wrong with a stored unit; `line` and `column` from 1, in its source. */
export interface UnitProblem {
  readonly line: number
  readonly column: number
  readonly message: string
}

export interface UnitObject extends Owned {
  readonly kind: 'PROCEDURE' | 'FUNCTION'
  /** From PROCEDURE or FUNCTION on. */
  readonly source: string
  readonly unit: Unit | undefined
  /** As of its last compilation; a unit with problems is INVALID. */
  problems: readonly UnitProblem[]
}

/** A package's specification. */
export interface PackageObject extends Owned {
  readonly kind: 'PACKAGE'
  /** From PACKAGE on. */
  readonly source: string
  readonly unit: PackageUnit | undefined
  /** As of its last compilation, as with other units. */
  problems: readonly UnitProblem[]
}

export interface PackageBodyObject extends Owned {
  readonly kind: 'PACKAGE BODY'
  /** From PACKAGE BODY on. */
  readonly source: string
  readonly unit: PackageUnit | undefined
  problems: readonly UnitProblem[]
}

export interface IndexObject extends Owned {
  readonly kind: 'INDEX'
  readonly table: TableObject
  readonly index: TableIndex
}

/** Objects that share one namespace ("SQL Language Reference, Database Object Naming Rules"). */
export type NamedObject =
  | TableObject
  | ViewObject
  | SequenceObject
  | SynonymObject
  | UnitObject
  | PackageObject

/** Indexes and package bodies have a namespace each. */
export type SchemaObject = NamedObject | IndexObject | PackageBodyObject

/** What a name can mean once no synonym is left. */
export type BaseObject = Exclude<NamedObject, SynonymObject>

/** Everything that is compiled from a source of its own. */
export type CompiledObject = UnitObject | PackageObject | PackageBodyObject
