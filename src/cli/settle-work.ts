/** What becomes of work that is open when a run ends: it is rolled back, and said. */
import { failureOf } from '../core/failure.ts'
import type { State } from '../core/state.ts'
import type { Engine } from '../engine/door.ts'
import { nameList } from '../results/headings.ts'
import { roomForNames } from './closing-words.ts'
import { failureLine } from './failure-line.ts'
import { sendOrThrow } from './open-sessions.ts'
import { nameOf } from './progress-lines.ts'

/** Rolls back every open transaction. The lines say what was rolled back and what failed, safe to show. */
export async function rollBackOpenWork(
  engine: Engine,
  state: State,
  ending: 'commit' | 'rollback' | undefined,
): Promise<string[]> {
  const open = [...state.sessions.values()].filter(({ pending }) => pending.length > 0)
  if (open.length === 0) return []
  const tasks = open.flatMap(({ pending }) => pending)
  const names = nameList(
    tasks.map((task) => nameOf(state, task)),
    roomForNames,
  )
  const sessions = open.map(({ spec }) => spec.name)
  try {
    // Nobody is asked once more: what the user agreed to run is undone here.
    const confirmed = open.filter(({ spec }) => spec.protected).length
    await sendOrThrow(engine, { type: 'end transactions', sessions, how: 'rollback', confirmed })
  } catch (error) {
    return [`ROLLBACK FAILED for ${names}: ${failureLine(failureOf(error))}`]
  }
  switch (ending) {
    case undefined:
      return [`ROLLED BACK: uncommitted work of ${names}; neither --commit nor --rollback was given`]
    case 'commit':
      return [`ROLLED BACK: work of ${names}, which did not succeed`]
    case 'rollback':
      return [`rolled back, as asked: work of ${names}`]
  }
}
