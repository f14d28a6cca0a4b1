/**
 * One SELECT: the select list and the clauses up to HAVING.
 */
import type { Expression } from './ast/expression.ts'
import type { Name } from './ast/name.ts'
import type { Hierarchy, QueryBlock, SelectItem } from './ast/query.ts'
import { parseCondition, parseExpression } from './expressions.ts'
import { parseGroupBy } from './group-by.ts'
import { isName, parseCommaList, parseName, parseSimpleName } from './names.ts'
import { parsePrimary } from './primaries.ts'
import type { QueryPlace } from './queries.ts'
import { parseTableReference } from './table-references.ts'
import type { TokenReader } from './token-reader.ts'

/** From SELECT, which stands next, to the end of HAVING. */
export function parseQueryBlock(reader: TokenReader, place: QueryPlace): QueryBlock {
  const { at } = reader.expectWord('SELECT', 928)
  const isDistinct = reader.acceptWords('DISTINCT') || reader.acceptWords('UNIQUE')
  if (!isDistinct) reader.acceptWords('ALL')
  const items = parseSelectList(reader)
  const into = parseInto(reader, place)
  reader.expectWord('FROM', 923)
  const from = parseCommaList(reader, () => parseTableReference(reader))
  const where = reader.acceptWords('WHERE') ? { where: parseCondition(reader) } : {}
  const hierarchy = parseHierarchy(reader)
  const groupBy = reader.acceptWords('GROUP') ? parseGroupBy(reader) : { groupBy: [] }
  const having = reader.acceptWords('HAVING') ? { having: parseCondition(reader) } : {}
  reader.refuseWords('MODEL', 'WINDOW', 'QUALIFY')
  return {
    kind: 'block',
    isDistinct,
    items,
    ...into,
    from,
    ...where,
    ...hierarchy,
    ...groupBy,
    ...having,
    at,
  }
}

// ---- the select list --------------------------------------------------------------------------------------

function parseSelectList(reader: TokenReader): readonly SelectItem[] {
  if (!reader.isSymbol('*')) return parseCommaList(reader, () => parseSelectItem(reader))
  const { at } = reader.take()
  return [{ kind: 'all', at }]
}

function parseSelectItem(reader: TokenReader): SelectItem {
  const { at, position } = reader
  const of = parseNameBeforeStar(reader)
  if (of !== undefined) return { kind: 'all', of, at }
  const expression = parseExpression(reader)
  const text = expression.kind === 'name' ? (expression.name.parts.at(-1) ?? '') : reader.textSince(position)
  const isNamed = reader.acceptWords('AS')
  if (!isNamed && (!isName(reader) || reader.areWords('BULK', 'COLLECT')))
    return { kind: 'expression', expression, text, at }
  const alias = parseSimpleName(reader, 923).name
  return { kind: 'expression', expression, alias, text, at }
}

/** `t.*` or `s.t.*`; undefined, with nothing taken, when something else stands next. */
function parseNameBeforeStar(reader: TokenReader): Name | undefined {
  let distance = 0
  while (isName(reader, distance) && reader.isSymbol('.', distance + 1)) {
    if (reader.isSymbol('*', distance + 2)) {
      const name = parseName(reader)
      reader.take()
      reader.take()
      return name
    }
    distance += 2
  }
  return undefined
}

/** SELECT ... [BULK COLLECT] INTO, which only a PL/SQL statement may have. */
function parseInto(reader: TokenReader, place: QueryPlace): Pick<QueryBlock, 'into' | 'isBulk'> {
  const { at } = reader
  const isBulk = reader.acceptWords('BULK', 'COLLECT')
  if (!isBulk && !reader.isWord('INTO')) return { into: [] }
  if (reader.dialect === 'SQL' || place !== 'statement') throw reader.error(1744, at)
  reader.expectWord('INTO', 925)
  return { into: parseTargets(reader), ...(isBulk ? { isBulk } : {}) }
}

/** What stands behind INTO: variables or binds. */
export function parseTargets(reader: TokenReader): readonly Expression[] {
  const dialect = reader.dialect === 'SQL' ? 'SQL' : 'PL/SQL'
  return reader.within(dialect, () => parseCommaList(reader, () => parsePrimary(reader)))
}

// ---- the clauses behind FROM ------------------------------------------------------------------------------

/** CONNECT BY, with START WITH before or behind it. */
function parseHierarchy(reader: TokenReader): { readonly hierarchy?: Hierarchy } {
  const { at } = reader
  if (!reader.isWord('CONNECT', 'START')) return {}
  const before = parseStartWith(reader)
  reader.expectWord('CONNECT', 905)
  reader.expectWord('BY', 924)
  const isNoCycle = reader.acceptWords('NOCYCLE')
  const connectBy = parseCondition(reader)
  const start = 'startWith' in before ? before : parseStartWith(reader)
  return { hierarchy: { ...start, connectBy, isNoCycle, siblings: [], at } }
}

function parseStartWith(reader: TokenReader): Pick<Hierarchy, 'startWith'> {
  if (!reader.acceptWords('START')) return {}
  reader.expectWord('WITH', 905)
  return { startWith: parseCondition(reader) }
}
