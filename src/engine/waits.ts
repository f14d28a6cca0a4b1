/**
 * What a login may see of the sessions on its servers: who waits for what and for whom, and how far long operations are.
 * It asks in all instances of a cluster where it may, else in its own, and where it may not at all it asks no more.
 */
import type { Wait } from '../core/event.ts'
import { FailureError, failureOf } from '../core/failure.ts'
import type { OracleConnection } from '../oracle/connection.ts'

/** A session on its server: `sid@instance`. */
export type Place = `${number}@${number}`

export const placeOf = (sid: number, instance = 1): Place => `${sid}@${instance}`

export interface SeenSession {
  readonly sid: number
  readonly instance: number
  readonly user: string
  /** Undefined while it works, or waits for its client. */
  readonly wait: Wait | undefined
  readonly blocker: Place | undefined
}

/** The newest long operation of a session that is not through. */
export interface SeenOperation {
  readonly name: string
  readonly soFar: number
  readonly totalWork: number
  /** Seconds, as the server guesses. */
  readonly remaining: number | undefined
}

export interface Sight {
  readonly sessions: ReadonlyMap<Place, SeenSession>
  readonly operations: ReadonlyMap<Place, SeenOperation>
  /** Why the login sees no sessions. */
  readonly hidden: string | undefined
}

type Reach = 'all instances' | 'own instance' | 'nothing'

/** How far a login may look; found out by looking. */
export interface Eyes {
  look(ask: OracleConnection['ask']): Promise<Sight>
}

/** Oracle Database Reference, GV$SESSION; STATE is WAITING only while it waits. */
const sessions = (view: string, instance: string): string => `select ${instance}, sid, username, event, state,
  wait_class, seconds_in_wait, blocking_instance, blocking_session from ${view}
  where type = 'USER' and (status = 'ACTIVE' or blocking_session is not null)`

/** GV$SESSION_LONGOPS keeps what is over: SOFAR tells it from what is not. */
const operations = (
  view: string,
  instance: string,
): string => `select ${instance}, sid, opname, sofar, totalwork,
  time_remaining from ${view} where totalwork > 0 and sofar < totalwork order by last_update_time`

const own = `to_number(sys_context('userenv', 'instance'))`

const user = `select username from gv$session where inst_id = :inst and sid = :sid`

export function openEyes(): Eyes {
  let sessionReach: Reach = 'all instances'
  let operationReach: Reach = 'all instances'
  let hidden: string | undefined

  /** Asks as far as it may; what it may not it does not try again. */
  async function ask(
    question: (view: string, instance: string) => string,
    view: string,
    reach: Reach,
    connection: OracleConnection['ask'],
    narrow: (to: Reach, why: string) => void,
  ): Promise<Awaited<ReturnType<OracleConnection['ask']>>> {
    if (reach === 'nothing') return []
    const isWide = reach === 'all instances'
    try {
      return await connection(question(isWide ? `gv$${view}` : `v$${view}`, isWide ? 'inst_id' : own))
    } catch (error) {
      const { code, message } = failureOf(error)
      if (code !== 'statement failed') throw error
      const next = isWide ? 'own instance' : 'nothing'
      narrow(next, message)
      return ask(question, view, next, connection, narrow)
    }
  }

  return {
    async look(connection) {
      const seen = await ask(sessions, 'session', sessionReach, connection, (to, why) => {
        sessionReach = to
        if (to === 'nothing') hidden = why
      })
      const long = await ask(operations, 'session_longops', operationReach, connection, (to) => {
        operationReach = to
      })
      return {
        sessions: new Map(seen.map(sessionOf).map((each) => [placeOf(each.sid, each.instance), each])),
        operations: new Map(long.map((row) => [placeOf(Number(row[1]), Number(row[0])), operationOf(row)])),
        hidden,
      }
    },
  }
}

/** Who a session belongs to that does nothing; undefined where that is not to be seen. */
export async function userAt(ask: OracleConnection['ask'], place: Place): Promise<string | undefined> {
  const [sid, inst] = place.split('@').map(Number)
  try {
    return (await ask(user, { inst, sid }))[0]?.[0] ?? undefined
  } catch (error) {
    if (error instanceof FailureError) return undefined
    throw error
  }
}

type Row = readonly (string | null)[]

function sessionOf(row: Row): SeenSession {
  const [instance, sid, name, event, state, waitClass, seconds, blockingInstance, blockingSession] = row
  const isWaiting = state === 'WAITING' && waitClass !== 'Idle' && event !== null && event !== undefined
  return {
    ...{ sid: Number(sid), instance: Number(instance), user: name ?? '' },
    wait: isWaiting ? { event, seconds: Number(seconds ?? 0) } : undefined,
    blocker: blockingSession
      ? placeOf(Number(blockingSession), Number(blockingInstance ?? instance))
      : undefined,
  }
}

const operationOf = ([, , name, soFar, totalWork, remaining]: Row): SeenOperation => ({
  ...{ name: name ?? '', soFar: Number(soFar), totalWork: Number(totalWork) },
  remaining: remaining === null || remaining === undefined ? undefined : Number(remaining),
})

/** Follows who waits for whom to the one who waits for nobody; in a circle to the nearest. */
export function rootBlocker(seen: ReadonlyMap<Place, SeenSession>, from: Place): Place | undefined {
  const passed = new Set([from])
  let root = seen.get(from)?.blocker
  for (let next = root; next !== undefined && !passed.has(next); next = seen.get(next)?.blocker) {
    passed.add(next)
    root = next
  }
  return root
}
