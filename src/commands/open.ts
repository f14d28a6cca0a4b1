/** `open`: tries sessions again that could not be opened. */
import { resolveTarget } from '../core/target.ts'
import type { CommandDeclaration } from './command.ts'
import { targets } from './completion.ts'

export const open: CommandDeclaration = {
  name: 'open',
  aliases: [],
  parameters: '[TARGET]',
  summary: 'try sessions again that were refused or lost',
  examples: [
    { line: 'open', meaning: 'those of the target; a password that was wrong is asked for again' },
    { line: 'open a,b', meaning: 'the sessions a and b' },
  ],
  complete: targets,
  run(argument, { state, settings, known }) {
    const target = argument === '' ? settings.target : argument
    const sessions = resolveTarget(target, known).sessions.filter((name) => {
      const phase = state.sessions.get(name)?.phase.name
      return phase === 'refused' || phase === 'lost' || phase === 'waiting'
    })
    if (sessions.length === 0)
      return {
        type: 'say',
        message: `no session of ${target} was refused: each opens when a statement needs it`,
      }
    return {
      ...{ type: 'send', command: { type: 'open sessions', sessions } },
      done: `tried again: ${sessions.join(', ')}`,
    }
  },
}
