/**
 * The tables that a statement names and the names it gives them, and in which clause and call the cursor stands. Of
 * queries inside of each other it knows which ones the cursor can see.
 */
import { isKeyword } from './keywords.ts'
import { isSign, isWord, type Token } from './lexer.ts'

/** A table as it is named: `EMP`, `HR.EMP`. */
export interface TableName {
  readonly owner?: string
  readonly name: string
}

/** A table in a statement. */
export interface TableMention {
  readonly table: TableName
  readonly alias?: string
}

/** Where the cursor stands among parentheses and clauses. */
export interface Nest {
  /** The keyword whose clause it is, in lower case; undefined: none is known. */
  readonly clause: string | undefined
  /** What is called, where the innermost parenthesis is that of a call. */
  readonly callee: readonly string[] | undefined
  /** The table of `insert into t (`. */
  readonly insertsInto: TableName | undefined
  /** Tables that the cursor can see, the nearest query's first. */
  readonly mentions: readonly TableMention[]
}

/** A parenthesis that is open, or the statement itself. */
interface Level {
  clause: string | undefined
  readonly callee: readonly string[] | undefined
  readonly insertsInto: TableName | undefined
  readonly mentions: TableMention[]
}

const clauses = [
  ...['select', 'from', 'where', 'on', 'set', 'by', 'having', 'with', 'and', 'or', 'returning', 'when'],
  ...['into', 'update', 'insert', 'delete', 'merge', 'values', 'using', 'join', 'then', 'call', 'table'],
]

/** Clauses of which AND and OR are a part. */
const conditions = ['where', 'on', 'having', 'when', 'by']

/**
 * @param before the code tokens before the cursor
 * @param all those of the whole statement: tables are often named behind the cursor
 */
export function readNest(before: readonly Token[], all: readonly Token[]): Nest {
  const stack = [newLevel(undefined, undefined)]
  const end = before.at(-1)?.end ?? 0
  let nest: Level[] | undefined
  for (const [index, token] of all.entries()) {
    if (nest === undefined && token.start >= end) nest = [...stack]
    if (isSign(token, '(')) stack.push(levelAt(all, index, stack.at(-1)))
    else if (isSign(token, ')')) {
      if (stack.length > 1) stack.pop()
      else break
    } else readWord(all, index, stack.at(-1), nest === undefined)
  }
  const levels = nest ?? [...stack]
  const own = levels.at(-1)
  const clause = own?.clause ?? levels.findLast((level) => level.clause !== undefined)?.clause
  return {
    clause,
    callee: own?.callee,
    insertsInto: own?.insertsInto,
    mentions: levels.toReversed().flatMap((level) => level.mentions),
  }
}

const newLevel = (callee: readonly string[] | undefined, insertsInto: TableName | undefined): Level => ({
  ...{ clause: undefined, callee, insertsInto, mentions: [] },
})

function levelAt(all: readonly Token[], index: number, outer: Level | undefined): Level {
  const name = nameEndingAt(all, index - 1)
  const isInsert = outer?.clause === 'into' && name !== undefined
  const table = outer?.mentions.at(-1)?.table
  if (isInsert && table) return newLevel(undefined, table)
  return newLevel(name, undefined)
}

/** Takes a word for a clause or, where tables are named, for a table; clauses count only before the cursor. */
function readWord(all: readonly Token[], index: number, level: Level | undefined, isBefore: boolean): void {
  const token = all[index]
  const previous = all[index - 1]
  if (!token || !level) return
  const word = token.type === 'word' ? token.text.toLowerCase() : ''
  const namesTable =
    isWord(previous, 'from', 'join', 'into', 'update', 'using', 'apply') ||
    (isWord(previous, 'delete') && !isWord(token, 'from')) ||
    (isSign(previous, ',') && fromAt(all, index) === 'from')
  if (namesTable && isName(token) && !isKeywordToken(token)) {
    level.mentions.push(mentionAt(all, index))
    return
  }
  if (!isBefore || !clauses.includes(word) || isSign(previous, '.')) return
  if ((word === 'and' || word === 'or') && conditions.includes(level.clause ?? '')) return
  level.clause = word
}

/** The clause that a comma belongs to, in its own parenthesis. */
function fromAt(all: readonly Token[], index: number): string | undefined {
  let depth = 0
  for (let at = index - 1; at >= 0; at--) {
    const token = all[at]
    if (isSign(token, ')')) depth++
    else if (isSign(token, '(') && --depth < 0) return undefined
    else if (depth === 0 && token?.type === 'word' && clauses.includes(token.text.toLowerCase()))
      return token.text.toLowerCase()
  }
  return undefined
}

function mentionAt(all: readonly Token[], index: number): TableMention {
  const names = [nameOf(all[index])]
  let at = index + 1
  while (isSign(all[at], '.') && isName(all[at + 1])) {
    names.push(nameOf(all[at + 1]))
    at += 2
  }
  const [name = '', owner] = names.toReversed()
  const table = owner === undefined ? { name } : { owner, name }
  if (isWord(all[at], 'as')) at++
  const alias = all[at]
  const isAlias = isName(alias) && !isKeywordToken(alias)
  return isAlias ? { table, alias: nameOf(alias) } : { table }
}

/** The name that ends with a token, each of its parts; undefined where a keyword or sign stands there. */
function nameEndingAt(all: readonly Token[], index: number): readonly string[] | undefined {
  const last = all[index]
  if (!isName(last) || isKeywordToken(last)) return undefined
  const names = [nameOf(last)]
  for (let at = index - 1; isSign(all[at], '.') && isName(all[at - 1]); at -= 2)
    names.unshift(nameOf(all[at - 1]))
  return names
}

const isName = (token: Token | undefined): boolean => token?.type === 'word' || token?.type === 'quoted name'

const isKeywordToken = (token: Token | undefined): boolean => token?.type === 'word' && isKeyword(token.text)

const nameOf = (token: Token | undefined): string =>
  token?.type === 'quoted name' ? token.text.replace(/^"|"$/g, '') : (token?.text.toUpperCase() ?? '')

/** The nearest table that goes by a name: its alias, or its own name where it has none. */
export const innermost = (
  mentions: readonly TableMention[],
  name: string | undefined,
): TableMention | undefined =>
  name === undefined ? undefined : mentions.find(({ table, alias }) => (alias ?? table.name) === name)
