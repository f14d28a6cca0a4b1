/**
 * Keeps PL/SQL from asking one sequence twice in an expression: whether such an expression draws one number or several is
 * not known here.
 */
import { notSupported } from '../../error.ts'
import type { Expression } from '../../parsing/ast/expression.ts'
import type { Name } from '../../parsing/ast/name.ts'

interface Uses {
  readonly next: ReadonlySet<string>
  readonly current: ReadonlySet<string>
}

const nothing: Uses = { next: new Set(), current: new Set() }
const known = new WeakMap<object, Uses>()

/** Raises ORA-03001 for NEXTVAL beside NEXTVAL or CURRVAL of the same sequence. */
export const refuseRepeatedDraws = (expression: Expression): void => {
  usesIn(expression, expression.at)
}

const usesIn = (part: unknown, at: number): Uses => {
  if (typeof part !== 'object' || part === null) return nothing
  const before = known.get(part)
  if (before !== undefined) return before
  const uses =
    'kind' in part && part.kind === 'name' && 'name' in part
      ? usesOfName(part.name as Name)
      : Object.values(part)
          .map((inner) => usesIn(inner, at))
          .reduce((one, other) => together(one, other, at), nothing)
  known.set(part, uses)
  return uses
}

/** Names may be written with the owner or without. */
const usesOfName = ({ parts }: Name): Uses => {
  const [value, sequence] = parts.toReversed()
  if (sequence === undefined) return nothing
  if (value === 'NEXTVAL') return { next: new Set([sequence]), current: nothing.current }
  return value === 'CURRVAL' ? { next: nothing.next, current: new Set([sequence]) } : nothing
}

const together = (one: Uses, other: Uses, at: number): Uses => {
  if (one === nothing || other === nothing) return one === nothing ? other : one
  const isRepeated = [...one.next].some((name) => other.next.has(name) || other.current.has(name))
  if (isRepeated || [...other.next].some((name) => one.current.has(name)))
    throw notSupported('NEXTVAL beside another value of its sequence in PL/SQL', at)
  return { next: one.next.union(other.next), current: one.current.union(other.current) }
}
