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
import type { Source } from './source.ts'

/** What an expression of a block depends on. */
export interface Uses {
  readonly sources: Set<number>
  rowNumber: boolean
  level: boolean
}

const nothing = (): Uses => ({ sources: new Set(), rowNumber: false, level: false })

/** A column by the places of its source and of itself. */
interface Place {
  readonly source: number
  readonly column: number
}

export class BlockScope implements Scope {
  readonly outer: Scope | undefined
  readonly isFixed = false
  readonly sources: readonly Source[]
  readonly hasLevel: boolean
  /** Columns that USING or NATURAL made one, by name. */
  readonly merged = new Map<string, readonly Place[]>()
  /** After grouping: what a column still means, undefined where it is lost. */
  groupColumn: ((key: string) => Compiled | undefined) | undefined
  /** Whether there is a GROUP BY at all: without one the whole result is one group. */
  hasGroups = false
  uses: Uses = nothing()

  constructor(sources: readonly Source[], hasLevel: boolean, outer: Scope | undefined) {
    this.sources = sources
    this.hasLevel = hasLevel
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
      before.rowNumber ||= uses.rowNumber
      before.level ||= uses.level
      this.uses = before
    }
  }

  resolve(name: Name): Compiled | undefined {
    const [first] = name.parts
    if (name.parts.length === 1 && first === 'ROWNUM') {
      this.uses.rowNumber = true
      return plain({ name: 'NUMBER' }, (frame) => new Decimal(frame.rowNumber), false)
    }
    if (name.parts.length === 1 && first === 'LEVEL' && this.hasLevel) {
      this.uses.level = true
      return plain({ name: 'NUMBER' }, (frame) => new Decimal(frame.level), false)
    }
    const places = this.places(name)
    if (places === undefined) return undefined
    if (this.groupColumn !== undefined) {
      const grouped = this.groupColumn(keyOf(places))
      if (grouped === undefined) throw this.notGrouped(name.at)
      return grouped
    }
    return this.read(places)
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
    const merged = name.parts.length === 1 ? this.merged.get(column) : undefined
    if (merged !== undefined) return merged
    const found: Place[] = []
    for (const source of this.sources) {
      if (!isQualifiedBy(source, name.parts.slice(0, -1))) continue
      const at = source.columns.findIndex((candidate) => candidate.name === column)
      if (at !== -1) found.push({ source: source.index, column: at })
    }
    if (found.length > 1) throw new OracleError(918, 'column ambiguously defined', name.at)
    return found.length === 0 ? undefined : found
  }

  /** The value of a column; of the first place that has one where there are several. */
  read(places: readonly Place[]): Compiled {
    for (const { source } of places) this.uses.sources.add(source)
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

const keyOf = (places: readonly Place[]): string =>
  places.map(({ source, column }) => `#${source}.${column}`).join('+')

/** Whether `qualifier` (nothing, alias, or owner and table) can mean the source. */
export const isQualifiedBy = (source: Source, qualifier: readonly string[]): boolean => {
  const [first, second] = qualifier
  if (first === undefined) return true
  if (second === undefined) return source.alias === first
  return source.owner === first && source.alias === second
}
