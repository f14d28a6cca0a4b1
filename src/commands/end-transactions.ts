/** `commit` and `rollback`: end the open transactions of the target's sessions. */
import { badRequest } from '../core/failure.ts'
import { resolveTarget } from '../core/target.ts'
import type { CommandContext, CommandDeclaration, CommandResult } from './command.ts'

export const commit: CommandDeclaration = {
  name: 'commit',
  aliases: [],
  parameters: '',
  summary: 'commit open work of a job or of sessions',
  examples: [{ line: 'commit', meaning: 'every session of the target commits what it holds' }],
  awaitsJobs: true,
  run: (argument, context) => endTransactions('commit', argument, context),
}

export const rollback: CommandDeclaration = {
  name: 'rollback',
  aliases: [],
  parameters: '',
  summary: 'roll back open work of a job or of sessions',
  examples: [{ line: 'rollback', meaning: 'every session of the target rolls back what it holds' }],
  awaitsJobs: true,
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
  const names = new Set(resolveTarget(settings.target, known).sessions)
  const holding = [...names].flatMap((name) => {
    const session = state.sessions.get(name)
    return session && session.pending.length > 0 && session.phase.name !== 'busy' ? [session] : []
  })
  const unfinished = [...state.active].filter((number) =>
    state.jobs.get(number)?.plan.sessions.some((name) => names.has(name)),
  )
  const running = unfinished.length === 0 ? '' : `job ${unfinished.join(', ')} has not ended`
  if (holding.length === 0) {
    if (running !== '') throw badRequest(`${running}: ${how} when it has`)
    return { type: 'say', message: `no session of ${settings.target} holds uncommitted work` }
  }
  const sessions = holding.map(({ spec }) => spec.name)
  const tasks = holding.flatMap(({ pending }) => pending)
  const deed = how === 'commit' ? 'committed' : 'rolled back'
  const rest = running === '' ? '' : `; ${running} and is not part of it`
  return {
    type: 'send',
    command: { type: 'end transactions', sessions, how },
    done: `${deed} the work of ${tasks.join(', ')} in ${sessions.join(', ')}${rest}`,
  }
}
