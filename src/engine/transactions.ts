/**
 * Ending a session's transaction because somebody asked: commit or rollback, told as events before and after, so that
 * no task starts in between.
 */
import type { EventBody } from '../core/event.ts'
import { badRequest, failureOf } from '../core/failure.ts'
import type { Fate } from '../core/outcome.ts'
import type { SessionName } from '../core/session.ts'
import { workSettled } from '../core/settled-work.ts'
import type { Connections } from './connections.ts'
import type { EventLog } from './log.ts'

export interface TransactionSurroundings {
  readonly log: EventLog
  readonly connections: Connections
}

/** Commits or rolls back. Throws FailureError when the session is busy, or when the commit did not succeed. */
export async function endTransaction(
  name: SessionName,
  how: 'commit' | 'rollback',
  { log, connections }: TransactionSurroundings,
): Promise<void> {
  const phase = log.state.sessions.get(name)?.phase
  if (phase?.name === 'busy') throw badRequest(`session ${name} runs ${phase.task}: wait for it or cancel it`)
  if (phase?.name === 'ending') throw badRequest(`session ${name} is ${phase.name}`)
  const connection = connections.alive(name)
  if (!connection) return
  // Out of the schedule's hands until its transaction has ended.
  log.record({ type: 'transaction ending', session: name, how })
  await Promise.all([log.kept(), connections.rested(name)])
  const tasks = [...(log.state.sessions.get(name)?.pending ?? [])]
  const settled = (fate: Fate): EventBody[] => workSettled(log.state, name, tasks, fate)
  try {
    await (how === 'commit' ? connection.commit() : connection.rollback())
    log.record(...settled(how === 'commit' ? 'committed' : 'rolled back'))
  } catch (error) {
    const failure = failureOf(error)
    if (!connection.isHealthy()) {
      connections.forget(name)
      // Nobody saw whether the commit took effect; a rollback happens either way.
      log.record(
        { type: 'session lost', session: name, error: failure },
        ...settled(how === 'commit' ? 'in doubt' : 'rolled back'),
      )
    } else if (connection.isTransactionOpen()) {
      log.record({ type: 'work settled', session: name, tasks: [], fate: 'pending' })
    } else {
      // ORA-02091 and its like: the commit was refused and everything rolled back.
      log.record(...settled('rolled back'))
    }
    throw error
  }
}
