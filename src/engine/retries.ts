/** Tells when a task whose attempt failed may start again: its delay is over, and nobody has ended it meanwhile. */
import type { Event } from '../core/event.ts'
import type { TaskId } from '../core/job.ts'
import { findTask, type State } from '../core/state.ts'

export interface Retries {
  /** Hears every event, folded in already. */
  heed(event: Event): void
  stop(): void
}

/** The longest a timer of Node waits, in milliseconds (Node.js documentation, `setTimeout`). */
const longestTimer = 2 ** 31 - 1

export function watchRetries(state: State, tell: (task: TaskId) => void): Retries {
  const timers = new Set<NodeJS.Timeout>()

  return {
    heed(event) {
      if (event.type !== 'task retrying') return
      const { task: id, attempt } = event
      const timer = setTimeout(
        () => {
          timers.delete(timer)
          const { phase, retry } = findTask(state, id) ?? {}
          if (phase?.name === 'waiting' && retry?.attempt === attempt && !retry.isDue) tell(id)
        },
        // A clock may have moved on since the attempt ended, and Node warns of times below 0.
        Math.max(0, Math.min(event.dueAt - event.at, longestTimer)),
      )
      timers.add(timer)
    },
    stop() {
      for (const timer of timers) clearTimeout(timer)
      timers.clear()
    },
  }
}
