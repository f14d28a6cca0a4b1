/**
 * Waits that the user should hear of, each once: a session of ours that another one of ours waits for, and that a login
 * may not see what it waits for.
 */
import type { State, TaskState } from '../../core/state.ts'
import { taskOf } from '../../core/state.ts'
import type { Notice } from '../view.ts'

/** Tells what is new since it was asked last; undefined: nothing. */
export function createWaitTeller(): (state: State) => Notice | undefined {
  const told = new Set<string>()

  const once = (key: string, text: string): Notice | undefined => {
    if (told.has(key)) return undefined
    told.add(key)
    return { tone: 'warning', text }
  }

  return (state) => {
    for (const [login, user] of state.unseen) {
      const notice = once(
        `unseen ${login}`,
        `what statements of ${user} wait for is not seen: it may not read v$session`,
      )
      if (notice) return notice
    }
    for (const session of state.sessions.values()) {
      if (session.phase.name !== 'busy') continue
      const task = taskOf(state, session.phase.task)
      const text = ownBlock(task, session.spec.name, state)
      const notice = text && once(`${task.id} ${task.blockedBy?.session}`, text)
      if (notice) return notice
    }
    return undefined
  }
}

/** Two sessions of ours, one of which waits for the other; undefined when it is not so. */
function ownBlock({ id, blockedBy }: TaskState, name: string, state: State): string | undefined {
  const other = blockedBy?.session === undefined ? undefined : state.sessions.get(blockedBy.session)
  if (!other) return undefined
  const { spec, phase, pending } = other
  if (phase.name !== 'busy')
    return `${id} in ${name} waits for ${spec.name}, which is yours and idle with work of ${pending.join(', ')}: commit or roll back there`
  const waitsBack = taskOf(state, phase.task).blockedBy?.session === name
  return waitsBack
    ? `${name} and ${spec.name} are both yours and wait for each other: cancel ${id} or ${phase.task}`
    : `${id} in ${name} waits for ${phase.task} in ${spec.name}, which is yours, too`
}
