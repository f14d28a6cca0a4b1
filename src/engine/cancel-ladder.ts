/**
 * How a running call is cancelled, rung by rung: a break; when that is not answered within the grace, the connection
 * is dropped. Later rungs (cancel and kill from a second session) belong between the two.
 */
import type { CancelRung } from '../core/event.ts'
import type { OracleConnection } from '../oracle/connection.ts'

interface RunningCall {
  readonly connection: OracleConnection
  readonly call: Promise<unknown>
}

export class CancelLadder {
  /** Whether somebody asked to cancel. */
  isClimbing = false
  /** Whether it came to dropping the connection. */
  hasDropped = false
  private readonly grace: number
  private readonly tell: (rung: CancelRung) => void
  private running: RunningCall | undefined
  private climbed: Promise<void> | undefined

  /** `grace`: how long a break may stay unanswered, in milliseconds. `tell` says which rung was reached. */
  constructor(grace: number, tell: (rung: CancelRung) => void) {
    this.grace = grace
    this.tell = tell
  }

  /** Asks to cancel: at once when a call runs, otherwise as soon as one does. */
  climb(): void {
    this.isClimbing = true
    if (this.running) this.climbed ??= this.climbBeside(this.running)
  }

  /** A call has been sent: what climbs, climbs beside it. */
  callBegan(connection: OracleConnection, call: Promise<unknown>): void {
    this.running = { connection, call }
    if (this.isClimbing) this.climb()
  }

  /** The call has ended: a break would hit the next one. */
  callEnded(): void {
    this.running = undefined
  }

  /** Resolves when nobody climbs any more. */
  async rest(): Promise<void> {
    await this.climbed
  }

  private async climbBeside({ connection, call }: RunningCall): Promise<void> {
    this.tell('break')
    connection.break().catch(() => undefined)
    if (await endsWithin(call, this.grace)) return
    this.hasDropped = true
    connection.drop()
    this.tell('drop')
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
