/** What a user does to sessions: makes them known, opens and closes them, ends their transactions. */
import type { EventBody } from '../core/event.ts'
import { badRequest } from '../core/failure.ts'
import { protectedAmong } from '../core/protection.ts'
import type { SessionName, SessionSpec } from '../core/session.ts'
import { type Connections, lossOf } from './connections.ts'
import { specIn, workBeside } from './consent.ts'
import type { CommandOf, Reply } from './door.ts'
import type { EventLog } from './log.ts'
import { endTransaction } from './transactions.ts'

export interface SessionControl {
  addSessions(sessions: readonly SessionSpec[]): Reply
  openSessions(names: readonly SessionName[]): Promise<Reply>
  closeSessions(names: readonly SessionName[]): Promise<Reply>
  endTransactions(command: CommandOf<'end transactions'>): Promise<Reply>
  /** Closes a session, whatever it does. */
  sayGoodbye(name: SessionName): Promise<void>
  /** Resolves when every commit and rollback that is under way has ended. */
  rested(): Promise<void>
}

const done: Reply = { type: 'done' }

export function createSessionControl(log: EventLog, connections: Connections): SessionControl {
  let endings: Promise<unknown> = Promise.resolve()

  const addSessions = (sessions: readonly SessionSpec[]): Reply => {
    log.record(...sessions.map((session): EventBody => ({ type: 'session added', session })))
    return done
  }

  const openSessions = async (names: readonly SessionName[]): Promise<Reply> => {
    for (const name of names) retry(name)
    await Promise.all(names.map((name) => connections.open(name)))
    return done
  }

  const closeSessions = async (names: readonly SessionName[]): Promise<Reply> => {
    await Promise.all(names.map(closeSession))
    return done
  }

  const retry = (name: SessionName): void => {
    const session = log.state.sessions.get(name)
    if (!session) throw badRequest(`no session is called ${name}`)
    if (session.phase.name === 'refused') connections.retryLogin(session.spec.login)
  }

  const endTransactions = async ({
    sessions: names,
    how,
    confirmed,
    job,
    settlesOthers = job === undefined,
  }: CommandOf<'end transactions'>): Promise<Reply> => {
    const use = protectedAmong(names, specIn(log.state))
    const others = settlesOthers ? [] : workBeside(log.state, names, job)
    if (use !== undefined && use.count !== confirmed) return { type: 'needs consent', others, protected: use }
    if (others.length > 0) return { type: 'needs consent', others }
    const ending = Promise.allSettled(names.map((name) => endTransaction(name, how, { log, connections })))
    endings = Promise.all([endings, ending])
    const results = await ending
    const failed = results.find((result) => result.status === 'rejected')
    if (failed) throw failed.reason
    return done
  }

  const closeSession = async (name: SessionName): Promise<void> => {
    const session = log.state.sessions.get(name)
    if (!session) throw badRequest(`no session is called ${name}`)
    if (session.phase.name === 'busy')
      throw badRequest(`session ${name} runs ${session.phase.task}: cancel it first`)
    if (session.phase.name === 'ending')
      throw badRequest(`session ${name} ends its transaction (${session.phase.how}): wait for it`)
    await sayGoodbye(name)
  }

  const sayGoodbye = async (name: SessionName): Promise<void> => {
    const closing = connections.close(name)
    // Told before it is so, that no task is started in it meanwhile; what is open there ends in no other way.
    const [, ...settled] = lossOf(log.state, name, { code: 'connection lost', message: 'closed' })
    log.record({ type: 'session closed', session: name }, ...settled)
    await closing
  }

  return {
    addSessions,
    openSessions,
    closeSessions,
    endTransactions,
    sayGoodbye,
    rested: async () => void (await endings),
  }
}
