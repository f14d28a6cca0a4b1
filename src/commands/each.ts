/** `each`: every session of the target runs the statement. */
import { badRequest } from '../core/failure.ts'
import type { CommandDeclaration } from './command.ts'

export const each: CommandDeclaration = {
  name: 'each',
  aliases: [],
  parameters: '',
  summary: 'run a statement in every session of the target',
  examples: [{ line: 'each', meaning: 'the next statement runs in all sessions of the target' }],
  run(argument, { settings }) {
    if (argument !== '') throw badRequest('each takes nothing: choose sessions with on TARGET')
    return {
      type: 'settings',
      settings: { ...settings, mode: 'each' },
      message: `a statement runs once in each session of ${settings.target}`,
    }
  },
}
