/**
 * How a running call is cancelled, rung by rung: a break; when that is not answered within the grace, the connection
 * is dropped. Later rungs (cancel and kill from a second session) belong between the two.
 */
import type { CancelRung } from '../core/event.ts'
import type { OracleConnection } from '../oracle/connection.ts'

export interface CancelLadder {
  /** Whether somebody asked to cancel. */
  readonly isClimbing: boolean
  /** Whether it came to dropping the connection. */
  readonly hasDropped: boolean
  /** Asks to cancel: at once when a call runs, otherwise as soon as one does. */
  climb(): void
  /** Waits for the call, and climbs beside it when asked. */
  beside<T>(connection: OracleConnection, call: Promise<T>): Promise<T>
}

/** `grace`: how long a break may stay unanswered, in milliseconds. `tell` says which rung was reached. */
export function createCancelLadder(grace: number, tell: (rung: CancelRung) => Promise<void>): CancelLadder {
  let isClimbing = false
  let hasDropped = false
  let running: { readonly connection: OracleConnection; readonly call: Promise<unknown> } | undefined
  let climbed: Promise<void> | undefined

  const climbBeside = async (): Promise<void> => {
    await tell('break')
    // The call may have ended while that was told: a break would hit the next one.
    if (!running) return
    const { connection, call } = running
    connection.break().catch(() => undefined)
    if (await endsWithin(call, grace)) return
    hasDropped = true
    connection.drop()
    await tell('drop')
  }

  return {
    get isClimbing() {
      return isClimbing
    },
    get hasDropped() {
      return hasDropped
    },
    climb() {
      isClimbing = true
      if (running) climbed ??= climbBeside()
    },
    async beside(connection, call) {
      running = { connection, call }
      if (isClimbing) climbed = climbBeside()
      try {
        return await call
      } finally {
        running = undefined
        await climbed
      }
    },
  }
}

/** Whether something settles within so many milliseconds. */
async function endsWithin(work: Promise<unknown>, milliseconds: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), milliseconds)
  })
  const done = work.then(
    () => true as const,
    () => true as const,
  )
  try {
    return await Promise.race([done, late])
  } finally {
    clearTimeout(timer)
  }
}
