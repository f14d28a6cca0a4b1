/**
 * The shapes that a statement's text is read into. Names are already upper-cased unless they were quoted; `at` is the
 * 0-based character offset in the statement, for errors. Nothing here knows tables, types of columns or sessions.
 */
import type { Decimal } from 'decimal.js'
import type { DateTime } from '../values/date-time.ts'
import type { DataType } from '../values/value.ts'

/** Where in the statement something stands. */
export interface Placed {
  readonly at: number
}

/** `a`, `a.b` or `a.b.c`, as written; parts upper-cased unless quoted. */
export interface Name extends Placed {
  readonly parts: readonly string[]
}

// ---- expressions -------------------------------------------------------------------------------------------------

export type Expression =
  | (Placed & { readonly kind: 'literal'; readonly value: null | string | Decimal | boolean | DateTime })
  /** A bind; `index` counts occurrences in SQL and distinct names in PL/SQL, from 0. */
  | (Placed & { readonly kind: 'bind'; readonly name: string; readonly index: number })
  /** A column, variable, parameter, pseudo-column (ROWNUM, LEVEL, SYSDATE, USER ...) or a call without parentheses. */
  | (Placed & { readonly kind: 'name'; readonly name: Name })
  /** TRIM's own words come as further arguments: TRIM(text, characters, 'LEADING' | 'TRAILING' | 'BOTH'). */
  | (Placed & {
      readonly kind: 'call'
      readonly name: Name
      readonly arguments: readonly Argument[]
      readonly isDistinct: boolean
    })
  /** `count(*)` */
  | (Placed & { readonly kind: 'count all' })
  | (Placed & {
      readonly kind: 'unary'
      readonly operator: '-' | '+' | 'not' | 'prior'
      readonly operand: Expression
    })
  | (Placed & {
      readonly kind: 'binary'
      readonly operator: BinaryOperator
      readonly left: Expression
      readonly right: Expression
    })
  | (Placed & { readonly kind: 'is null'; readonly operand: Expression; readonly isNegated: boolean })
  | (Placed & {
      readonly kind: 'between'
      readonly operand: Expression
      readonly low: Expression
      readonly high: Expression
      readonly isNegated: boolean
    })
  | (Placed & {
      readonly kind: 'in'
      readonly operand: Expression
      readonly values: readonly Expression[] | Query
      readonly isNegated: boolean
    })
  | (Placed & {
      readonly kind: 'like'
      readonly operand: Expression
      readonly pattern: Expression
      readonly escape?: Expression
      readonly isNegated: boolean
    })
  | (Placed & { readonly kind: 'exists'; readonly query: Query })
  | (Placed & { readonly kind: 'subquery'; readonly query: Query })
  /** A simple case has an operand, a searched case none. */
  | (Placed & {
      readonly kind: 'case'
      readonly operand?: Expression
      readonly branches: readonly { readonly when: Expression; readonly result: Expression }[]
      readonly otherwise?: Expression
    })
  | (Placed & { readonly kind: 'cast'; readonly operand: Expression; readonly type: TypeName })
  /** PL/SQL: `cursor%found`, `sql%rowcount`, ... */
  | (Placed & {
      readonly kind: 'attribute'
      readonly cursor: string
      readonly attribute: 'FOUND' | 'NOTFOUND' | 'ROWCOUNT' | 'ISOPEN'
    })
/** `sequence.nextval` is read as a name; `extract(year from d)` and `interval` literals belong to a later widening. */

export type BinaryOperator =
  | '+'
  | '-'
  | '*'
  | '/'
  | '||'
  | '='
  | '!='
  | '<'
  | '<='
  | '>'
  | '>='
  | 'and'
  | 'or'
  | '**'

/** `name => value` has a name. */
export interface Argument extends Placed {
  readonly name?: string
  readonly value: Expression
}

// ---- queries -----------------------------------------------------------------------------------------------------

export interface Query extends Placed {
  readonly isDistinct: boolean
  readonly items: readonly SelectItem[]
  /** PL/SQL only: the targets of SELECT ... INTO. */
  readonly into: readonly Expression[]
  readonly from: readonly TableReference[]
  readonly where?: Expression
  /** `connect by level <= n` on a one-row table: the row generator. */
  readonly connectBy?: Expression
  readonly groupBy: readonly Expression[]
  readonly having?: Expression
  readonly orderBy: readonly OrderItem[]
  readonly offset?: Expression
  readonly fetchFirst?: {
    readonly count: Expression
    readonly withTies: boolean
    readonly isPercent: boolean
  }
  readonly forUpdate?: {
    readonly of: readonly Name[]
    readonly wait: 'wait' | 'nowait' | 'skip locked' | Expression
  }
}

export type SelectItem =
  /** `*` or `t.*` */
  | (Placed & { readonly kind: 'all'; readonly of?: Name })
  /** `text` is the expression as written without white space and in upper case: the column's name when it has no alias. */
  | (Placed & {
      readonly kind: 'expression'
      readonly expression: Expression
      readonly alias?: string
      readonly text: string
    })

export type TableReference =
  | (Placed & { readonly kind: 'table'; readonly name: Name; readonly alias?: string })
  | (Placed & { readonly kind: 'derived'; readonly query: Query; readonly alias?: string })
  | (Placed & {
      readonly kind: 'join'
      readonly type: 'inner' | 'left' | 'right' | 'full' | 'cross'
      readonly left: TableReference
      readonly right: TableReference
      readonly on?: Expression
      readonly using: readonly string[]
      readonly isNatural: boolean
    })

export interface OrderItem extends Placed {
  readonly expression: Expression
  readonly isDescending: boolean
  readonly nulls?: 'first' | 'last'
}

// ---- statements --------------------------------------------------------------------------------------------------

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

/** A name with its place. */
export interface PlacedName extends Placed {
  readonly name: string
}

export interface Assignment extends Placed {
  readonly column: string
  readonly value: Expression
}

export interface ColumnDefinition extends Placed {
  readonly name: string
  readonly type: TypeName
  readonly defaultValue?: Expression
  readonly isNotNull: boolean
  readonly isPrimaryKey: boolean
}

/** A type as written: a built-in one, or (PL/SQL) `table.column%type`. */
export type TypeName =
  | (Placed & { readonly kind: 'built-in'; readonly type: DataType })
  | (Placed & { readonly kind: 'column type'; readonly name: Name })
  | (Placed & { readonly kind: 'row type'; readonly name: Name })

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
  | (Placed & { readonly kind: 'alter session'; readonly parameter: string; readonly value: string })
  | (Placed & { readonly kind: 'commit' })
  | (Placed & { readonly kind: 'rollback'; readonly to?: string })
  | (Placed & { readonly kind: 'savepoint'; readonly name: string })
  /** An anonymous block, or `call p(...)` read as one. */
  | (Placed & { readonly kind: 'block'; readonly block: Block })

// ---- PL/SQL ------------------------------------------------------------------------------------------------------

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

// ---- what the parser gives ---------------------------------------------------------------------------------------

/** A statement with its binds: upper-case names, one for each occurrence in SQL, one for each distinct name in PL/SQL. */
export interface Parsed {
  readonly statement: Statement
  readonly binds: readonly string[]
}
