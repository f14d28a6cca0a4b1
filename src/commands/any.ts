/** `any`: whichever session of the target is free runs the statement. */
import { badRequest } from '../core/failure.ts'
import type { CommandDeclaration } from './command.ts'

export const any: CommandDeclaration = {
  name: 'any',
  aliases: [],
  parameters: '',
  summary: 'run a statement in whichever session is free',
  examples: [
    { line: 'any', meaning: 'the next statement runs in one free session, once for each row of for' },
  ],
  run(argument, { settings }) {
    if (argument !== '') throw badRequest('any takes nothing: choose sessions with on TARGET')
    return {
      type: 'settings',
      settings: { ...settings, mode: 'any' },
      message: `a statement runs in any free session of ${settings.target}`,
    }
  },
}
