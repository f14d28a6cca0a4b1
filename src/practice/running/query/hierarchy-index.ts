/**
 * Finds the rows that may be children of another: by key where CONNECT BY has equalities, else all of them.
 */
import { type Compiled, evaluate } from '../expression/compiled.ts'
import type { Frame, Tuple } from '../frame.ts'
import { groupingKey } from '../grouping-key.ts'
import { turn, type Work } from '../pause.ts'
import type { Condition } from './condition.ts'
import { HierarchyNode } from './hierarchy-node.ts'

/** The rows that may be children of a node; the conditions still need testing. */
export type FindChildren = (parent: HierarchyNode) => Work<readonly Tuple[]>

/** One equality of CONNECT BY: what a child has, and what its parent wants it to have. */
interface KeyPair {
  readonly child: Compiled
  readonly wanted: Compiled
}

/** Reads the rows once and orders them by key. */
export function* childFinder(
  rows: readonly Tuple[],
  conditions: readonly Condition[],
  frame: Frame,
): Work<FindChildren> {
  const pairs = conditions.flatMap((condition) => pairOf(condition) ?? [])
  if (pairs.length === 0) return always(rows)
  const area = frame.run.session.memory.open()
  const table = new Map<string, Tuple[]>()
  for (const row of rows) {
    if (frame.run.pulse.isTurn()) yield turn
    frame.tuple = row
    const key = yield* keyOf(
      pairs.map(({ child }) => child),
      frame,
    )
    if (key === undefined) continue
    area.charge(ENTRY + key.length)
    const same = table.get(key)
    if (same === undefined) table.set(key, [row])
    else same.push(row)
  }
  return function* (parent) {
    // A child that has no rows yet: PRIOR and LEVEL need no more than its parent.
    frame.tuple = new HierarchyNode([], parent.level + 1, parent).tuple
    const key = yield* keyOf(
      pairs.map(({ wanted }) => wanted),
      frame,
    )
    return (key !== undefined && table.get(key)) || []
  }
}

const always = (rows: readonly Tuple[]): FindChildren =>
  function* () {
    yield* []
    return rows
  }

/** About how many bytes a place in the table takes beside its key's characters. */
const ENTRY = 100

const pairOf = ({ equality }: Condition): KeyPair | undefined => {
  if (equality === undefined) return undefined
  const { left, right } = equality
  if (isOfChild(left) && isOfParent(right)) return { child: left.compiled, wanted: right.compiled }
  if (isOfChild(right) && isOfParent(left)) return { child: right.compiled, wanted: left.compiled }
  return undefined
}

type Side = NonNullable<Condition['equality']>['left']

const isOfChild = ({ sources, usesHierarchy }: Side): boolean => sources.size > 0 && !usesHierarchy
const isOfParent = ({ sources }: Side): boolean => sources.size === 0

/** undefined when some of the values is null, which equals nothing. */
function* keyOf(values: readonly Compiled[], frame: Frame): Work<string | undefined> {
  const key = []
  for (const compiled of values) {
    const value = yield* evaluate(compiled, frame)
    if (value === null) return undefined
    key.push(value)
  }
  return groupingKey(key)
}
