/**
 * Second sessions of a login, for what a busy session cannot be asked itself: one for each login, opened when somebody
 * needs it, used by one at a time, and closed when nobody does any more, or has not for a while.
 */
import { FailureError } from '../core/failure.ts'
import { type Login, loginKey } from '../core/session.ts'
import type { OracleConnection } from '../oracle/connection.ts'
import type { Connections } from './connections.ts'

export interface SecondSessions {
  /**
   * Does some work in a second session of that login. `patience`: how long it may take to open, in milliseconds. Throws
   * FailureError when there is none to be had.
   */
  use<T>(login: Login, patience: number, work: (connection: OracleConnection) => Promise<T>): Promise<T>
  /** Closes those that nobody uses, and resolves when they have been closed. */
  rest(): Promise<void>
}

/** Those who share a second session. */
interface Line {
  opening: Promise<OracleConnection>
  users: number
  /** Settles when the one before has done its work. */
  last: Promise<void>
  /** Until it is closed, while nobody uses it. */
  timer?: NodeJS.Timeout
}

/** @param linger milliseconds for which one that nobody uses stays open */
export function openSecondSessions(connections: Pick<Connections, 'openHelper'>, linger = 0): SecondSessions {
  const lines = new Map<string, Line>()
  const closings = new Set<Promise<void>>()
  let isResting = false

  const open = (login: Login): Promise<OracleConnection> => {
    const opening = connections.openHelper(login)
    // Told to everybody who waits for it, of whom there may be none any more.
    opening.catch(() => undefined)
    return opening
  }

  const close = (line: Line): void => {
    void line.opening.then(
      (connection) => {
        const closing = connection.close().finally(() => closings.delete(closing))
        closings.add(closing)
      },
      () => undefined,
    )
  }

  const leave = (key: string, line: Line): void => {
    lines.delete(key)
    clearTimeout(line.timer)
    close(line)
  }

  return {
    async use(login, patience, work) {
      const key = loginKey(login)
      const line = lines.get(key) ?? { opening: open(login), users: 0, last: Promise.resolve() }
      lines.set(key, line)
      line.users++
      clearTimeout(line.timer)
      const done = Promise.withResolvers<void>()
      let isOpen = false
      try {
        // All wait for it at the same time, so that one that never opens costs each of them its patience once.
        await inTime(line.opening, patience)
        const turn = line.last
        line.last = done.promise
        await turn
        let connection = await line.opening
        if (!connection.isHealthy()) {
          line.opening = open(login)
          connection = await inTime(line.opening, patience)
        }
        isOpen = true
        return await work(connection)
      } finally {
        done.resolve()
        if (--line.users === 0) {
          if (linger === 0 || isResting || !isOpen) leave(key, line)
          else line.timer = setTimeout(leave, linger, key, line).unref()
        }
      }
    },
    async rest() {
      isResting = true
      for (const [key, line] of lines) if (line.users === 0) leave(key, line)
      await Promise.all([...lines.values()].map(({ last }) => last))
      await Promise.all(closings)
    },
  }
}

async function inTime<T>(work: Promise<T>, patience: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    const failure = { code: 'no answer', message: 'a second session did not open in time' } as const
    timer = setTimeout(() => reject(new FailureError(failure)), patience)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}
