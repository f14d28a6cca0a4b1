/**
 * A call of a function or procedure with its arguments. Which functions there are is not known here; only
 * those whose arguments are not a plain list.
 */
import type { Argument, Expression } from './ast/expression.ts'
import type { Name } from './ast/name.ts'
import { parseCondition, parseExpression } from './expressions.ts'
import { isName, parseCommaList, parseSimpleName } from './names.ts'
import { type CallWords, parseBehindCall, parseNullTreatment, parseOverflow } from './row-set-functions.ts'
import { parseExtract } from './time-expressions.ts'
import type { TokenReader } from './token-reader.ts'

/**
 * Functions with words of their own between the parentheses, all refused ("SQL Language Reference,
 * Functions").
 */
const functionsWithOwnSyntax: ReadonlySet<string> = new Set([
  ...['TREAT', 'CURSOR', 'MULTISET', 'COLLECT', 'XMLAGG', 'XMLATTRIBUTES', 'XMLCAST', 'XMLCOLATTVAL'],
  ...[
    'XMLELEMENT',
    'XMLEXISTS',
    'XMLFOREST',
    'XMLPARSE',
    'XMLPI',
    'XMLQUERY',
    'XMLROOT',
    'XMLSERIALIZE',
    'XMLTABLE',
  ],
  ...[
    'JSON_ARRAY',
    'JSON_ARRAYAGG',
    'JSON_EXISTS',
    'JSON_MERGEPATCH',
    'JSON_OBJECT',
    'JSON_OBJECTAGG',
    'JSON_QUERY',
  ],
  ...['JSON_SCALAR', 'JSON_SERIALIZE', 'JSON_TABLE', 'JSON_TRANSFORM', 'JSON_VALUE', 'VALIDATE_CONVERSION'],
])

export const isFunctionWithOwnSyntax = (word: string): boolean => functionsWithOwnSyntax.has(word)

/** Reads the parentheses, what stands in them, and what follows them; `name` has been read. */
export function parseCall(reader: TokenReader, name: Name): Expression {
  reader.take()
  const { at } = name
  if (name.parts.join() === 'COUNT' && reader.isSymbol('*')) {
    reader.take()
    return endOfCall(reader, { kind: 'count all', at })
  }
  if (name.parts.join() === 'EXTRACT') return endOfCall(reader, parseExtract(reader, at))
  if (name.parts.join() === 'TRIM') return endOfCall(reader, parseTrim(reader, name))
  if (name.parts.join() === 'LNNVL') return endOfCall(reader, parseLnnvl(reader, at))
  const isDistinct = reader.acceptWords('DISTINCT') || reader.acceptWords('UNIQUE')
  if (!isDistinct) reader.acceptWords('ALL')
  const { given, nulls } = parseArguments(reader, name)
  const truncation = parseOverflow(reader, name)
  return endOfCall(
    reader,
    { kind: 'call', name, arguments: given, isDistinct, at },
    { ...nulls, ...truncation },
  )
}

/** The arguments up to the closing parenthesis or ON OVERFLOW, which are left; IGNORE NULLS may stand behind the first. */
function parseArguments(
  reader: TokenReader,
  name: Name,
): { readonly given: readonly Argument[]; readonly nulls: Pick<CallWords, 'ignoresNulls'> } {
  if (reader.isSymbol(')')) return { given: [], nulls: {} }
  const first = parseArgument(reader)
  const nulls = parseNullTreatment(reader, name)
  const more = reader.acceptSymbol(',') ? parseCommaList(reader, () => parseArgument(reader)) : []
  if (!reader.areWords('ON', 'OVERFLOW')) reader.refuseWords('DEFAULT', 'USING', 'ON', 'RESPECT', 'IGNORE')
  return { given: [first, ...more], nulls }
}

function parseArgument(reader: TokenReader): Argument {
  const { at } = reader
  if (isName(reader) && reader.isSymbol('=>', 1)) {
    const { name } = parseSimpleName(reader)
    reader.take()
    return { name, value: parseExpression(reader), at }
  }
  if (reader.isSymbol('*')) throw reader.unexpected(936, 'an expression')
  return { value: parseExpression(reader), at }
}

/**
 * TRIM([[LEADING | TRAILING | BOTH] [characters] FROM] text), read as TRIM(text, characters, side): what is
 * not written is a blank and BOTH.
 */
function parseTrim(reader: TokenReader, name: Name): Expression {
  const { at } = name
  const side = reader.isWord('LEADING', 'TRAILING', 'BOTH') ? reader.take().text : 'BOTH'
  const first = reader.isWord('FROM') ? blank(reader) : parseExpression(reader)
  const isPlain = side === 'BOTH' && !reader.isWord('FROM')
  if (!isPlain) reader.expectWord('FROM', 905)
  const values = isPlain
    ? [first]
    : [parseExpression(reader), first, { kind: 'literal', value: side, at } as const]
  return {
    kind: 'call',
    name,
    arguments: values.map((value) => ({ value, at: value.at })),
    isDistinct: false,
    at,
  }
}

/** LNNVL(condition), of one simple condition ("SQL Language Reference, LNNVL"). */
function parseLnnvl(reader: TokenReader, at: number): Expression {
  const value = parseCondition(reader)
  const isCompound = value.kind === 'binary' && (value.operator === 'and' || value.operator === 'or')
  if (isCompound || value.kind === 'between') throw reader.notSupported('LNNVL of several conditions')
  return {
    kind: 'call',
    name: { parts: ['LNNVL'], at },
    arguments: [{ value, at: value.at }],
    isDistinct: false,
    at,
  }
}

const blank = (reader: TokenReader): Expression => ({ kind: 'literal', value: ' ', at: reader.at })

function endOfCall(reader: TokenReader, call: Expression, words: CallWords = {}): Expression {
  reader.expectSymbol(')', 907)
  const complete =
    call.kind === 'call' || call.kind === 'count all' ? parseBehindCall(reader, call, words) : call
  return parseMembers(reader, complete)
}

/** PL/SQL: the field behind an element of a collection or behind a record that a function gives. */
function parseMembers(reader: TokenReader, call: Expression): Expression {
  let whole = call
  while (reader.dialect !== 'SQL' && reader.acceptSymbol('.')) {
    const { kind, text } = reader.token
    if (kind !== 'word' && kind !== 'quoted name') throw reader.unexpected(904, 'an identifier')
    reader.take()
    whole = { kind: 'member', of: whole, member: text, at: call.at }
  }
  if (reader.isSymbol('.') || reader.isSymbol('(')) throw reader.notSupported('part of the result of a call')
  return whole
}
