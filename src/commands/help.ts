/** `help`: all commands, or one in full. */
import { badRequest } from '../core/failure.ts'
import type { CommandDeclaration, CommandGroup } from './command.ts'
import { findCommand, nearestCommand, usageOf } from './registry.ts'

export const help: CommandDeclaration = {
  name: 'help',
  aliases: [],
  parameters: '[COMMAND]',
  summary: 'list the commands, or show one in full',
  examples: [
    { line: 'help', meaning: 'every command in one line' },
    { line: 'help cancel', meaning: 'cancel with its examples' },
  ],
  complete: (_argument, _cursor, { groups }) =>
    groups.flatMap(({ commands }) =>
      commands.map(({ name, summary }) => ({ from: 0, text: name, hint: summary })),
    ),
  run(argument, { groups }) {
    if (argument === '') return { type: 'text', title: 'help', lines: overview(groups) }
    const commands = groups.flatMap((group) => group.commands)
    const command = findCommand(argument, commands)
    if (!command) {
      const nearest = nearestCommand(argument, commands)
      throw badRequest(`there is no command ${argument}${nearest ? `: did you mean ${nearest.name}?` : ''}`)
    }
    return { type: 'text', title: `help ${command.name}`, lines: describe(command) }
  },
}

/** Room for what a command takes; longer ones push what they do to the right. */
const usageWidth = 24

const overview = (groups: readonly CommandGroup[]): string[] => [
  'A statement ends with ; and a PL/SQL block with / on a line of its own.',
  ...groups.flatMap(({ heading, commands }) => [
    '',
    heading,
    ...commands.map((command) => `  ${usageOf(command).padEnd(usageWidth)}  ${command.summary}`),
  ]),
  '',
  'Keys: press ? with an empty prompt.',
]

function describe(command: CommandDeclaration): string[] {
  const width = Math.max(...command.examples.map(({ line }) => line.length))
  const also = command.aliases.length > 0 ? [`Also: ${command.aliases.join(', ')}.`] : []
  return [
    usageOf(command),
    '',
    `${command.summary.charAt(0).toUpperCase()}${command.summary.slice(1)}.`,
    ...also,
    '',
    ...command.examples.map(({ line, meaning }) => `  ${line.padEnd(width)}  ${meaning}`),
  ]
}
