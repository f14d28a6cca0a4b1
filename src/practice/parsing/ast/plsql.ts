/**
 * The shapes of PL/SQL: units, blocks and declarations. Its statements stand in a file of their own.
 */
import type { Expression, TypeName } from './expression.ts'
import type { Name, Placed } from './name.ts'
import type { Query } from './query.ts'
import type { Step } from './step.ts'

export interface Parameter extends Placed {
  readonly name: string
  readonly direction: 'in' | 'out' | 'in out'
  readonly type: TypeName
  readonly defaultValue?: Expression
}

/** A procedure or function, wherever it stands; only a declaration of one to come has no block. */
export interface Subprogram extends Placed {
  readonly type: 'PROCEDURE' | 'FUNCTION'
  readonly parameters: readonly Parameter[]
  readonly returns?: TypeName
  /** PRAGMA AUTONOMOUS_TRANSACTION: it has a transaction of its own. */
  readonly isAutonomous?: true
  readonly block?: Block
}

/** A stored procedure or function. */
export interface Unit extends Subprogram {
  readonly name: Name
  readonly block: Block
}

/** A package's specification or body. */
export interface PackageUnit extends Placed {
  readonly type: 'PACKAGE' | 'PACKAGE BODY'
  readonly name: Name
  readonly declarations: readonly Declaration[]
  /** What a body does when a session uses the package for the first time; it has no declarations. */
  readonly initialisation?: Block
}

/** What CREATE stores and ALTER compiles. */
export type StoredUnit = Unit | PackageUnit

export interface Block extends Placed {
  readonly label?: string
  readonly declarations: readonly Declaration[]
  readonly body: readonly Step[]
  readonly handlers: readonly Handler[]
}

export type Declaration =
  | (Placed & {
      readonly kind: 'variable'
      readonly name: string
      readonly type: TypeName
      readonly isConstant: boolean
      readonly isNotNull: boolean
      readonly initial?: Expression
    })
  | (Placed & { readonly kind: 'exception'; readonly name: string })
  /** `pragma exception_init(name, -nnnnn)` */
  | (Placed & { readonly kind: 'exception init'; readonly name: string; readonly number: number })
  | (Placed & {
      readonly kind: 'cursor'
      readonly name: string
      readonly parameters: readonly Parameter[]
      readonly query: Query
    })
  | (Placed & { readonly kind: 'type'; readonly name: string; readonly definition: TypeDefinition })
  | (Placed & { readonly kind: 'subprogram'; readonly name: string; readonly subprogram: Subprogram })

/** What TYPE and SUBTYPE give a name to. */
export type TypeDefinition =
  | { readonly kind: 'record'; readonly fields: readonly RecordField[] }
  /** `index` undefined: a nested table. */
  | {
      readonly kind: 'table'
      readonly element: TypeName
      readonly index: 'integer' | { readonly length: number } | undefined
    }
  | { readonly kind: 'ref cursor' }
  | { readonly kind: 'subtype'; readonly base: TypeName; readonly isNotNull: boolean }

export interface RecordField extends Placed {
  readonly name: string
  readonly type: TypeName
}

/** `names` is empty for WHEN OTHERS. */
export interface Handler extends Placed {
  readonly names: readonly Name[]
  readonly body: readonly Step[]
}
