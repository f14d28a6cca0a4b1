/** What becomes of work that is open when the tasks of a run have ended: as the user said, or rolled back; and it is said. */
import { failureOf } from '../core/failure.ts'
import type { JobState, SessionState, State } from '../core/state.ts'
import type { Engine } from '../engine/door.ts'
import { nameList } from '../results/headings.ts'
import { countOf } from '../results/measures.ts'
import { roomForNames } from './closing-words.ts'
import { failureLine } from './failure-line.ts'
import { sendOrThrow } from './open-sessions.ts'
import { nameOf } from './progress-lines.ts'
import type { Ending } from './run-request.ts'

export interface SettleParts {
  readonly engine: Engine
  readonly state: State
  readonly ending: Ending | undefined
  /** Whether the user, who has seen what came back, wants it committed. */
  readonly ask: (question: string) => Promise<boolean>
}

/** Commits or rolls back every open transaction. The lines say what became of it and what failed, safe to show. */
export async function settleOpenWork(job: JobState, parts: SettleParts): Promise<string[]> {
  const { state, ending } = parts
  const open = [...state.sessions.values()].filter(({ pending }) => pending.length > 0)
  if (open.length === 0) return []
  const tasks = open.flatMap(({ pending }) => pending)
  const names = nameList(
    tasks.map((task) => nameOf(state, task)),
    roomForNames,
  )
  const asAsked = `rolled back, as asked: work of ${names}`
  const isGood = (job.ended.get('succeeded') ?? 0) === job.tasks.length
  switch (ending) {
    case 'commit all':
      return isGood
        ? commitAll(open, names, parts)
        : rollBack(open, names, `ROLLED BACK: work of ${names}; not every task succeeded`, parts)
    case 'ask': {
      const what = `${countOf(tasks.length, 'task')} in ${countOf(open.length, 'session')}`
      const isWanted = await parts.ask(`commit the work of ${what}? Anything but y rolls it back (y/N) `)
      return isWanted ? commitAll(open, names, parts) : rollBack(open, names, asAsked, parts)
    }
    case 'commit':
      return rollBack(open, names, `ROLLED BACK: work of ${names}, which did not succeed`, parts)
    case 'rollback':
      return rollBack(open, names, asAsked, parts)
    case undefined:
      return rollBack(
        open,
        names,
        `ROLLED BACK: uncommitted work of ${names}; neither --commit nor --rollback was given`,
        parts,
      )
  }
}

async function rollBack(
  open: readonly SessionState[],
  names: string,
  words: string,
  { engine }: SettleParts,
): Promise<string[]> {
  const problem = await end('rollback', open, engine)
  return [problem === undefined ? words : `ROLLBACK FAILED for ${names}: ${problem}`]
}

/** One after the other: each session is a transaction of its own, and what is committed stays so. */
async function commitAll(
  open: readonly SessionState[],
  names: string,
  { engine }: SettleParts,
): Promise<string[]> {
  const failed: string[] = []
  for (const session of open) {
    const problem = await end('commit', [session], engine)
    if (problem !== undefined) failed.push(`COMMIT FAILED in ${session.spec.name}: ${problem}`)
  }
  return failed.length === 0 ? [`committed: work of ${names}`] : failed
}

/** Why it failed; nobody is asked once more, for the user agreed to what ran, and to what becomes of it. */
async function end(
  how: 'commit' | 'rollback',
  open: readonly SessionState[],
  engine: Engine,
): Promise<string | undefined> {
  const sessions = open.map(({ spec }) => spec.name)
  const confirmed = open.filter(({ spec }) => spec.protected).length
  try {
    await sendOrThrow(engine, { type: 'end transactions', sessions, how, confirmed })
    return undefined
  } catch (error) {
    return failureLine(failureOf(error))
  }
}
