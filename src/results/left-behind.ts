/**
 * Tasks that a person has to look at: sent, and nobody heard what came of them. Told with what their session does on the
 * server now, where it is still there. Safe to show.
 */
import { numberOf } from '../core/job.ts'
import type { SessionRecord } from '../core/record.ts'
import { type ServerSession, serverSessionWords } from '../core/server-session.ts'
import type { Login, SessionIdentity } from '../core/session.ts'
import type { TaskState } from '../core/state.ts'
import { visible } from '../core/visible.ts'
import { endWords, stillRunsWords } from '../core/words.ts'
import { taskLabel } from './task-label.ts'

/** A task and the session it ran in, as its job knew it. */
export interface LeftBehind {
  readonly task: TaskState
  readonly parameters: readonly string[]
  readonly session: SessionRecord | undefined
}

/** `  3.5 C: unknown, in doubt, may still run on the server as session '12,345,@1'`. */
export function leftBehindLine({ task, parameters }: LeftBehind): string {
  const label = visible(taskLabel({ parameters }, task.plan))
  const end = task.phase.name === 'ended' ? task.phase.end : undefined
  const words = end ? [endWords(end), stillRunsWords(end)].filter(Boolean).join(', ') : task.phase.name
  return `  ${[task.id, label].filter(Boolean).join(' ')}: ${words}`
}

/** Asks a server what a session does now. */
export type FindOnServer = (login: Login, identity: SessionIdentity) => Promise<ServerSession>

/** The same, with what the session does now; one look for each. */
export const lookAt = (left: readonly LeftBehind[], find: FindOnServer): Promise<string[]> =>
  Promise.all(
    left
      .toSorted((a, b) => numberOf(a.task.id) - numberOf(b.task.id))
      .map(async (each) => {
        const { session } = each
        if (session?.identity === undefined) return leftBehindLine(each)
        const found = await find(session.spec.login, session.identity)
        return `${leftBehindLine(each)}; ${visible(serverSessionWords(found))}`
      }),
  )

/** The task, with the session it ran in. `sessions`: those of each job, by its number. */
export function leftBehind(
  task: TaskState,
  parameters: readonly string[],
  sessions: ReadonlyMap<number, readonly SessionRecord[]>,
): LeftBehind {
  const name = task.phase.name === 'waiting' ? undefined : task.phase.session
  return { task, parameters, session: sessions.get(task.job)?.find(({ spec }) => spec.name === name) }
}
