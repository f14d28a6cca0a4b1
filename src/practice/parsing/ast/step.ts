/**
 * The shapes of PL/SQL's statements.
 */
import type { Dml } from './dml.ts'
import type { Argument, Expression } from './expression.ts'
import type { Name, Placed } from './name.ts'
import type { Block } from './plsql.ts'
import type { Query } from './query.ts'

/** One entry of USING. */
export interface UsingItem {
  readonly direction: 'in' | 'out' | 'in out'
  readonly value: Expression
}

/** Statements under a condition, or under one of the values of CASE. */
export interface StepBranch {
  readonly when: Expression
  readonly body: readonly Step[]
}

/** A PL/SQL statement. */
export type Step =
  | (Placed & { readonly kind: 'null' })
  | (Placed & { readonly kind: 'assign'; readonly target: Expression; readonly value: Expression })
  | (Placed & { readonly kind: 'call'; readonly name: Name; readonly arguments: readonly Argument[] })
  | (Placed & {
      readonly kind: 'if'
      readonly branches: readonly StepBranch[]
      readonly otherwise: readonly Step[]
    })
  /** A simple CASE has an operand. Without ELSE, having no branch to take is an error. */
  | (Placed & {
      readonly kind: 'case'
      readonly operand?: Expression
      readonly branches: readonly StepBranch[]
      readonly otherwise?: readonly Step[]
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
      readonly source: Query | CursorCall
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
  /** `open c` and `open c(1, 2)` */
  | (Placed & { readonly kind: 'open' } & CursorCall)
  /** `open c for select ...` */
  | (Placed & { readonly kind: 'open for'; readonly target: Expression; readonly query: Query })
  /** `open c for 'select ...' using ...` */
  | (Placed & {
      readonly kind: 'open for text'
      readonly target: Expression
      readonly text: Expression
      readonly using: readonly UsingItem[]
    })
  | (Placed & {
      readonly kind: 'fetch'
      readonly cursor: Expression
      readonly into: readonly Expression[]
      readonly isBulk: boolean
      readonly limit?: Expression
    })
  | (Placed & { readonly kind: 'close'; readonly cursor: Expression })
  /** `forall i in low .. high insert ...` */
  | (Placed & {
      readonly kind: 'forall'
      readonly variable: string
      readonly low: Expression
      readonly high: Expression
      readonly dml: Dml
    })
  | (Placed & {
      readonly kind: 'execute immediate'
      readonly text: Expression
      readonly into: readonly Expression[]
      readonly using: readonly UsingItem[]
      readonly returning: readonly Expression[]
    })

/** A declared cursor with its arguments. */
export interface CursorCall extends Placed {
  readonly name: Name
  readonly arguments: readonly Argument[]
}
