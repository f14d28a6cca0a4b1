/**
 * GROUP BY: plain expressions, and the ROLLUP, CUBE and GROUPING SETS that stand for several groupings at once.
 */
import type { Expression } from './ast/expression.ts'
import type { QueryBlock } from './ast/query.ts'
import { parseExpression } from './expressions.ts'
import { parseCommaList } from './names.ts'
import type { TokenReader } from './token-reader.ts'

/** Groupings that one GROUP BY may stand for: a CUBE doubles them with each expression. */
const mostGroupings = 1024

/** Lists of expressions, each a grouping. */
type Groupings = readonly (readonly Expression[])[]

/** Everything behind GROUP, which has been read ("SQL Language Reference, SELECT, group_by_clause"). */
export function parseGroupBy(reader: TokenReader): Pick<QueryBlock, 'groupBy' | 'groupings'> {
  const { at } = reader.expectWord('BY', 924)
  let hasSets = false
  const elements = parseCommaList(reader, () => {
    const sets = parseSets(reader)
    hasSets ||= sets !== undefined
    return sets ?? [itemsOf(parseExpression(reader))]
  })
  const groupings = elements.reduce<Groupings>((all, more) => product(reader, all, more), [[]])
  const groupBy = [...new Set(elements.flat(2))]
  if (groupBy.length === 0) throw reader.notSupported('GROUP BY ()')
  if (!hasSets) return { groupBy }
  const places = groupings.map((grouping) => grouping.map((expression) => groupBy.indexOf(expression)))
  return { groupBy, groupings: { sets: places, at } }
}

/** ROLLUP, CUBE, GROUPING SETS or the empty grouping; undefined, with nothing taken, for an expression. */
function parseSets(reader: TokenReader): Groupings | undefined {
  if (reader.isSymbol('(') && reader.isSymbol(')', 1)) {
    reader.take()
    reader.take()
    return [[]]
  }
  if (reader.areWords('GROUPING', 'SETS')) {
    reader.take()
    reader.take()
    return parseList(reader, () => parseSets(reader) ?? [itemsOf(parseExpression(reader))]).flat()
  }
  if (!reader.isSymbol('(', 1)) return undefined
  if (reader.acceptWords('ROLLUP')) return rollup(parseList(reader, () => itemsOf(parseExpression(reader))))
  if (reader.acceptWords('CUBE'))
    return cube(
      reader,
      parseList(reader, () => itemsOf(parseExpression(reader))),
    )
  return undefined
}

function parseList<Item>(reader: TokenReader, parseItem: () => Item): readonly Item[] {
  return reader.nested(() => {
    reader.expectSymbol('(', 906)
    const items = parseCommaList(reader, parseItem)
    reader.expectSymbol(')', 907)
    return items
  })
}

/** A list in parentheses goes as one. */
const itemsOf = (expression: Expression): readonly Expression[] =>
  expression.kind === 'row' ? expression.items : [expression]

/** All of them, then one less at a time, down to none. */
const rollup = (parts: Groupings): Groupings =>
  [...parts.keys(), parts.length].toReversed().map((count) => parts.slice(0, count).flat())

/** Every choice of them, from all to none. */
const cube = (reader: TokenReader, parts: Groupings): Groupings =>
  parts.reduceRight<Groupings>((all, part) => product(reader, [part, []], all), [[]])

/** Every one of the first with every one of the second. */
const product = (reader: TokenReader, first: Groupings, second: Groupings): Groupings => {
  if (first.length * second.length > mostGroupings) throw reader.notSupported('so many groupings')
  return first.flatMap((one) => second.map((other) => [...one, ...other]))
}
