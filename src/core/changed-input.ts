/**
 * Holds what a job was queued with against what the same words mean today, and refuses a difference with the
 * difference: going on with other inputs would be another job.
 */

import { readStatements } from '../language/statements.ts'
import { badRequest } from './failure.ts'
import type { ParameterRow } from './job.ts'
import { parameterRows, type Varying } from './parameters.ts'
import type { JobRecord, SessionRecord } from './record.ts'
import { baseName, findSession, loginKey, type SessionName, type SessionSpec } from './session.ts'
import type { JobState } from './state.ts'
import { type KnownNames, resolveTarget } from './target.ts'

/** Throws a bad request when `text` is not the statement of the job; ends of statement and line do not count. */
export function refuseChangedStatement({ number, plan }: JobRecord, text: string): void {
  const given = bare(readStatements(text, { sqlBlankLines: true })[0]?.text ?? text)
  const kept = bare(plan.statement)
  if (given === kept) return
  const before = kept.split('\n')
  const line = given.split('\n').findIndex((each, index) => each !== before[index])
  const at = line < 0 ? given.split('\n').length : line
  throw badRequest(
    `job ${number} has another statement; the first difference is in line ${at + 1}: ` +
      `it was "${before[at] ?? ''}", now it is "${given.split('\n')[at] ?? ''}". Queue the new one with run`,
  )
}

const bare = (text: string): string => text.replaceAll('\r\n', '\n').trim()

/** Throws a bad request when the rows of parameters are not those of the job, with the first that differs. */
export function refuseChangedParameters({ number, plan, tasks }: JobState, given: readonly Varying[]): void {
  const perRow = plan.mode === 'each' ? plan.sessions.length : 1
  const kept = tasks.filter((_, index) => index % perRow === 0).map((task) => task.plan.parameters)
  const rows = parameterRows(given)
  const count = Math.max(kept.length, rows.length)
  let at = 0
  while (at < count && isSameRow(kept[at], rows[at])) at++
  if (at === count) return
  throw badRequest(
    `job ${number} has other parameters; the first difference is in row ${at + 1}: ` +
      `it was ${rowText(kept[at])}, now it is ${rowText(rows[at])}. Queue the new ones with run`,
  )
}

function isSameRow(a: ParameterRow | undefined, b: ParameterRow | undefined): boolean {
  if (!a || !b) return a === b
  const names = Object.keys(a)
  return names.length === Object.keys(b).length && names.every((name) => a[name] === b[name])
}

const rowText = (row: ParameterRow | undefined): string =>
  row === undefined
    ? 'not there'
    : Object.entries(row)
        .map(([name, value]) => `${name.toLowerCase()}=${valueText(value)}`)
        .join(' ') || 'empty'

/** As it would be typed: in quotes where one could not tell where it ends. */
const valueText = (value: string): string =>
  /^$|[\s",]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value

/** What the words of a target mean today, and the sessions they lead to. */
export interface Today {
  readonly known: KnownNames
  readonly sessions: readonly SessionSpec[]
}

/**
 * Throws a bad request when the target stands for other sessions today, or a session logs in elsewhere. Sessions that
 * are not known any more were given with the job and are as they were.
 */
export function refuseChangedTarget(
  { number, plan }: JobRecord,
  then: readonly SessionRecord[],
  today: Today,
): void {
  const given = then
    .filter(({ spec }) => !findSession(spec.name, today.sessions))
    .flatMap(({ spec }) => [spec.name, baseName(spec.name)])
  const names = { ...today.known, sessions: [...today.known.sessions, ...given] }
  const now = resolvedNow(plan.target, names)
  const gone = plan.sessions.filter((name) => !now.includes(name))
  const added = now.filter((name) => !plan.sessions.includes(name))
  const differences = [
    ...(gone.length > 0 ? [`without ${gone.join(', ')}`] : []),
    ...(added.length > 0 ? [`with ${added.join(', ')}`] : []),
    ...then.flatMap(({ spec }) => loginDifference(spec, today.sessions)),
  ]
  if (differences.length === 0) return
  throw badRequest(
    `"${plan.target}" is not what it was when job ${number} was queued: now ${differences.join('; ')}. ` +
      '--as-it-was goes on with the sessions and logins of then',
  )
}

function resolvedNow(target: string, known: KnownNames): readonly SessionName[] {
  try {
    return resolveTarget(target, known).sessions
  } catch {
    return []
  }
}

function loginDifference(then: SessionSpec, sessions: readonly SessionSpec[]): string[] {
  const now = findSession(then.name, sessions)
  if (!now || loginKey(now.login) === loginKey(then.login)) return []
  return [`${then.name} is ${loginKey(now.login)}, it was ${loginKey(then.login)}`]
}
