/**
 * What the cursor stands on in the prompt: the argument of a command, with what its declaration offers there, or a place
 * in a statement.
 */
import type { CommandContext, CommandDeclaration } from '../../commands/command.ts'
import { findCommand } from '../../commands/registry.ts'
import { type CursorPlace, placeAt } from '../../language/cursor-place.ts'
import { statementKind } from '../../language/kind.ts'
import { lineEnd, lineStart } from './boundaries.ts'
import type { Candidate } from './popup.ts'
import { readPrompt } from './read-prompt.ts'

export type PromptPlace = { readonly from: number; readonly typed: string } & (
  | {
      readonly knows: 'candidates'
      readonly candidates: readonly Candidate[]
      /** The first word of whatever it will be: nearly everything fits. */
      readonly isStart?: true
    }
  /** The dictionary has to be asked. */
  | { readonly knows: 'place'; readonly place: CursorPlace; readonly anyObject?: true }
)

/** Words with which a statement begins. */
const openings = [
  ...[
    'select',
    'insert into',
    'update',
    'delete from',
    'merge into',
    'with',
    'begin',
    'declare',
    'call',
    'create',
  ],
  ...['create or replace', 'alter', 'drop', 'truncate table', 'grant', 'revoke', 'lock table', 'comment on'],
].map((text): Candidate => ({ text, hint: 'SQL' }))

/** @param context read only where a command wants to know */
export function promptPlace(
  text: string,
  cursor: number,
  commands: readonly CommandDeclaration[],
  context: () => CommandContext,
): PromptPlace | undefined {
  const start = lineStart(text, cursor)
  const line = text.slice(start, lineEnd(text, cursor))
  const command = isBetweenStatements(text.slice(0, start), commands) ? commandIn(line, commands) : undefined
  if (command && cursor > start + command.argumentStart)
    return inArgument(command, line, start, cursor, context)
  const place = placeAt(text, cursor)
  if (place.on === 'nothing') return undefined
  const { from, typed } = place
  if (place.on !== 'start') return { from, typed, knows: 'place', place }
  const candidates = [...commands.map(({ name, summary }) => ({ text: name, hint: summary })), ...openings]
  return { from, typed, knows: 'candidates', candidates, isStart: true }
}

const isBetweenStatements = (before: string, commands: readonly CommandDeclaration[]): boolean =>
  before.trim() === '' || readPrompt(before, commands).type === 'complete'

interface CommandInLine {
  readonly declaration: CommandDeclaration
  /** Offset in its line of the blank behind its word. */
  readonly argumentStart: number
}

function commandIn(line: string, commands: readonly CommandDeclaration[]): CommandInLine | undefined {
  const [all = '', word = ''] = /^\s*([a-z]+)(?=\s)/i.exec(line) ?? []
  const declaration = findCommand(word, commands)
  if (!declaration || statementKind(line) === 'transaction control') return undefined
  return { declaration, argumentStart: all.length }
}

function inArgument(
  { declaration, argumentStart }: CommandInLine,
  line: string,
  start: number,
  cursor: number,
  context: () => CommandContext,
): PromptPlace | undefined {
  const blanks = /^\s*/.exec(line.slice(argumentStart))?.[0].length ?? 0
  const argumentFrom = start + argumentStart + blanks
  const argument = line.slice(argumentStart + blanks)
  const inside = Math.max(0, cursor - argumentFrom)
  if (declaration.completesObjects) {
    const place = objectPlace(argument, inside)
    return place && { ...shifted(place, argumentFrom), knows: 'place', place, anyObject: true }
  }
  const [first, ...rest] = declaration.complete?.(argument, inside, context()) ?? []
  if (!first) return undefined
  const from = first.from
  const candidates = [first, ...rest].filter((each) => each.from === from)
  return {
    ...{ from: Math.min(cursor, argumentFrom + from), typed: argument.slice(from, inside) },
    ...{ knows: 'candidates', candidates: candidates.map(({ text, hint }) => ({ text, hint })) },
  }
}

/** A name is read as it would be behind FROM. */
function objectPlace(argument: string, cursor: number): CursorPlace | undefined {
  const before = 'from '
  const place = placeAt(before + argument, before.length + cursor)
  return place.on === 'table' ? { ...place, from: place.from - before.length } : undefined
}

const shifted = ({ from, typed }: CursorPlace, by: number) => ({ from: from + by, typed })
