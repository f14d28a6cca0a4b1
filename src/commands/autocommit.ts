/** `autocommit on|off`: whether a task commits its own work. */
import { badRequest } from '../core/failure.ts'
import type { CommandDeclaration } from './command.ts'
import { choices } from './completion.ts'

export const autocommit: CommandDeclaration = {
  name: 'autocommit',
  aliases: [],
  parameters: 'on|off',
  summary: 'commit each task that succeeds, or none unasked',
  examples: [
    { line: 'autocommit on', meaning: 'what succeeds is committed, what fails is rolled back' },
    { line: 'autocommit off', meaning: 'work stays uncommitted until you type commit or rollback' },
  ],
  complete: choices(['on', 'commit what succeeds'], ['off', 'commit nothing unasked']),
  run(argument, { settings }) {
    const word = argument.toLowerCase()
    if (word !== 'on' && word !== 'off') throw badRequest('autocommit wants on or off')
    return {
      type: 'settings',
      settings: { ...settings, commit: word === 'on' },
      message:
        word === 'on'
          ? 'each task that succeeds is committed'
          : 'work stays uncommitted until you type commit or rollback',
    }
  },
}
