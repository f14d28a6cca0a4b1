/**
 * How a running call is cancelled, rung by rung: a break; when that is not answered within the grace, the connection
 * is dropped. Later rungs (cancel and kill from a second session) belong between the two.
 */
import type { CancelRung } from '../core/event.ts'
import type { OracleConnection } from '../oracle/connection.ts'

export class CancelLadder {
  /** Whether somebody asked to cancel. */
  isClimbing = false
  /** Whether it came to dropping the connection. */
  hasDropped = false
  private readonly grace: number
  private readonly tell: (rung: CancelRung) => Promise<void>
  private running: { readonly connection: OracleConnection; readonly call: Promise<unknown> } | undefined
  private climbed: Promise<void> | undefined

  /** `grace`: how long a break may stay unanswered, in milliseconds. `tell` says which rung was reached. */
  constructor(grace: number, tell: (rung: CancelRung) => Promise<void>) {
    this.grace = grace
    this.tell = tell
  }

  /** Asks to cancel: at once when a call runs, otherwise as soon as one does. */
  climb(): void {
    this.isClimbing = true
    if (this.running) this.climbed ??= this.climbBeside()
  }

  /** Waits for the call, and climbs beside it when asked. */
  async beside<T>(connection: OracleConnection, call: Promise<T>): Promise<T> {
    this.running = { connection, call }
    if (this.isClimbing) this.climbed = this.climbBeside()
    try {
      return await call
    } finally {
      this.running = undefined
      if (this.climbed) await this.climbed
    }
  }

  private async climbBeside(): Promise<void> {
    await this.tell('break')
    // The call may have ended while that was told: a break would hit the next one.
    if (!this.running) return
    const { connection, call } = this.running
    connection.break().catch(() => undefined)
    if (await endsWithin(call, this.grace)) return
    this.hasDropped = true
    connection.drop()
    await this.tell('drop')
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
