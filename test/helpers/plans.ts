/** Plans for tests of the engine, without the planning. */
import type { JobPlan } from '../../src/core/job.ts'
import { statementKind } from '../../src/language/kind.ts'

/** What a test says of a plan; `count` is its number of parameter rows. */
export type PlanPart = Partial<JobPlan> & { readonly count?: number }

/** A plan for one statement, `count` times in every session of `sessions`, or `count` times in any of them. */
export function planFor(statement: string, part: PlanPart = {}): JobPlan {
  const { count = 1, ...given } = part
  const sessions = given.sessions ?? ['a']
  const mode = given.mode ?? 'each'
  const task = { parameters: {}, statement, binds: {} }
  const places = mode === 'each' ? sessions.map((session) => ({ session })) : [{}]
  const rows = Array.from({ length: count }, () => places).flat()
  const tasks = rows.map((place, index) => ({ ...task, ...place, number: index + 1 }))
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
    whenSelfBlocked: 'hold',
    settlesOthers: false,
    ...given,
  }
}

/** A plan whose statement does not matter, for any session unless the test says otherwise. */
export const planOf = (part: PlanPart): JobPlan => planFor('select 1 from dual', { mode: 'any', ...part })
