/** Makes the sessions of a run known and opens them, and says in few lines which could not be opened and why. */
import { badRequest, FailureError } from '../core/failure.ts'
import type { SessionSpec } from '../core/session.ts'
import type { State } from '../core/state.ts'
import { visible } from '../core/visible.ts'
import type { Command, Engine } from '../engine/door.ts'
import { confirmationWords } from './confirmation.ts'
import { failureLine } from './failure-line.ts'

export interface Opened {
  readonly count: number
  /** A line for each distinct error, safe to show. */
  readonly refusals: readonly string[]
}

/** Opens sessions; `state` is what a subscriber sees. Throws FailureError when the engine refuses the command. */
export async function openSessions(
  engine: Engine,
  state: State,
  sessions: readonly SessionSpec[],
): Promise<Opened> {
  await sendOrThrow(engine, { type: 'add sessions', sessions })
  await sendOrThrow(engine, { type: 'open sessions', sessions: sessions.map(({ name }) => name) })
  const refused = errorsOf(state, sessions, 'refused')
  const waiting = errorsOf(state, sessions, 'waiting')
  const refusals = [
    ...[...refused].map(([why, names]) => `could not open ${visible(names.join(', '))}: ${why}`),
    ...[...waiting].map(([why, names]) => `could not open ${visible(names.join(', '))} yet: ${why}`),
  ]
  const count = sessions.length - [...refused.values(), ...waiting.values()].flat().length
  return { count, refusals }
}

/** Names of the sessions in that phase by the error that brought them there. */
function errorsOf(
  state: State,
  sessions: readonly SessionSpec[],
  name: 'refused' | 'waiting',
): ReadonlyMap<string, string[]> {
  const names = new Map<string, string[]>()
  for (const { name: session } of sessions) {
    const phase = state.sessions.get(session)?.phase
    if (phase?.name !== name) continue
    const why = failureLine(phase.error)
    names.set(why, [...(names.get(why) ?? []), session])
  }
  return names
}

/** Sends a command that nothing should stand against. Throws FailureError when something does. */
export async function sendOrThrow(engine: Engine, command: Command): Promise<void> {
  const reply = await engine.send(command)
  if (reply.type === 'refused') throw new FailureError(reply.failure)
  if (reply.type !== 'needs consent') return
  if (reply.protected) throw badRequest(confirmationWords(reply.protected))
  throw new Error(`${command.type} touches work of other jobs`)
}
