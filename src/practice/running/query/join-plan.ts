/**
 * In what order the sources of a FROM clause are joined, and which condition is tested where: as soon as everything it
 * needs is there, and never inside the optional side of an outer join.
 */
import { notSupported, OracleError } from '../../error.ts'
import type { TableReference } from '../../parsing/ast/query.ts'
import type { Tuple } from '../frame.ts'
import type { Condition } from './condition.ts'
import { join, nestedLoop, type Part } from './join.ts'
import { filtered, lateralExtension, leafPart, lookupExtension } from './leaf.ts'
import type { Source } from './source.ts'

export type Leaf = Exclude<TableReference, { kind: 'join' }>
export type Join = Extract<TableReference, { kind: 'join' }>

export interface JoinPlan {
  readonly part: Part
  /** Conditions that need ROWNUM or the hierarchy, or no source at all. */
  readonly remaining: readonly Condition[]
}

/** Something to be joined: one source, or an outer join that has been planned. */
type Operand =
  | {
      readonly kind: 'source'
      readonly source: Source
      readonly sources: ReadonlySet<number>
      /** Conditions on it alone. */
      readonly own: readonly Condition[]
      /** Where `(+)` makes it optional: the conditions of that outer join. */
      readonly on: readonly Condition[] | undefined
      /** Sources that have to be there before it. */
      readonly needs: ReadonlySet<number>
    }
  | {
      readonly kind: 'part'
      readonly part: Part
      readonly sources: ReadonlySet<number>
      readonly needs: ReadonlySet<number>
    }

const none: ReadonlySet<number> = new Set()

export const planJoins = (
  references: readonly TableReference[],
  sources: ReadonlyMap<Leaf, Source>,
  on: ReadonlyMap<Join, readonly Condition[]>,
  where: readonly Condition[],
): JoinPlan => {
  const emptyTuple: Tuple = [...sources.values()].map((source) => ({
    values: source.columns.map(() => null),
  }))
  const marked = where.filter((condition) => condition.optional !== undefined)

  const planAll = (all: readonly TableReference[], given: readonly Condition[]): JoinPlan => {
    let pool = [...given, ...all.flatMap(freeJoins).flatMap((free) => on.get(free) ?? [])]
    const take = (known: ReadonlySet<number>): Condition[] => {
      const isReady = (condition: Condition): boolean =>
        !condition.usesRowNumber &&
        !condition.usesHierarchy &&
        condition.sources.size > 0 &&
        condition.sources.isSubsetOf(known)
      const taken = pool.filter(isReady)
      pool = pool.filter((condition) => !isReady(condition))
      return taken
    }
    const open = all.flatMap(freelyJoined).map((reference): Operand => {
      if (reference.kind !== 'join') return sourceOperand(reference, take)
      const part = planOuter(reference)
      return {
        kind: 'part',
        part: filtered(part, take(part.sources)),
        sources: part.sources,
        needs: none,
      }
    })
    const first = takeNext(open, pool, none)
    if (first.kind === 'source' && first.on !== undefined) throw loopOfMarks(first.on)
    let joined = first.kind === 'part' ? first.part : leafPart(first.source, first.own, emptyTuple)
    while (open.length > 0) {
      const operand = takeNext(open, pool, joined.sources)
      const conditions = take(joined.sources.union(operand.sources))
      joined =
        operand.kind === 'source' && operand.on !== undefined
          ? filtered(combine(joined, operand, operand.on, 'left'), conditions)
          : combine(joined, operand, conditions, 'none')
    }
    return { part: joined, remaining: pool }
  }

  const sourceOperand = (leaf: Leaf, take: (known: ReadonlySet<number>) => Condition[]): Operand => {
    const source = sources.get(leaf)
    if (source === undefined) throw new Error('a table of FROM has no source')
    const own = new Set([source.index])
    const conditions = marked.filter(({ optional }) => optional === source.index)
    const isOptional = conditions.length > 0
    const needs = new Set([...source.needs, ...conditions.flatMap((condition) => [...condition.sources])])
    needs.delete(source.index)
    if (isOptional && needs.size === 0) throw notSupported('(+) without a join', conditions[0]?.at)
    return {
      ...{ kind: 'source', source, sources: own, needs },
      own: isOptional ? [] : take(own),
      on: isOptional ? conditions : undefined,
    }
  }

  /** Joins an operand by index where one serves, row by row where its rows depend on the others', else by hash. */
  const combine = (
    left: Part,
    operand: Operand,
    conditions: readonly Condition[],
    keeping: 'none' | 'left',
  ): Part => {
    if (operand.kind === 'part') return join(left, operand.part, conditions, keeping)
    const { source, own } = operand
    const all = [...own, ...conditions]
    if (source.needs.size > 0) return nestedLoop(left, lateralExtension(source), all, keeping)
    const lookup = lookupExtension(source, all, left.sources)
    if (lookup !== undefined) return nestedLoop(left, lookup, all, keeping)
    return join(left, leafPart(source, own, emptyTuple), conditions, keeping)
  }

  const planOuter = (reference: Join): Part => {
    const isRight = reference.type === 'right'
    const conditions = on.get(reference) ?? []
    const kept = planAlone(isRight ? reference.right : reference.left)
    const optional = isRight ? reference.left : reference.right
    const operand = optional.kind === 'join' ? undefined : sourceOperand(optional, () => [])
    if (operand !== undefined && reference.type !== 'full' && operand.needs.isSubsetOf(kept.sources))
      return combine(kept, operand, conditions, 'left')
    return join(kept, planAlone(optional), conditions, reference.type === 'full' ? 'both' : 'left')
  }

  const planAlone = (reference: TableReference): Part => {
    const { part, remaining } = planAll([reference], [])
    return filtered(part, remaining)
  }

  return planAll(
    references,
    where.filter((condition) => condition.optional === undefined),
  )
}

/** The operand to be joined next: of those that have what they need the first that an equality ties to the others. */
const takeNext = (open: Operand[], pool: readonly Condition[], known: ReadonlySet<number>): Operand => {
  const ready = open.filter((operand) => operand.needs.isSubsetOf(known))
  const chosen =
    ready.find((operand) => isOptional(operand) || isLinked(pool, known, operand.sources)) ?? ready[0]
  if (chosen === undefined) throw blocked(open)
  open.splice(open.indexOf(chosen), 1)
  return chosen
}

const isOptional = (operand: Operand): boolean => operand.kind === 'source' && operand.on !== undefined

const blocked = (open: readonly Operand[]): OracleError => {
  const marks = open.flatMap((operand) => (operand.kind === 'source' ? (operand.on ?? []) : []))
  return marks.length > 0 ? loopOfMarks(marks) : notSupported('LATERAL inside of a join')
}

const loopOfMarks = ([condition]: readonly Condition[]): OracleError =>
  new OracleError(1416, 'two tables cannot be outer-joined to each other', condition?.at)

const isFree = (reference: TableReference): reference is Join =>
  reference.kind === 'join' && (reference.type === 'inner' || reference.type === 'cross')

/** What inner joins put together, in whatever order: leaves and outer joins. */
const freelyJoined = (reference: TableReference): TableReference[] =>
  isFree(reference) ? [...freelyJoined(reference.left), ...freelyJoined(reference.right)] : [reference]

/** Those inner joins themselves. */
const freeJoins = (reference: TableReference): Join[] =>
  isFree(reference) ? [...freeJoins(reference.left), ...freeJoins(reference.right), reference] : []

/** Whether some equality ties the sources to known ones without needing others. */
const isLinked = (
  conditions: readonly Condition[],
  known: ReadonlySet<number>,
  sources: ReadonlySet<number>,
): boolean => {
  const all = known.union(sources)
  return conditions.some(
    (condition) =>
      condition.equality !== undefined &&
      condition.sources.isSubsetOf(all) &&
      !condition.sources.isDisjointFrom(known) &&
      !condition.sources.isDisjointFrom(sources),
  )
}
