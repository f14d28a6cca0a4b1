/**
 * USING and NATURAL: columns of the two sides of a join that become one.
 */
import { OracleError } from '../../error.ts'
import { equals } from '../expression/comparison.ts'
import type { BlockScope, Place } from './block-scope.ts'
import type { Condition } from './condition.ts'
import { areHashed } from './hash-family.ts'
import type { Join } from './join-plan.ts'
import type { Source } from './source.ts'

/** Makes the join's common columns one in the scope; gives the equalities they stand for. */
export const mergeColumns = (
  join: Join,
  scope: BlockScope,
  left: readonly Source[],
  right: readonly Source[],
): Condition[] => {
  const names = join.isNatural ? commonNames(left, right) : join.using
  return names.map((name) => {
    const one = placesIn(scope, left, name, join.at)
    const other = placesIn(scope, right, name, join.at)
    const first = scope.collectUses(() => scope.read(one))
    const second = scope.collectUses(() => scope.read(other))
    scope.merge({
      name,
      isNatural: join.isNatural,
      sources: new Set([...left, ...right].map((source) => source.index)),
      places: join.type === 'full' ? [...one, ...other] : join.type === 'right' ? other : one,
    })
    const side = ({ result, uses }: typeof first, places: readonly Place[]) => ({
      compiled: result,
      sources: uses.sources,
      usesHierarchy: false,
      column: places.length === 1 ? places[0]?.column : undefined,
    })
    return {
      test: equals(first.result, second.result, join.at),
      at: join.at,
      sources: first.uses.sources.union(second.uses.sources),
      usesRowNumber: false,
      usesHierarchy: false,
      equality: areHashed(first.result.type, second.result.type)
        ? { left: side(first, one), right: side(second, other) }
        : undefined,
      optional: undefined,
    }
  })
}

const commonNames = (left: readonly Source[], right: readonly Source[]): string[] => {
  const others = new Set(right.flatMap((source) => source.columns.map((column) => column.name)))
  return [...new Set(left.flatMap((source) => source.columns.map((column) => column.name)))].filter((name) =>
    others.has(name),
  )
}

/** Where a name stands among some sources. Raises ORA-00904 where it does not, ORA-00918 where it does twice. */
const placesIn = (
  scope: BlockScope,
  sources: readonly Source[],
  name: string,
  at: number,
): readonly Place[] => {
  const places = scope.within(sources, () => scope.places({ parts: [name], at }))
  if (places === undefined) throw new OracleError(904, `"${name}": invalid identifier`, at)
  return places
}
