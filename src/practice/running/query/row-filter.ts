/**
 * The last filter of a block, which numbers its rows for ROWNUM.
 */
import type { Frame, Tuple } from '../frame.ts'
import { type Condition, holds } from './condition.ts'
import { isPause, type Stream } from './stream.ts'

/**
 * Keeps the rows for which the conditions hold. Each kept row has the next ROWNUM; a condition on ROWNUM alone that fails
 * would fail for ever after, so reading ends there.
 */
export function* numbered(
  input: (frame: Frame) => Stream<Tuple>,
  conditions: readonly Condition[],
  frame: Frame,
): Stream<Tuple> {
  const isFixed = (condition: Condition): boolean => condition.sources.size === 0 && !condition.usesHierarchy
  const constant = conditions.filter((condition) => isFixed(condition) && !condition.usesRowNumber)
  const ending = conditions.filter((condition) => isFixed(condition) && condition.usesRowNumber)
  const others = conditions.filter((condition) => !isFixed(condition))
  if (!(yield* holds(constant, frame))) return
  let count = 0
  for (const item of input(frame)) {
    if (isPause(item)) {
      yield item
      continue
    }
    frame.tuple = item
    frame.rowNumber = count + 1
    if (ending.length > 0 && !(yield* holds(ending, frame))) return
    if (others.length > 0 && !(yield* holds(others, frame))) continue
    count += 1
    yield item
  }
}
