/**
 * Finds a command by its word, and the nearest one to a word that is none. The declarations themselves stand in
 * `commands.ts`.
 */
import { nearestName } from '../core/nearest.ts'
import type { CommandDeclaration } from './command.ts'

/** The command of that name or alias, in any case. */
export function findCommand(
  word: string,
  commands: readonly CommandDeclaration[],
): CommandDeclaration | undefined {
  const wanted = word.toLowerCase()
  return commands.find(({ name, aliases }) => name === wanted || aliases.includes(wanted))
}

/** The command that a mistyped word most likely meant. */
export function nearestCommand(
  word: string,
  commands: readonly CommandDeclaration[],
): CommandDeclaration | undefined {
  const name = nearestName(
    word,
    commands.flatMap((command) => [command.name, ...command.aliases]),
  )
  return name === undefined ? undefined : findCommand(name, commands)
}

/** The command and what it takes: `cap N`. */
export const usageOf = ({ name, parameters }: CommandDeclaration): string =>
  parameters === '' ? name : `${name} ${parameters}`
