/**
 * USING and NATURAL: columns of the two sides of a join that become one.
 */
import { OracleError } from '../../error.ts'
import { equals } from '../expression/comparison.ts'
import type { BlockScope } from './block-scope.ts'
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
    const one = placesIn(scope, left, name)
    const other = placesIn(scope, right, name)
    if (one === undefined || other === undefined)
      throw new OracleError(904, `"${name}": invalid identifier`, join.at)
    const compiledLeft = scope.collectUses(() => scope.read(one))
    const compiledRight = scope.collectUses(() => scope.read(other))
    scope.merged.set(name, join.type === 'full' ? [...one, ...other] : join.type === 'right' ? other : one)
    return {
      test: equals(compiledLeft.result, compiledRight.result, join.at),
      sources: new Set([...compiledLeft.uses.sources, ...compiledRight.uses.sources]),
      usesRowNumber: false,
      usesLevel: false,
      equality: areHashed(compiledLeft.result.type, compiledRight.result.type)
        ? {
            left: { compiled: compiledLeft.result, sources: compiledLeft.uses.sources, column: undefined },
            right: {
              compiled: compiledRight.result,
              sources: compiledRight.uses.sources,
              column: undefined,
            },
          }
        : undefined,
    }
  })
}

const commonNames = (left: readonly Source[], right: readonly Source[]): string[] => {
  const others = new Set(right.flatMap((source) => source.columns.map((column) => column.name)))
  return [...new Set(left.flatMap((source) => source.columns.map((column) => column.name)))].filter((name) =>
    others.has(name),
  )
}

/** Where a name stands among some sources; a column merged before keeps its places. */
const placesIn = (
  scope: BlockScope,
  sources: readonly Source[],
  name: string,
): ReturnType<BlockScope['places']> => {
  const indexes = new Set(sources.map((source) => source.index))
  const merged = scope.merged.get(name)
  if (merged?.every((place) => indexes.has(place.source))) return merged
  const found = sources.flatMap((source) => {
    const column = source.columns.findIndex((candidate) => candidate.name === name)
    return column === -1 ? [] : [{ source: source.index, column }]
  })
  if (found.length > 1) throw new OracleError(918, 'column ambiguously defined')
  return found.length === 0 ? undefined : found
}
