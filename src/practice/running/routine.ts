/**
 * What can be called with arguments: stored procedures and functions, and those of the built-in packages, all alike.
 */
import type { DataType, Value } from '../values/value.ts'
import type { Run, Slot } from './frame.ts'
import type { Work } from './pause.ts'

export interface RoutineParameter {
  readonly name: string
  readonly direction: 'in' | 'out' | 'in out'
  /** `list`: an array bind, as DBMS_OUTPUT.GET_LINES takes. */
  readonly type: DataType | 'list'
  /** What stands for an argument that is not given; undefined when it has to be given. */
  readonly defaultValue: ((run: Run) => Work<Value>) | undefined
}

export interface Routine {
  /** As PLS-00306 names it. */
  readonly name: string
  readonly parameters: readonly RoutineParameter[]
  /** undefined for a procedure. */
  readonly returns: DataType | undefined
  /** Runs with a slot a parameter; OUT parameters are left in their slots. Gives a function's value. */
  invoke(slots: Slot[], run: Run): Work<Value>
}
