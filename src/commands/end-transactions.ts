/** `commit` and `rollback`: end the open transactions of the target's sessions. */
import { badRequest } from '../core/failure.ts'
import { resolveTarget } from '../core/target.ts'
import type { CommandContext, CommandDeclaration, CommandResult } from './command.ts'

export const commit: CommandDeclaration = {
  name: 'commit',
  aliases: [],
  parameters: '',
  summary: 'commit the open work in the sessions of the target',
  examples: [{ line: 'commit', meaning: 'every session of the target commits what it holds' }],
  run: (argument, context) => endTransactions('commit', argument, context),
}

export const rollback: CommandDeclaration = {
  name: 'rollback',
  aliases: [],
  parameters: '',
  summary: 'roll back the open work in the sessions of the target',
  examples: [{ line: 'rollback', meaning: 'every session of the target rolls back what it holds' }],
  run: (argument, context) => endTransactions('rollback', argument, context),
}

function endTransactions(
  how: 'commit' | 'rollback',
  argument: string,
  { state, settings, known }: CommandContext,
): CommandResult {
  if (argument !== '' && argument.toLowerCase() !== 'work') {
    throw badRequest(`${how} takes nothing: it ends the transactions of ${settings.target}`)
  }
  const holding = resolveTarget(settings.target, known).sessions.flatMap((name) => {
    const session = state.sessions.get(name)
    return session && session.pending.length > 0 ? [session] : []
  })
  if (holding.length === 0) {
    return { type: 'say', message: `no session of ${settings.target} holds uncommitted work` }
  }
  const sessions = holding.map(({ spec }) => spec.name)
  const tasks = holding.flatMap(({ pending }) => pending)
  return {
    type: 'send',
    command: { type: 'end transactions', sessions, how },
    done: `${how === 'commit' ? 'committed' : 'rolled back'} the work of ${tasks.join(', ')} in ${sessions.join(', ')}`,
  }
}
