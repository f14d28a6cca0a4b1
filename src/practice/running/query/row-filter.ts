/**
 * The last filter of a block: numbers rows for ROWNUM, and makes the rows of `connect by level`.
 */
import { notSupported } from '../../error.ts'
import type { Hierarchy } from '../../parsing/ast/query.ts'
import { type Compiled, evaluate } from '../expression/compiled.ts'
import type { Frame, Tuple } from '../frame.ts'
import { turn } from '../pause.ts'
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
  const isFixed = (condition: Condition): boolean => condition.sources.size === 0 && !condition.usesLevel
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

/** `connect by` on DUAL: the one row again and again, with LEVEL counting, for as long as the condition holds. */
export const generated =
  (input: (frame: Frame) => Stream<Tuple>, condition: Compiled) =>
  (frame: Frame): Stream<Tuple> =>
    generate(input(frame), condition, frame)

function* generate(input: Stream<Tuple>, condition: Compiled, frame: Frame): Stream<Tuple> {
  for (const item of input) {
    if (isPause(item)) {
      yield item
      continue
    }
    for (let level = 1; ; level += 1) {
      frame.tuple = item
      frame.level = level
      if (level > 1 && (yield* evaluate(condition, frame)) !== true) break
      yield item
      if (frame.run.pulse.isTurn()) yield turn
    }
  }
}

/** Only the row generator is known: a real hierarchy has PRIOR, or more than the one row of DUAL. */
export const refuseHierarchy = (
  { connectBy, startWith, isNoCycle, siblings, at }: Hierarchy,
  isOnDual: boolean,
): void => {
  if (startWith !== undefined) throw notSupported('START WITH', startWith.at)
  if (isNoCycle || siblings.length > 0) throw notSupported('CONNECT BY', at)
  if (!isOnDual) throw notSupported('CONNECT BY', connectBy.at)
}
