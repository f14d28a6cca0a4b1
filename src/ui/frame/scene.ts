/**
 * All that a frame is drawn from. Plain data, but for the theme's brush.
 */
import type { State } from '../../core/state.ts'
import type { Course } from '../live/course.ts'
import type { Syntax } from '../prompt/syntax.ts'
import type { View } from '../view.ts'
import type { Size } from './layout.ts'
import type { Theme } from './theme.ts'

export interface Scene {
  readonly state: State
  readonly view: View
  readonly size: Size
  /** Milliseconds since 1970. */
  readonly now: number
  readonly theme: Theme
  /** Reads what is typed, and remembers what it has read. */
  readonly syntax: Syntax
  /** What happened so far; absent: nothing that was seen here. */
  readonly course?: Course
}
