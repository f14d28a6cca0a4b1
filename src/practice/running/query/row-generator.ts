/**
 * `connect by level <= n` on DUAL: its one row again and again, for as long as the condition holds. Keeps nothing.
 */
import type { Frame, Tuple } from '../frame.ts'
import { turn } from '../pause.ts'
import { type Condition, holds } from './condition.ts'
import { HierarchyNode } from './hierarchy-node.ts'
import { isPause, type Stream } from './stream.ts'

/** In the conditions ROWNUM is the number of the row they decide on. */
export function* generate(
  input: Stream<Tuple>,
  conditions: readonly Condition[],
  frame: Frame,
): Stream<Tuple> {
  for (const item of input) {
    if (isPause(item)) {
      yield item
      continue
    }
    for (let level = 1; ; level += 1) {
      const { tuple } = new HierarchyNode(item, level, undefined)
      frame.tuple = tuple
      frame.rowNumber = level
      if (level > 1 && !(yield* holds(conditions, frame))) break
      yield tuple
      if (frame.run.pulse.isTurn()) yield turn
    }
  }
}
