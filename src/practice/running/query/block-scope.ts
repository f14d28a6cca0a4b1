/**
 * The names of one query block: its sources' columns, ROWNUM and LEVEL. Notes which sources an expression uses, so that
 * conditions can be tested as early as possible.
 */
import { OracleError } from '../../error.ts'
import type { Name } from '../../parsing/ast/name.ts'
import { Decimal } from '../../values/number.ts'
import type { Value } from '../../values/value.ts'
import { type Compiled, plain } from '../expression/compiled.ts'
import type { Scope } from '../expression/scope.ts'
import type { HierarchyUse } from './hierarchy-use.ts'
import { compilePseudoColumn, isPseudoColumn } from './hierarchy-values.ts'
import type { Source } from './source.ts'

/** What an expression of a block depends on. */
export interface Uses {
  readonly sources: Set<number>
  /** Each column that is read, once for each place where it is. */
  readonly columns: Set<Place>
  rowNumber: boolean
  /** LEVEL, PRIOR and whatever else only a hierarchy has. */
  hierarchy: boolean
}

const nothing = (): Uses => ({ sources: new Set(), columns: new Set(), rowNumber: false, hierarchy: false })

/** The columns of one source that are read. */
export const columnsOf = (source: number, { columns }: Pick<Uses, 'columns'>): ReadonlySet<number> =>
  new Set([...columns].filter((place) => place.source === source).map(({ column }) => column))

/** A column by the places of its source and of itself. */
export interface Place {
  readonly source: number
  readonly column: number
}

/** A column that USING or NATURAL made of those of several sources. */
export interface MergedColumn {
  readonly name: string
  readonly isNatural: boolean
  /** The sources that have it in common, however many joins made it. */
  readonly sources: ReadonlySet<number>
  /** Where its value is: in the first of these places that has one. */
  readonly places: readonly Place[]
}

export class BlockScope implements Scope {
  readonly outer: Scope | undefined
  readonly isFixed = false
  readonly sources: readonly Source[]
  /** Where there is CONNECT BY: what is asked of it. */
  readonly hierarchy: HierarchyUse | undefined
  #merged: readonly MergedColumn[] = []
  /** The sources whose columns have names now; all of them but in the conditions of a join. */
  #visible: ReadonlySet<number> | undefined
  /** After grouping: what a column still means, undefined where it is lost. */
  groupColumn: ((key: string) => Compiled | undefined) | undefined
  /** Whether there is a GROUP BY at all: without one the whole result is one group. */
  hasGroups = false
  uses: Uses = nothing()

  constructor(sources: readonly Source[], outer: Scope | undefined, hierarchy?: HierarchyUse) {
    this.sources = sources
    this.hierarchy = hierarchy
    this.outer = outer
  }

  /** Runs `compile` and tells what the expressions compiled in it depend on. */
  collectUses<T>(compile: () => T): { readonly result: T; readonly uses: Uses } {
    const before = this.uses
    const uses = nothing()
    this.uses = uses
    try {
      return { result: compile(), uses }
    } finally {
      for (const source of uses.sources) before.sources.add(source)
      for (const place of uses.columns) before.columns.add(place)
      before.rowNumber ||= uses.rowNumber
      before.hierarchy ||= uses.hierarchy
      this.uses = before
    }
  }

  get merged(): readonly MergedColumn[] {
    return this.#merged
  }

  /** Adds a merged column; one that was merged before of the same columns goes into it. */
  merge(column: MergedColumn): void {
    const isApart = (other: MergedColumn): boolean =>
      other.name !== column.name || !other.sources.isSubsetOf(column.sources)
    this.#merged = [...this.#merged.filter(isApart), column]
  }

  /** Runs `compile` while only the columns of some sources have names. */
  within<T>(sources: readonly Source[], compile: () => T): T {
    const before = this.#visible
    this.#visible = new Set(sources.map((source) => source.index))
    try {
      return compile()
    } finally {
      this.#visible = before
    }
  }

  /** Runs `compile` as if what is compiled in it did not belong to the expressions around it; columns are read all the same. */
  collectApart<T>(compile: () => T): { readonly result: T; readonly uses: Uses } {
    const before = this.uses
    const uses = nothing()
    this.uses = uses
    try {
      return { result: compile(), uses }
    } finally {
      for (const place of uses.columns) before.columns.add(place)
      this.uses = before
    }
  }

  resolve(name: Name): Compiled | undefined {
    const [first] = name.parts
    if (name.parts.length === 1 && first === 'ROWNUM') {
      this.uses.rowNumber = true
      return this.#ofRow(
        plain({ name: 'NUMBER' }, (frame) => new Decimal(frame.rowNumber), false),
        name,
      )
    }
    const isPseudo = name.parts.length === 1 && first !== undefined && isPseudoColumn(first)
    const places = isPseudo && this.hierarchy !== undefined ? undefined : this.places(name)
    if (places !== undefined) return this.meaning(places, name.at)
    return isPseudo && this.sources.length > 0
      ? this.#ofRow(compilePseudoColumn(first, this, name.at), name)
      : undefined
  }

  /** What only a row has, and no group. Raises ORA-00979 or ORA-00937 after grouping. */
  #ofRow(compiled: Compiled, { at }: Name): Compiled {
    if (this.groupColumn !== undefined) throw this.notGrouped(at)
    return compiled
  }

  /** What a column means now. Raises ORA-00979 or ORA-00937 when a group does not have it in common. */
  meaning(places: readonly Place[], at: number): Compiled {
    if (this.groupColumn === undefined) return this.read(places)
    const grouped = this.groupColumn(keyOf(places))
    if (grouped === undefined) throw this.notGrouped(at)
    return grouped
  }

  /** The error for a column that a group does not have in common. */
  notGrouped(at: number): OracleError {
    return this.hasGroups
      ? new OracleError(979, 'not a GROUP BY expression', at)
      : new OracleError(937, 'not a single-group group function', at)
  }

  /** A text that is the same for all spellings of one column; undefined when the name is none of this block's columns. */
  columnKey(name: Name): string | undefined {
    const places = this.places(name)
    return places && keyOf(places)
  }

  /** The column a name means; several places when a join has merged them. Raises ORA-00918. */
  places(name: Name): readonly Place[] | undefined {
    const column = name.parts.at(-1)
    if (column === undefined) return undefined
    const merged = this.#merged.filter(
      (candidate) => candidate.name === column && this.#areVisible(candidate.sources),
    )
    const found: (readonly Place[])[] = name.parts.length === 1 ? merged.map(({ places }) => places) : []
    for (const source of this.sources) {
      if (this.#visible?.has(source.index) === false || !isQualifiedBy(source, name.parts.slice(0, -1)))
        continue
      const at = source.columns.findIndex((candidate) => candidate.name === column)
      if (at === -1) continue
      const swallowing = merged.find(({ sources }) => sources.has(source.index))
      if (swallowing === undefined) {
        found.push([{ source: source.index, column: at }])
        const another = source.columns.findLastIndex((candidate) => candidate.name === column)
        if (another !== at) found.push([{ source: source.index, column: another }])
      } else if (name.parts.length > 1) throw qualifiedMerged(swallowing, name.at)
    }
    if (found.length > 1) throw ambiguousColumn(name.at)
    return found[0]
  }

  #areVisible(sources: ReadonlySet<number>): boolean {
    return this.#visible === undefined || sources.isSubsetOf(this.#visible)
  }

  /** The value of a column; of the first place that has one where there are several. */
  read(places: readonly Place[]): Compiled {
    for (const place of places) {
      this.uses.sources.add(place.source)
      this.uses.columns.add(place)
    }
    const [place] = places
    const column = place && this.sources[place.source]?.columns[place.column]
    if (place === undefined || column === undefined) throw new Error('a column without a place')
    if (places.length === 1) {
      const { source, column: at } = place
      return plain(column.type, (frame) => frame.tuple[source]?.values?.[at] ?? null, column.nullable)
    }
    return plain(column.type, (frame) => {
      let value: Value = null
      for (const { source, column: at } of places) value ??= frame.tuple[source]?.values?.[at] ?? null
      return value
    })
  }
}

export const ambiguousColumn = (at: number): OracleError =>
  new OracleError(918, 'column ambiguously defined', at)

const qualifiedMerged = ({ isNatural }: MergedColumn, at: number): OracleError =>
  isNatural
    ? new OracleError(25155, 'column used in NATURAL join cannot have qualifier', at)
    : new OracleError(25154, 'column part of USING clause cannot have qualifier', at)

const keyOf = (places: readonly Place[]): string =>
  places.map(({ source, column }) => `#${source}.${column}`).join('+')

/** Whether `qualifier` (nothing, alias, or owner and table) can mean the source. */
export const isQualifiedBy = (source: Source, qualifier: readonly string[]): boolean => {
  const [first, second] = qualifier
  if (first === undefined) return true
  if (second === undefined) return source.alias === first
  return source.owner === first && source.alias === second
}
