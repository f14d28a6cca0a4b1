/**
 * From a request and its statement to the plan of the job and the sessions it needs. Pure: connects to nothing, reads
 * no file.
 */
import { type Catalogue, emptyCatalogue, knownNames } from '../core/catalogue.ts'
import { badRequest } from '../core/failure.ts'
import type { JobPlan, ResultLimits } from '../core/job.ts'
import { databaseScope, type ScopeCap, scopeNamed } from '../core/limits.ts'
import type { Varying } from '../core/parameters.ts'
import { planJob } from '../core/plan.ts'
import { refuseReadOnly } from '../core/protection.ts'
import { findSession, type SessionSpec } from '../core/session.ts'
import { numberSettings } from '../core/settings.ts'
import type { KnownNames } from '../core/target.ts'
import type { RunRequest } from './run-request.ts'

export interface RunPlan {
  readonly plan: JobPlan
  /** Caps above that of the job. */
  readonly caps: readonly ScopeCap[]
  /** The sessions of the plan, in its order. */
  readonly sessions: readonly SessionSpec[]
}

const nobodyKnown =
  'no session is known: save one with "multisession sessions add NAME=user@connect_string", or give --connect or --practice'

/** What tables keep of each task's answers unless told otherwise: rows are read together at the end. */
const tableBytes = 16 * 1024 * 1024

/** What the user keeps, as far as a plan asks for it. */
export interface PlanSources {
  readonly saved?: Catalogue
  /** Rows that tables keep of each answer; 0 is all. */
  readonly tableRows?: number
}

/** A request whose parameters have been read. */
export type PlannableRequest = Omit<RunRequest, 'parameters'> & { readonly parameters: readonly Varying[] }

/** Plans a run on the sessions it makes known and on saved ones. Throws a bad request. */
export function planRun(
  request: PlannableRequest,
  text: string,
  { saved = emptyCatalogue, tableRows = numberSettings['row-limit'].fallback }: PlanSources = {},
): RunPlan {
  const known = sessionsFor(request, saved)
  const { target, mode, cap, parameters } = request
  const plan = planJob(
    {
      ...{ text, target, mode, cap, parameters, ...request.when },
      ...request.course,
      commit: request.ending === 'commit',
      limits: limitsOf(request, tableRows),
      results: request.format === 'table' ? 'keep' : 'pass',
      whenSelfBlocked: 'stop',
      settlesOthers: false,
      ...(request.timeout && { timeout: request.timeout }),
      ...(request.retries && { retries: request.retries }),
      ...(request.secrets.length > 0 && { secrets: request.secrets }),
    },
    knownNames(known),
  )
  const sessions = plan.sessions.map((name) => specOf(name, known.sessions))
  refuseReadOnly(plan, (name) => sessions.find((session) => session.name === name))
  return { plan, sessions, caps: capsOf(request, knownNames(known)) }
}

/** The caps that the arguments name. Throws a bad request for a name that nobody knows. */
const capsOf = ({ caps }: Pick<RunRequest, 'caps'>, known: KnownNames): ScopeCap[] =>
  caps.map((each): ScopeCap => {
    if (each.of === 'all') return { scope: { kind: 'all' }, cap: each.cap }
    return {
      scope: each.of === 'name' ? scopeNamed(each.name, known) : databaseScope(each.name),
      cap: each.cap,
    }
  })

/** All sessions that a request may name. Throws a bad request when there are none. */
export function sessionsFor({ sessions }: Pick<RunRequest, 'sessions'>, saved: Catalogue): Catalogue {
  const known = withGiven(saved, sessions)
  if (known.sessions.length === 0) throw badRequest(nobodyKnown)
  return known
}

/** What the arguments name goes before what is saved under the same name. */
const withGiven = ({ sessions, groups }: Catalogue, given: readonly SessionSpec[]): Catalogue => {
  const names = new Set(given.map(({ name }) => name.toLowerCase()))
  return { sessions: [...sessions.filter(({ name }) => !names.has(name.toLowerCase())), ...given], groups }
}

function limitsOf(
  { format, rowLimit }: Pick<RunRequest, 'format' | 'rowLimit'>,
  tableRows: number,
): ResultLimits {
  if (rowLimit !== undefined) return { rows: rowLimit || undefined, bytes: undefined }
  if (format !== 'table') return { rows: undefined, bytes: undefined }
  return { rows: tableRows || undefined, bytes: tableRows === 0 ? undefined : tableBytes }
}

function specOf(name: string, known: readonly SessionSpec[]): SessionSpec {
  const spec = findSession(name, known)
  if (!spec) throw new Error(`the plan names ${name}, which nobody made known`)
  return spec
}
