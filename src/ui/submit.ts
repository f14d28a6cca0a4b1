/**
 * From a typed statement to a queued job: plans it, makes its sessions known to the engine, submits it. What to show
 * of the outcome is the caller's business.
 */
import type { Settings } from '../commands/command.ts'
import { FailureError } from '../core/failure.ts'
import type { JobPlan, ResultLimits } from '../core/job.ts'
import type { Varying } from '../core/parameters.ts'
import { planJob } from '../core/plan.ts'
import { findSession, type SessionName, type SessionSpec } from '../core/session.ts'
import type { State } from '../core/state.ts'
import type { KnownNames } from '../core/target.ts'
import type { Engine, Reply } from '../engine/door.ts'

/** Kept of each answer of a statement at the prompt, unless the user wants otherwise. */
export const promptLimits: ResultLimits = { rows: 1_000, bytes: 16_000_000 }

/** What the prompt is set to, its parameters read. */
export type ReadSettings = Omit<Settings, 'parameters'> & { readonly parameters: readonly Varying[] }

/** The plan of a statement with what the prompt is set to. Throws a bad request. */
export const planStatement = (
  text: string,
  settings: ReadSettings,
  known: KnownNames,
  limits: ResultLimits = promptLimits,
): JobPlan => {
  const {
    next: { again: _, ring: _ringOnce, ...next },
    ring: _ring,
    ...lasting
  } = settings
  return planJob(
    {
      ...{ ...lasting, ...next },
      text,
      limits,
      results: 'keep',
      whenSelfBlocked: 'hold',
      settlesOthers: false,
    },
    known,
  )
}

/**
 * Submits plans one after the other, in the order of the calls; sessions the engine does not know are added first.
 * `given`: sessions that came with the plan and are not saved.
 */
export function createSubmitter(
  engine: Engine,
  state: State,
  specs: readonly SessionSpec[],
): (plan: JobPlan, confirmed?: number, given?: readonly SessionSpec[]) => Promise<Reply> {
  const added = new Set<SessionName>()
  let last: Promise<unknown> = Promise.resolve()

  async function submit(
    plan: JobPlan,
    confirmed: number | undefined,
    given: readonly SessionSpec[],
  ): Promise<Reply> {
    const names = plan.sessions.filter((name) => !added.has(name) && !state.sessions.has(name))
    if (names.length > 0) {
      const sessions = names.map((name) => sessionSpec(name, [...specs, ...given]))
      const reply = await engine.send({ type: 'add sessions', sessions })
      if (reply.type === 'refused') return reply
      for (const name of names) added.add(name)
    }
    return engine.send({ type: 'submit job', plan, ...(confirmed !== undefined && { confirmed }) })
  }

  return (plan, confirmed, given = []) => {
    const reply = last.then(() => submit(plan, confirmed, given))
    last = reply.catch(() => undefined)
    return reply
  }
}

function sessionSpec(name: SessionName, specs: readonly SessionSpec[]): SessionSpec {
  const spec = findSession(name, specs)
  if (spec) return spec
  throw new FailureError({ code: 'internal', message: `no login is known for session ${name}` })
}
