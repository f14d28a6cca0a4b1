/**
 * The one splitter, for files, arguments and the prompt: cuts text into statements as SQL*Plus does and says what
 * ended each. It never runs, changes or judges a statement.
 *
 * - SQL ends at `;`. PL/SQL (see opener.ts) holds semicolons and ends at a lone `/` or at the end of the text.
 * - `/` alone on its line ends anything; where nothing is being entered it runs the statement before it again.
 * - `.` alone on its line, or a blank line in SQL, ends entry without running; a `/` after it still runs it.
 * - A SQL*Plus command ends with its line, unless a hyphen continues it.
 * - Strings, quoted names, comments and hints hide all of these. Comments between statements belong to none.
 */
import { clientCommand } from './client-command.ts'
import { type StatementKind, statementKind } from './kind.ts'
import { codeTokens, isCode, isSign, isWord, type Token, tokenAt } from './lexer.ts'
import { type Form, formOf, opensFunctionInQuery } from './opener.ts'

export type StatementEnd = 'semicolon' | 'slash' | 'dot' | 'blank line' | 'end of line' | 'end of text'

export interface SourceStatement {
  /** As it is to be sent: SQL without its `;`, PL/SQL with it, neither with the `/`. */
  readonly text: string
  /** Line of its first word, or of the `/` that repeats it; from 1. */
  readonly line: number
  readonly kind: StatementKind
  /** What ended it. After `dot` and `blank line` SQL*Plus does not run it. */
  readonly end: StatementEnd
  /** A lone `/` that runs the statement before it once more. */
  readonly isRepeat: boolean
  /** The word of a SQL*Plus command, in lower case; absent for statements. */
  readonly command?: string
}

export interface SplitRules {
  /** SET SQLBLANKLINES ON: a blank line does not end SQL. Default false, as in SQL*Plus. */
  readonly sqlBlankLines?: boolean
}

/** A piece of the text: where it was found, what it says, and where to read on. */
interface Entry {
  readonly start: number
  readonly text: string
  readonly end: StatementEnd
  readonly next: number
}

/** All statements and commands of a text, in order. */
export function readStatements(text: string, rules: SplitRules = {}): readonly SourceStatement[] {
  const statements: SourceStatement[] = []
  const lineAt = lineCounter(text)
  let tag: Token | undefined
  for (let token = tokenAt(text, 0), next: number; token; token = tokenAt(text, next)) {
    next = token.end
    if (isAlone(text, token, '/')) repeatLast(statements, lineAt(token.start))
    else if (!isCode(token) && !token.isUnterminated) tag = token
    else if (!isSign(token, ';') && !isAlone(text, token, '.')) {
      const command = clientCommand(text, token.start)
      const start = tag && isTagOf(text, tag, token) ? tag.start : token.start
      const entry =
        command === undefined ? readEntry(text, start, token, rules) : readCommand(text, token.start)
      next = entry.next
      statements.push({
        text: entry.text,
        line: lineAt(token.start),
        kind: command === undefined ? statementKind(entry.text) : 'unknown',
        end: entry.end,
        isRepeat: false,
        ...(command !== undefined && { command }),
      })
    }
  }
  return statements
}

/**
 * Whether Enter at the end of this text runs it. SQL needs its `;`, PL/SQL a lone `/`; a block on a single line that
 * ends with `end;` or `end name;` needs none. A blank line never runs anything, so it completes nothing.
 */
export function isComplete(text: string): boolean {
  const last = readStatements(text, { sqlBlankLines: true }).at(-1)
  if (last === undefined) return true
  return last.end !== 'end of text' || isBlockOnOneLine(last.text)
}

function repeatLast(statements: SourceStatement[], line: number): void {
  const last = statements.findLast(({ command }) => command === undefined)
  if (last === undefined) return
  const wasNotRun = last.end === 'dot' || last.end === 'blank line'
  if (wasNotRun) statements[statements.indexOf(last)] = { ...last, end: 'slash' }
  else statements.push({ ...last, line, end: 'slash', isRepeat: true })
}

function readCommand(text: string, start: number): Entry {
  let end = endOfLine(text, start)
  const isContinued = () => /-[ \t\r]*$/.test(text.slice(start, end))
  while (isContinued() && end < text.length) end = endOfLine(text, end + 1)
  const ending = isContinued() ? 'end of text' : 'end of line'
  return { start, text: text.slice(start, end).replace(/[;\s]+$/, ''), end: ending, next: end }
}

function readEntry(text: string, start: number, first: Token, rules: SplitRules): Entry {
  const form = formOf(text, first.start)
  if (form === 'foreign') return readForeign(text, start)
  return readTokens(text, start, first, form, rules.sqlBlankLines === true)
}

function readTokens(text: string, start: number, first: Token, form: Form, sqlBlankLines: boolean): Entry {
  let holdsUnit = form !== 'sql'
  let end = first.start
  let previousEnd = first.start
  let isLastSemicolon = false
  const recent: Token[] = []
  const entry = (ending: StatementEnd, next: number): Entry => {
    const cut = isLastSemicolon && form !== 'unit' ? end - 1 : end
    return { start, text: text.slice(start, cut).trimEnd(), end: ending, next }
  }
  for (let token: Token | undefined = first; token; token = tokenAt(text, token.end)) {
    const isAfterBlankLine = /\n[^\S\n]*\n/.test(text.slice(previousEnd, token.start))
    previousEnd = token.end
    if (isAlone(text, token, '/')) return entry('slash', token.end)
    if (isAlone(text, token, '.')) return entry('dot', token.end)
    if (!holdsUnit && !sqlBlankLines && isAfterBlankLine) return entry('blank line', token.start)
    if (!holdsUnit && isSign(token, ';')) return entry('semicolon', token.end)
    if (!isCode(token) && !token.isUnterminated) continue
    end = token.end
    isLastSemicolon = isSign(token, ';')
    recent.push(token)
    if (recent.length > 3) recent.shift()
    holdsUnit ||= opensFunctionInQuery(recent)
  }
  return entry('end of text', text.length)
}

/** Java and JavaScript are read by lines: their quotes and comments are not Oracle's. */
function readForeign(text: string, start: number): Entry {
  const slash = /^[^\S\n]*\/[^\S\n]*$/m.exec(text.slice(start))
  if (slash === null)
    return { start, text: text.slice(start).trimEnd(), end: 'end of text', next: text.length }
  const end = start + slash.index
  return { start, text: text.slice(start, end).trimEnd(), end: 'slash', next: end + slash[0].length }
}

/** A comment right before the first word, on the same line, goes along: people tag statements so. */
const isTagOf = (text: string, comment: Token, first: Token): boolean =>
  !text.slice(comment.start, first.start).includes('\n') && text.slice(comment.end, first.start).trim() === ''

/** Whether a sign has a line for itself. */
function isAlone(text: string, token: Token, sign: '/' | '.'): boolean {
  if (!isSign(token, sign)) return false
  let before = token.start - 1
  while (isBlank(text[before])) before -= 1
  let behind = token.end
  while (isBlank(text[behind])) behind += 1
  return (before < 0 || text[before] === '\n') && (behind === text.length || text[behind] === '\n')
}

const isBlank = (character: string | undefined): boolean =>
  character === ' ' || character === '\t' || character === '\r'

function isBlockOnOneLine(text: string): boolean {
  if (text.includes('\n')) return false
  const tokens = codeTokens(text)
  if (formOf(text) !== 'unit' || !isSign(tokens.at(-1), ';')) return false
  const isNamed = !isWord(tokens.at(-2), 'end')
  return isNamed ? isWord(tokens.at(-3), 'end') && !isWord(tokens.at(-2), 'if', 'loop', 'case') : true
}

function endOfLine(text: string, from: number): number {
  const found = text.indexOf('\n', from)
  return found < 0 ? text.length : found
}

/** Line numbers for growing offsets, from 1, without counting the text again each time. */
function lineCounter(text: string): (offset: number) => number {
  let line = 1
  let counted = 0
  return (offset) => {
    for (let at = text.indexOf('\n', counted); at >= 0 && at < offset; at = text.indexOf('\n', counted)) {
      line += 1
      counted = at + 1
    }
    return line
  }
}
