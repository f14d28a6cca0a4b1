/** `on TARGET`: which sessions run what is typed next. */
import { badRequest } from '../core/failure.ts'
import { resolveTarget } from '../core/target.ts'
import type { CommandDeclaration } from './command.ts'
import { targets } from './completion.ts'

export const on: CommandDeclaration = {
  name: 'on',
  aliases: [],
  parameters: 'TARGET',
  summary: 'choose the sessions that run what you type',
  examples: [
    { line: 'on scott:3', meaning: 'three sessions of the login scott' },
    { line: 'on a,b,c', meaning: 'the sessions a, b and c' },
    { line: 'on !scott', meaning: 'every known session except scott' },
  ],
  complete: targets,
  run(argument, { settings, known }) {
    if (argument === '')
      throw badRequest(`on wants a target: known sessions are ${known.sessions.join(', ')}`)
    const { sessions } = resolveTarget(argument, known)
    const count = sessions.length === 1 ? '1 session' : `${sessions.length} sessions`
    return {
      type: 'settings',
      settings: { ...settings, target: argument },
      message: `statements run on ${argument} (${count}), ${settings.mode}`,
    }
  },
}
