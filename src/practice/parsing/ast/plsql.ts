/**
 * The shapes of PL/SQL: units, blocks, declarations and steps.
 */
import type { Dml } from './dml.ts'
import type { Argument, Expression, TypeName } from './expression.ts'
import type { Name, Placed } from './name.ts'
import type { Query } from './query.ts'

export interface Parameter extends Placed {
  readonly name: string
  readonly direction: 'in' | 'out' | 'in out'
  readonly type: TypeName
  readonly defaultValue?: Expression
}

export interface Unit extends Placed {
  readonly type: 'PROCEDURE' | 'FUNCTION'
  readonly name: Name
  readonly parameters: readonly Parameter[]
  readonly returns?: TypeName
  readonly block: Block
}

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
  | (Placed & { readonly kind: 'cursor'; readonly name: string; readonly query: Query })

/** `names` is empty for WHEN OTHERS. */
export interface Handler extends Placed {
  readonly names: readonly Name[]
  readonly body: readonly Step[]
}

/** A PL/SQL statement. */
export type Step =
  | (Placed & { readonly kind: 'null' })
  | (Placed & { readonly kind: 'assign'; readonly target: Expression; readonly value: Expression })
  | (Placed & { readonly kind: 'call'; readonly name: Name; readonly arguments: readonly Argument[] })
  | (Placed & {
      readonly kind: 'if'
      readonly branches: readonly { readonly condition: Expression; readonly body: readonly Step[] }[]
      readonly otherwise: readonly Step[]
    })
  | (Placed & { readonly kind: 'loop'; readonly label?: string; readonly body: readonly Step[] })
  | (Placed & {
      readonly kind: 'while'
      readonly label?: string
      readonly condition: Expression
      readonly body: readonly Step[]
    })
  | (Placed & {
      readonly kind: 'for range'
      readonly label?: string
      readonly variable: string
      readonly low: Expression
      readonly high: Expression
      readonly isReverse: boolean
      readonly body: readonly Step[]
    })
  /** `for r in (select ...) loop` or over a declared cursor. */
  | (Placed & {
      readonly kind: 'for query'
      readonly label?: string
      readonly variable: string
      readonly source: Query | string
      readonly body: readonly Step[]
    })
  | (Placed & { readonly kind: 'exit'; readonly label?: string; readonly when?: Expression })
  | (Placed & { readonly kind: 'continue'; readonly label?: string; readonly when?: Expression })
  | (Placed & { readonly kind: 'return'; readonly value?: Expression })
  /** Without a name: re-raise. */
  | (Placed & { readonly kind: 'raise'; readonly name?: Name })
  | (Placed & { readonly kind: 'block'; readonly block: Block })
  | (Placed & { readonly kind: 'select into'; readonly query: Query })
  | (Placed & { readonly kind: 'dml'; readonly dml: Dml })
  | (Placed & { readonly kind: 'commit' })
  | (Placed & { readonly kind: 'rollback'; readonly to?: string })
  | (Placed & { readonly kind: 'savepoint'; readonly name: string })
  /** `open c for select ...` */
  | (Placed & { readonly kind: 'open for'; readonly target: Expression; readonly query: Query })
  | (Placed & {
      readonly kind: 'execute immediate'
      readonly text: Expression
      readonly into: readonly Expression[]
      readonly using: readonly { readonly direction: 'in' | 'out' | 'in out'; readonly value: Expression }[]
    })
