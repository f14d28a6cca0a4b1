/**
 * The select list: stars expanded, expressions compiled, columns named and typed.
 */
import { notSupported, OracleError } from '../../error.ts'
import type { Expression } from '../../parsing/ast/expression.ts'
import type { Name } from '../../parsing/ast/name.ts'
import type { SelectItem } from '../../parsing/ast/query.ts'
import type { Column, DataType } from '../../values/value.ts'
import type { Compilation } from '../expression/compilation.ts'
import { compileExpression } from '../expression/compile-expression.ts'
import type { Compiled } from '../expression/compiled.ts'
import { ambiguousColumn, type BlockScope } from './block-scope.ts'
import type { Source } from './source.ts'

export interface SelectedItem {
  readonly column: Column
  readonly compiled: Compiled
  /** undefined for a column that a star stands for. */
  readonly expression: Expression | undefined
}

/** What an expression is described as before anything of its type is known (NULL, an untyped bind). */
const unknownType: DataType = { name: 'VARCHAR2', length: 4000 }

export const compileSelectList = (
  items: readonly SelectItem[],
  compilation: Compilation,
  scope: BlockScope,
): SelectedItem[] => {
  const compiled = items.flatMap((item) =>
    item.kind === 'all' ? compileStar(item, compilation, scope) : [compileItem(item, compilation, scope)],
  )
  return (
    compilation.draws?.beforeFirst(compiled, (item, by) => ({ ...item, compiled: by(item.compiled) })) ??
    compiled
  )
}

const compileStar = (
  star: Extract<SelectItem, { kind: 'all' }>,
  compilation: Compilation,
  scope: BlockScope,
): SelectedItem[] => {
  const items = expandStar(star, scope)
  compilation.onStar?.(
    star,
    items.map((item) => item.column),
  )
  return items
}

const compileItem = (
  item: Extract<SelectItem, { kind: 'expression' }>,
  compilation: Compilation,
  scope: BlockScope,
): SelectedItem => {
  const compiled = compileExpression(item.expression, compilation, scope)
  return {
    column: {
      name: item.alias ?? item.text,
      type: describedType(compiled.type),
      nullable: compiled.isNullable,
    },
    compiled,
    expression: item.expression,
  }
}

/** A length of 0 would tell the client that there is nothing to read. */
export const describedType = (type: DataType | undefined): DataType => {
  if (type === undefined) return unknownType
  return 'length' in type && type.length < 1 ? { ...type, length: 1 } : type
}

const expandStar = (item: Extract<SelectItem, { kind: 'all' }>, scope: BlockScope): SelectedItem[] => {
  const sources = item.of === undefined ? scope.sources : qualified(item.of, scope)
  // A star stands for the names of its columns.
  const names = sources.flatMap(({ alias, owner, index, columns }) =>
    columns.map(({ name }) => JSON.stringify([alias ?? index, owner, name])),
  )
  if (new Set(names).size < names.length) throw ambiguousColumn(item.at)
  const isSwallowed = (source: Source, name: string): boolean =>
    scope.merged.some((merged) => merged.name === name && merged.sources.has(source.index))
  if (
    item.of !== undefined &&
    sources.some((source) => source.columns.some(({ name }) => isSwallowed(source, name)))
  )
    throw notSupported('* of one table beside USING or NATURAL', item.at)
  const merged = item.of === undefined ? scope.merged : []
  const first = merged.map(({ name, places }): SelectedItem => {
    const compiled = scope.meaning(places, item.at)
    return {
      column: { name, type: describedType(compiled.type), nullable: true },
      compiled,
      expression: undefined,
    }
  })
  const rest = sources.flatMap((source) =>
    source.columns.flatMap((column, index): SelectedItem[] =>
      isSwallowed(source, column.name)
        ? []
        : [
            {
              column,
              compiled: scope.meaning([{ source: source.index, column: index }], item.at),
              expression: undefined,
            },
          ],
    ),
  )
  return [...first, ...rest]
}

const qualified = (of: Name, scope: BlockScope): Source[] => {
  const [first, second] = of.parts
  const found = scope.sources.filter((source) =>
    second === undefined ? source.alias === first : source.owner === first && source.alias === second,
  )
  if (found.length === 0) {
    const name = of.parts.map((part) => `"${part}"`).join('.')
    throw new OracleError(904, `${name}: invalid identifier`, of.at)
  }
  return found
}
