/**
 * How a running call is cancelled, rung by rung, each with the same grace: a break; from beside, cancel what the session
 * runs, then kill the session, as far as the login may; then the connection is dropped, and what it leaves on the server
 * is looked for once more.
 */
import type { CancelRung } from '../core/event.ts'
import type { OracleConnection } from '../oracle/connection.ts'
import type { Beside, Left } from './beside.ts'

interface RunningCall {
  readonly connection: OracleConnection
  readonly call: Promise<unknown>
}

export interface LadderOptions {
  /** How long each rung may stay unanswered, in milliseconds. */
  readonly grace: number
  /** Hears which rung was reached, and why rungs before it were passed over. */
  readonly tell: (rung: CancelRung, why?: string) => void
  /** How the server is reached beside a call. */
  readonly beside: (connection: OracleConnection) => Beside
}

export class CancelLadder {
  /** Whether somebody asked to cancel. */
  isClimbing = false
  /** Whether the connection's end is our doing: a kill that was sent, or a drop. */
  hasEndedSession = false
  /** What a call that ended so has left on its server; undefined: nobody has looked. */
  left: Left | undefined
  private readonly options: LadderOptions
  private running: RunningCall | undefined
  private climbed: Promise<void> | undefined
  /** Why it is climbed, unless somebody just wanted it so. */
  private why: string | undefined

  constructor(options: LadderOptions) {
    this.options = options
  }

  /** Asks to cancel: at once when a call runs, otherwise as soon as one does. */
  climb(why?: string): void {
    if (!this.isClimbing) this.why = why
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
    const { grace, tell, beside } = this.options
    tell('break', this.why)
    connection.break().catch(() => undefined)
    if (await endsWithin(call, grace)) return
    const reach = beside(connection)
    const why = await this.climbFromBeside(reach, connection, call)
    if (why === 'ended') return
    this.hasEndedSession = true
    connection.drop()
    tell('drop', why)
    this.left = await reach.cleanUp()
  }

  /** `ended`, or why the connection must be dropped; undefined: because nothing helped. */
  private async climbFromBeside(
    reach: Beside,
    connection: OracleConnection,
    call: Promise<unknown>,
  ): Promise<string | undefined> {
    for (const rung of reach.cancelsSql ? rungsFromBeside : (['kill'] as const)) {
      const attempt = await reach.attempt(rung, () => this.mayBegin(rung))
      switch (attempt.came) {
        case 'nothing':
          return 'ended'
        case 'refused':
          return this.running ? attempt.why : 'ended'
        case 'unsure':
          // It may take effect later, and would then hit the session's next call.
          return `nobody knows whether the ${rung} arrived`
        case 'too late':
          if (!this.running) return 'ended'
          this.left = { runs: false }
          return 'the session has ended on the server'
        case 'taken':
          if (attempt.isGone) this.left = { runs: false }
          if (await endsWithin(call, this.options.grace)) return 'ended'
          if (!connection.isHealthy()) return 'ended'
      }
    }
    return undefined
  }

  private mayBegin(rung: 'cancel sql' | 'kill'): boolean {
    if (!this.running) return false
    if (rung === 'kill') this.hasEndedSession = true
    this.options.tell(rung)
    return true
  }
}

const rungsFromBeside = ['cancel sql', 'kill'] as const

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
