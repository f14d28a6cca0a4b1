/**
 * In what order the sources of a FROM clause are joined, and which condition is tested where: as soon as everything it
 * needs is there, and never inside the optional side of an outer join.
 */
import type { TableReference } from '../../parsing/ast/query.ts'
import type { Frame, SourceRow, Tuple } from '../frame.ts'
import { turn } from '../pause.ts'
import { type Condition, holds } from './condition.ts'
import { join, type Part } from './join.ts'
import { keyLookup } from './key-lookup.ts'
import type { Source } from './source.ts'
import { isPause } from './stream.ts'

export type Leaf = Exclude<TableReference, { kind: 'join' }>
export type Join = Extract<TableReference, { kind: 'join' }>

export interface JoinPlan {
  readonly part: Part
  /** Conditions that need ROWNUM or LEVEL, or no source at all. */
  readonly remaining: readonly Condition[]
}

export const planJoins = (
  references: readonly TableReference[],
  sources: ReadonlyMap<Leaf, Source>,
  on: ReadonlyMap<Join, readonly Condition[]>,
  where: readonly Condition[],
): JoinPlan => {
  const emptyTuple: Tuple = [...sources.values()].map((source) => ({
    values: source.columns.map(() => null),
  }))

  const planAll = (all: readonly TableReference[], given: readonly Condition[]): JoinPlan => {
    const operands = all.flatMap(freelyJoined)
    let pool = [...given, ...all.flatMap(freeJoins).flatMap((free) => on.get(free) ?? [])]
    const take = (known: ReadonlySet<number>): Condition[] => {
      const isReady = (condition: Condition): boolean =>
        !condition.usesRowNumber &&
        !condition.usesLevel &&
        condition.sources.size > 0 &&
        isSubset(condition.sources, known)
      const taken = pool.filter(isReady)
      pool = pool.filter((condition) => !isReady(condition))
      return taken
    }
    const open = operands.map((operand): Part => {
      if (operand.kind !== 'join') return planLeaf(operand, take)
      const part = planOuter(operand)
      return filtered(part, take(part.sources))
    })
    let joined = open.shift()
    if (joined === undefined) throw new Error('a FROM clause without tables')
    while (open.length > 0) {
      const { sources: known } = joined
      const linked = open.findIndex((part) => isLinked(pool, new Set([...known, ...part.sources])))
      const [chosen] = open.splice(Math.max(linked, 0), 1)
      if (chosen === undefined) break
      joined = join(joined, chosen, take(new Set([...known, ...chosen.sources])), 'none', emptyTuple)
    }
    return { part: joined, remaining: pool }
  }

  const planLeaf = (leaf: Leaf, take: (known: ReadonlySet<number>) => Condition[]): Part => {
    const source = sources.get(leaf)
    if (source === undefined) throw new Error('a table of FROM has no source')
    const own = new Set([source.index])
    const conditions = take(own)
    const find = keyLookup(source, conditions)
    return filtered(
      {
        sources: own,
        *rows(frame) {
          for (const item of find === undefined ? source.rows(frame) : yield* find(frame)) {
            if (isPause(item)) yield item
            else yield placed(item[0], source.index, emptyTuple)
          }
        },
      },
      conditions,
    )
  }

  const planOuter = (reference: Join): Part => {
    const isRight = reference.type === 'right'
    const kept = planAlone(isRight ? reference.right : reference.left)
    const optional = planAlone(isRight ? reference.left : reference.right)
    return join(
      kept,
      optional,
      on.get(reference) ?? [],
      reference.type === 'full' ? 'both' : 'left',
      emptyTuple,
    )
  }

  const planAlone = (reference: TableReference): Part => {
    const { part, remaining } = planAll([reference], [])
    return filtered(part, remaining)
  }

  return planAll(references, where)
}

const isFree = (reference: TableReference): reference is Join =>
  reference.kind === 'join' && (reference.type === 'inner' || reference.type === 'cross')

/** What inner joins put together, in whatever order: leaves and outer joins. */
const freelyJoined = (reference: TableReference): TableReference[] =>
  isFree(reference) ? [...freelyJoined(reference.left), ...freelyJoined(reference.right)] : [reference]

/** Those inner joins themselves. */
const freeJoins = (reference: TableReference): Join[] =>
  isFree(reference) ? [...freeJoins(reference.left), ...freeJoins(reference.right), reference] : []

const isSubset = (some: ReadonlySet<number>, all: ReadonlySet<number>): boolean =>
  [...some].every((source) => all.has(source))

/** Whether some equality spans the sources without needing others. */
const isLinked = (conditions: readonly Condition[], sources: ReadonlySet<number>): boolean =>
  conditions.some(
    (condition) =>
      condition.equality !== undefined && condition.sources.size > 1 && isSubset(condition.sources, sources),
  )

const placed = (row: SourceRow, index: number, emptyTuple: Tuple): Tuple => {
  if (emptyTuple.length === 1) return [row]
  const tuple = [...emptyTuple]
  tuple[index] = row
  return tuple
}

/** The rows of a part for which all conditions hold. */
const filtered = (part: Part, conditions: readonly Condition[]): Part =>
  conditions.length === 0
    ? part
    : {
        sources: part.sources,
        *rows(frame: Frame) {
          for (const item of part.rows(frame)) {
            if (isPause(item)) {
              yield item
              continue
            }
            if (frame.run.pulse.isTurn()) yield turn
            frame.tuple = item
            if (yield* holds(conditions, frame)) yield item
          }
        },
      }
