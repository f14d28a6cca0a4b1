/**
 * What can be called with arguments: stored procedures and functions, and those of the built-in packages, all alike.
 */
import type { DataType } from '../values/value.ts'
import type { Frame, Run, Slot } from './frame.ts'
import type { Work } from './pause.ts'
import type { Composite } from './plsql/shapes.ts'

export interface RoutineParameter {
  readonly name: string
  readonly direction: 'in' | 'out' | 'in out'
  /** `list`: an array bind, as DBMS_OUTPUT.GET_LINES takes. */
  readonly type: DataType | Composite | 'list'
  /** What stands for an argument that is not given; undefined when it has to be given. */
  readonly defaultValue: ((run: Run, around?: Frame) => Work<Slot>) | undefined
}

export interface Routine {
  /** As PLS-00306 names it. */
  readonly name: string
  readonly parameters: readonly RoutineParameter[]
  /** undefined for a procedure. */
  readonly returns: DataType | Composite | undefined
  /** Known to its own block or package only, and so not to SQL. */
  readonly isPrivate?: boolean
  /**
   * Runs with a slot a parameter; OUT parameters are left in their slots. Gives a function's value. `around` is the frame
   * of the block or package that has declared it, for one that knows it by a name without dots.
   */
  invoke(slots: Slot[], run: Run, around?: Frame): Work<Slot>
}
