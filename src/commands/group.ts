/** `group NAME [TARGET]`: saves sessions under a name, as a target for today and later. */
import { badRequest } from '../core/failure.ts'
import { isName } from '../core/name.ts'
import { resolveTarget } from '../core/target.ts'
import type { CommandDeclaration } from './command.ts'
import { targets } from './completion.ts'

export const group: CommandDeclaration = {
  name: 'group',
  aliases: [],
  parameters: 'NAME [TARGET]',
  summary: 'save the sessions of a target as a group',
  examples: [
    { line: 'group shops', meaning: 'the sessions that the prompt stands on' },
    { line: 'group most a,b,c', meaning: 'a, b and c' },
  ],
  complete: (argument, cursor, context) =>
    /^\S+\s/.test(argument.slice(0, cursor)) ? targets(argument, cursor, context) : [],
  run(argument, { settings, known }) {
    const [, name = '', target] = /^(\S*)\s*(.*)$/.exec(argument) ?? []
    if (!isName(name))
      throw badRequest(
        `group wants a name and perhaps a target, as in group most a,b,c${name === '' ? '' : `: ${name} is no name`}`,
      )
    const { sessions } = resolveTarget(target || settings.target, known)
    return { type: 'save group', name, sessions }
  },
}
