/**
 * The databases that contract tests run against: the practice database always, and a real Oracle when the environment
 * names one: MULTISESSION_TEST_CONNECT (a connect string), MULTISESSION_TEST_USER and MULTISESSION_TEST_PASSWORD. The
 * user needs CREATE SESSION, CREATE TABLE and a quota.
 */
import type { ConnectRequest } from '../../src/oracle/connection.ts'
import { startNewPractice } from './new-practice.ts'

export interface ContractDatabase {
  readonly name: string
  /** Makes it reachable; `stop` leaves it as it was. */
  start(): Promise<{ readonly request: ConnectRequest; stop(): Promise<void> }>
}

const practice: ContractDatabase = {
  name: 'the practice database',
  async start() {
    const { connectString, stop } = await startNewPractice()
    return { request: requestFor('a', 'tiger', connectString), stop }
  },
}

function realDatabase(): ContractDatabase[] {
  const {
    MULTISESSION_TEST_CONNECT: connect,
    MULTISESSION_TEST_USER: user,
    MULTISESSION_TEST_PASSWORD: password,
  } = process.env
  if (!connect) return []
  if (!user || !password)
    throw new Error(
      'MULTISESSION_TEST_CONNECT needs MULTISESSION_TEST_USER and MULTISESSION_TEST_PASSWORD beside it',
    )
  return [
    {
      name: 'a real Oracle',
      start: async () => ({ request: requestFor(user, password, connect), stop: async () => undefined }),
    },
  ]
}

const requestFor = (user: string, password: string, connectString: string): ConnectRequest => ({
  login: { user, connectString },
  connectString,
  password,
})

export const contractDatabases: readonly ContractDatabase[] = [practice, ...realDatabase()]
