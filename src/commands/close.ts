/** `close`: logs sessions out that have nothing to do. */
import type { SessionState } from '../core/state.ts'
import { resolveTarget } from '../core/target.ts'
import type { CommandDeclaration } from './command.ts'

export const close: CommandDeclaration = {
  name: 'close',
  aliases: [],
  parameters: '[TARGET]',
  summary: 'log idle sessions out',
  examples: [
    { line: 'close', meaning: 'those of the target; each opens again when a statement needs it' },
    { line: 'close a,b', meaning: 'the sessions a and b' },
  ],
  run(argument, { state, settings, known }) {
    const target = argument === '' ? settings.target : argument
    const sessions = resolveTarget(target, known).sessions.flatMap((name) => state.sessions.get(name) ?? [])
    const open = sessions
      .filter(({ phase, pending }) => phase.name === 'idle' && pending.length === 0)
      .map(({ spec }) => spec.name)
    if (open.length === 0) return { type: 'say', message: whyNone(target, sessions) }
    return {
      ...{ type: 'send', command: { type: 'close sessions', sessions: open } },
      done: `closed: ${open.join(', ')}`,
    }
  },
}

/** Nobody closes what would take something along. */
function whyNone(target: string, sessions: readonly SessionState[]): string {
  const holding = sessions.find(({ pending }) => pending.length > 0)
  if (holding) return `${holding.spec.name} holds uncommitted work: commit or rollback before it closes`
  const busy = sessions.find(({ phase }) => phase.name === 'busy' || phase.name === 'ending')
  if (busy) return `${busy.spec.name} is busy: close it when it has ended`
  return `no session of ${target} is open`
}
