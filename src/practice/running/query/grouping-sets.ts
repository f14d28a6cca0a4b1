/**
 * ROLLUP, CUBE and GROUPING SETS: one pass over the rows makes the groups of several groupings, and GROUPING tells them
 * apart ("SQL Language Reference, GROUPING, GROUPING_ID, GROUP_ID").
 */
import { notSupported } from '../../error.ts'
import type { Call, Expression } from '../../parsing/ast/expression.ts'
import { Decimal } from '../../values/number.ts'
import type { Value } from '../../values/value.ts'
import { type Compiled, plain } from '../expression/compiled.ts'
import { numberType } from '../expression/types.ts'
import type { Frame } from '../frame.ts'

/** Which keys each grouping has. */
export interface GroupingSets {
  readonly sets: readonly ReadonlySet<number>[]
  /** The keys of a row with null for those that the grouping does not have. */
  masked(keys: readonly Value[], set: ReadonlySet<number>): readonly Value[]
}

/** `canonical` maps a place to the first one with the same key: a key that is written twice is one key. */
export const compileSets = (
  sets: readonly (readonly number[])[],
  canonical: readonly number[],
): GroupingSets => ({
  sets: sets.map((set) => new Set(set.map((place) => canonical[place] ?? place))),
  masked: (keys, set) => keys.map((value, place) => (set.has(canonical[place] ?? place) ? value : null)),
})

const names: readonly string[] = ['GROUPING', 'GROUPING_ID', 'GROUP_ID']

/** GROUPING and its kin. */
export const groupingCall = (expression: Expression): Call | undefined =>
  expression.kind === 'call' && names.includes(expression.name.parts.join('.')) ? expression : undefined

/** `keyOf` gives the place of a GROUP BY expression and raises ORA-00979 for every other one. */
export const compileGroupingCall = (
  call: Call,
  { sets }: GroupingSets,
  keyOf: (expression: Expression) => number,
  setSlot: number,
): Compiled => {
  const keys = call.arguments.map((argument) => keyOf(argument.value))
  const values = sets.map((set, index) => {
    if (call.name.parts[0] === 'GROUP_ID') return new Decimal(sets.slice(0, index).filter(isSame(set)).length)
    return new Decimal(keys.reduce((bits, key) => bits * 2 + (set.has(key) ? 0 : 1), 0))
  })
  const isWellFormed =
    call.name.parts[0] === 'GROUPING'
      ? keys.length === 1
      : (call.name.parts[0] === 'GROUP_ID') === (keys.length === 0)
  if (!isWellFormed) throw notSupported(`${call.name.parts[0]} with ${keys.length} arguments`, call.at)
  return plain(numberType, (frame) => values[setOf(frame, setSlot)] ?? null, false)
}

const setOf = ({ slots }: Frame, setSlot: number): number => {
  const set = slots[setSlot]
  return set instanceof Decimal ? set.toNumber() : 0
}

const isSame =
  (one: ReadonlySet<number>) =>
  (other: ReadonlySet<number>): boolean =>
    one.size === other.size && one.isSubsetOf(other)
