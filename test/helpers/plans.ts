/** Plans for tests of the engine, without the planning. */
import type { JobPlan } from '../../src/core/job.ts'
import { statementKind } from '../../src/language/kind.ts'

/** What a test says of a plan; `count` tasks where any session may take them. */
export type PlanPart = Partial<JobPlan> & { readonly count?: number }

/** A plan for one statement, in every session of `sessions` (or `count` times in any of them). */
export function planFor(statement: string, part: PlanPart = {}): JobPlan {
  const { count = 1, ...given } = part
  const sessions = given.sessions ?? ['a']
  const mode = given.mode ?? 'each'
  const task = { parameters: {}, statement, binds: {} }
  const tasks =
    mode === 'each'
      ? sessions.map((session, index) => ({ ...task, number: index + 1, session }))
      : Array.from({ length: count }, (_, index) => ({ ...task, number: index + 1 }))
  return {
    statement,
    kind: statementKind(statement),
    mode,
    target: sessions.join(','),
    sessions,
    parameters: [],
    tasks,
    cap: 0,
    commit: false,
    limits: { rows: 1000, bytes: 16_000_000 },
    results: 'keep',
    whenSelfBlocked: 'wait',
    settlesOthers: false,
    ...given,
  }
}
