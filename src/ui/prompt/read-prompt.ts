/**
 * What the text of the prompt asks for: nothing yet, or commands and statements in their order. Pure; it plans and
 * runs nothing.
 */
import type { CommandDeclaration } from '../../commands/command.ts'
import { findCommand, nearestCommand } from '../../commands/registry.ts'
import { statementKind } from '../../language/kind.ts'
import { isComplete, readStatements } from '../../language/statements.ts'

export type PromptItem =
  | { readonly type: 'command'; readonly command: CommandDeclaration; readonly argument: string }
  | { readonly type: 'statement'; readonly text: string }

export type PromptReading =
  | { readonly type: 'incomplete' }
  | { readonly type: 'complete'; readonly items: readonly PromptItem[] }
  /** It can be neither, and waiting for more would help nobody. */
  | { readonly type: 'refused'; readonly message: string }

/** Reads the prompt. Commands end with their line, statements where SQL*Plus ends them. */
export function readPrompt(text: string, commands: readonly CommandDeclaration[]): PromptReading {
  const items: PromptItem[] = []
  let rest = text.trim()
  for (let line = commandLine(rest, commands); line; line = commandLine(rest, commands)) {
    items.push(line.item)
    rest = line.rest
  }
  if (rest === '') return { type: 'complete', items }
  const statements = readStatements(rest, { sqlBlankLines: true })
  if (!isComplete(rest) && !endsWithCommand(statements.at(-1)?.text ?? '', commands))
    return refusal(rest, commands) ?? { type: 'incomplete' }
  for (const { text: statement, end } of statements) {
    if (end === 'dot') return { type: 'refused', message: 'a lone . ends a statement without running it' }
    items.push(...itemsIn(statement, commands))
  }
  return { type: 'complete', items }
}

/** A statement that begins with lines of commands is those commands and what follows them. */
function itemsIn(text: string, commands: readonly CommandDeclaration[]): PromptItem[] {
  const line = commandLine(text, commands)
  if (line) return [line.item, ...itemsIn(line.rest, commands)]
  return text === '' ? [] : [{ type: 'statement', text }]
}

/** Whether a text is nothing but lines of commands. */
const endsWithCommand = (text: string, commands: readonly CommandDeclaration[]): boolean =>
  itemsIn(text, commands).every(({ type }) => type === 'command')

/** The command in the first line, and what stands behind that line. */
function commandLine(text: string, commands: readonly CommandDeclaration[]) {
  const [line = '', word, argument = ''] = /^([a-z]+)(?![\w$#.])([^\n]*)/i.exec(text) ?? []
  const command = word === undefined ? undefined : findCommand(word, commands)
  // ROLLBACK TO goes to the server: it ends no transaction.
  if (!command || statementKind(text) === 'transaction control') return undefined
  const item: PromptItem = { type: 'command', command, argument: argument.replace(/[;\s]+$/, '').trim() }
  return { item, rest: text.slice(line.length).trimStart() }
}

/** One line that begins with no word of SQL is a mistyped command rather than the start of a statement. */
function refusal(text: string, commands: readonly CommandDeclaration[]): PromptReading | undefined {
  const word = /^[a-z]+(?![\w$#.])/i.exec(text)?.[0]
  if (word === undefined || text.includes('\n') || statementKind(text) !== 'unknown') return undefined
  if ('set'.startsWith(word.toLowerCase())) return undefined
  const nearest = nearestCommand(word, commands)
  const advice = nearest
    ? `did you mean ${nearest.name}?`
    : 'help lists the commands; a statement ends with ;'
  return { type: 'refused', message: `${word} is no command: ${advice}` }
}
