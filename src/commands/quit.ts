/** `quit`: leaves the shell. */
import { badRequest } from '../core/failure.ts'
import type { CommandDeclaration } from './command.ts'

export const quit: CommandDeclaration = {
  name: 'quit',
  aliases: ['exit'],
  parameters: '',
  summary: 'leave, after asking when something would be lost',
  examples: [{ line: 'quit', meaning: 'close every session and leave' }],
  run(argument) {
    if (argument !== '')
      throw badRequest('quit takes nothing: commit or roll back first, or answer its question')
    return { type: 'quit' }
  },
}
