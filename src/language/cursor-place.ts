/**
 * What the cursor stands on in a statement that is being typed, so that somebody can say what may stand there. It reads
 * tokens and guesses no grammar: where it is not sure it says nothing. Names come back as the dictionary keeps them.
 */
import { isKeyword } from './keywords.ts'
import { isCode, isSign, isWord, type Token, tokensOf } from './lexer.ts'
import { formOf } from './opener.ts'
import { innermost, readNest, type TableMention, type TableName } from './table-mentions.ts'

export type PlaceKind =
  /** Nothing that anybody could complete. */
  | { readonly on: 'nothing' }
  /** The first word of a statement, or of a command. */
  | { readonly on: 'start' }
  | { readonly on: 'table'; readonly owner?: string }
  /** A column of one of these. */
  | { readonly on: 'column'; readonly tables: readonly TableName[] }
  | { readonly on: 'routine' }
  /** What a name holds that is no table of the statement: a package, or a schema. */
  | { readonly on: 'member'; readonly of: readonly string[] }
  /** A parameter of a call: what is called, and where in the list it stands. */
  | { readonly on: 'parameter'; readonly of: readonly string[] }

/** What it stands on, and the part of the word that is typed already. */
export type CursorPlace = PlaceKind & { readonly from: number; readonly typed: string }

/** Where the cursor stands: an offset of the text. */
export function placeAt(text: string, cursor: number): CursorPlace {
  const { tokens, isUnit } = statementAround(text, cursor)
  const before = tokens.filter(({ start }) => start < cursor)
  const last = before.at(-1)
  const isInWord = last !== undefined && last.end >= cursor
  if (isInWord && last.end > cursor) return at({ on: 'nothing' }, cursor)
  if (isInWord && hidesCursor(last)) return at({ on: 'nothing' }, cursor)
  const isTyping = isInWord && last.type === 'word'
  const from = isTyping ? last.start : cursor
  const typed = isTyping ? last.text : ''
  const code = before.filter((token) => isCode(token) && token.end <= from)
  return { ...kindOf(code, tokens.filter(isCode), isUnit), from, typed }
}

const at = (kind: PlaceKind, cursor: number): CursorPlace => ({ ...kind, from: cursor, typed: '' })

/** A cursor at the end of a comment that ends by itself stands behind it. */
const hidesCursor = ({ type, text, isUnterminated }: Token): boolean => {
  switch (type) {
    case 'comment':
    case 'hint':
      return isUnterminated || text.startsWith('--')
    case 'string':
    case 'quoted name':
      return isUnterminated
    case 'bind':
    case 'variable':
    case 'number':
      return true
    default:
      return false
  }
}

/** The tokens between the semicolons around the cursor, and whether they belong to PL/SQL. */
function statementAround(
  text: string,
  cursor: number,
): { readonly tokens: readonly Token[]; readonly isUnit: boolean } {
  let tokens: Token[] = []
  let isUnit = false
  let begins = true
  for (const token of tokensOf(text)) {
    if (begins && isCode(token)) {
      isUnit = formOf(text, token.start) !== 'sql'
      begins = false
    }
    const endsAll = isSign(token, '/') && isAlone(text, token)
    if (!endsAll && !isSign(token, ';')) {
      tokens.push(token)
      continue
    }
    if (token.start >= cursor) break
    tokens = []
    if (endsAll || !isUnit) {
      isUnit = false
      begins = true
    }
  }
  return { tokens, isUnit }
}

function isAlone(text: string, { start, end }: Token): boolean {
  const from = text.lastIndexOf('\n', start - 1) + 1
  const to = text.indexOf('\n', end)
  return text.slice(from, to < 0 ? undefined : to).trim() === '/'
}

const opensTable = ['from', 'join', 'update', 'table', 'using', 'into', 'apply']
const holdsColumns = [
  'select',
  'where',
  'on',
  'set',
  'by',
  'having',
  'with',
  'and',
  'or',
  'returning',
  'when',
]
const beginsStep = ['begin', 'then', 'else', 'loop', 'declare']

function kindOf(code: readonly Token[], all: readonly Token[], isUnit: boolean): PlaceKind {
  const { qualifier, rest } = qualifierOf(code)
  const previous = rest.at(-1)
  if (qualifier === undefined) return { on: 'nothing' }
  const nest = readNest(rest, all)
  const clause = nest.clause
  const isStep = previous === undefined || (isUnit && isWord(previous, ...beginsStep))
  if (isStep && qualifier.length === 0) return isUnit ? { on: 'routine' } : { on: 'start' }
  if (isStep) return isUnit ? { on: 'member', of: qualifier } : { on: 'nothing' }
  if (rest.length === 1 && isWord(previous, 'call', 'exec', 'execute'))
    return qualifier.length === 0 ? { on: 'routine' } : { on: 'member', of: qualifier }
  if (wantsTable(rest, clause)) {
    const [owner, ...more] = qualifier
    if (more.length > 0) return { on: 'nothing' }
    return owner === undefined ? { on: 'table' } : { on: 'table', owner }
  }
  if (nest.insertsInto !== undefined && qualifier.length === 0)
    return { on: 'column', tables: [nest.insertsInto] }
  const isCall = nest.callee !== undefined && (isUnit || isWord(rest[0], 'call', 'exec', 'execute'))
  const opensArgument = isSign(previous, '(') || isSign(previous, ',')
  if (isCall && nest.callee && opensArgument && qualifier.length === 0 && !isSql(clause))
    return { on: 'parameter', of: nest.callee }
  if (clause !== undefined && holdsColumns.includes(clause))
    return columnOf(qualifier, nest.mentions, previous)
  if (isUnit) {
    if (qualifier.length > 0) return { on: 'member', of: qualifier }
    return isSign(previous, ':=') ? { on: 'routine' } : { on: 'nothing' }
  }
  return { on: 'nothing' }
}

const isSql = (clause: string | undefined): boolean => clause === 'select' || clause === 'where'

/** The names before a dot, as the dictionary keeps them; undefined where a dot follows what is no name. */
function qualifierOf(code: readonly Token[]): {
  readonly qualifier: readonly string[] | undefined
  readonly rest: readonly Token[]
} {
  const names: string[] = []
  let end = code.length
  while (isSign(code[end - 1], '.')) {
    const name = code[end - 2]
    if (name?.type !== 'word' && name?.type !== 'quoted name') return { qualifier: undefined, rest: code }
    names.unshift(nameIn(name))
    end -= 2
  }
  return { qualifier: names, rest: code.slice(0, end) }
}

/** A name as the dictionary keeps it: in upper case, or as it stands in quotes. */
export const nameIn = ({ type, text }: Pick<Token, 'type' | 'text'>): string =>
  type === 'quoted name' ? text.replace(/^"|"$/g, '') : text.toUpperCase()

function wantsTable(rest: readonly Token[], clause: string | undefined): boolean {
  const previous = rest.at(-1)
  if (isSign(previous, ',')) return clause === 'from'
  if (isWord(previous, 'delete')) return rest.length === 1
  if (!isWord(previous, ...opensTable)) return false
  if (isWord(previous, 'update')) return rest.length === 1
  // SELECT INTO names variables.
  if (isWord(previous, 'into')) return !rest.some((token) => isWord(token, 'select', 'fetch', 'returning'))
  return true
}

function columnOf(
  qualifier: readonly string[],
  mentions: readonly TableMention[],
  previous: Token | undefined,
): PlaceKind {
  const [first, ...more] = qualifier
  if (first === undefined) {
    // Behind a value comes an operator or the next clause, which nobody need complete.
    const isOperand =
      previous !== undefined && (previous.type === 'operator' ? !isSign(previous, ')') : isOpening(previous))
    if (!isOperand) return { on: 'nothing' }
    return { on: 'column', tables: mentions.map(({ table }) => table) }
  }
  const named = innermost(mentions, more.length > 0 ? undefined : first) ?? tableCalled(mentions, qualifier)
  return named === undefined ? { on: 'member', of: qualifier } : { on: 'column', tables: [named.table] }
}

const tableCalled = (
  mentions: readonly TableMention[],
  names: readonly string[],
): TableMention | undefined => {
  const [owner, name] = names.length === 2 ? names : [undefined, names[0]]
  return mentions.find(({ table }) => table.name === name && (owner === undefined || table.owner === owner))
}

/** A keyword behind which a value may begin. */
const isOpening = (token: Token): boolean => token.type === 'word' && isKeyword(token.text)
