/**
 * Holds what a job was queued with against what the same words mean today, and refuses a difference with the
 * difference: going on with other inputs would be another job.
 */
import { type Catalogue, knownNames } from '../../core/catalogue.ts'
import { badRequest } from '../../core/failure.ts'
import type { JobRecord, SessionRecord } from '../../core/record.ts'
import { baseName, findSession, loginKey, type SessionName, type SessionSpec } from '../../core/session.ts'
import { resolveTarget } from '../../core/target.ts'
import { readStatements } from '../../language/statements.ts'

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

/**
 * Throws a bad request when the target stands for other sessions today, or a session logs in elsewhere. Sessions that
 * are not saved were given with the job and are as they were.
 */
export function refuseChangedTarget(
  { number, plan }: JobRecord,
  sessions: readonly SessionRecord[],
  catalogue: Catalogue,
): void {
  const saved = knownNames(catalogue)
  const given = sessions
    .filter(({ spec }) => !findSession(spec.name, catalogue.sessions))
    .flatMap(({ spec }) => [spec.name, baseName(spec.name)])
  const today = resolvedToday(plan.target, { ...saved, sessions: [...saved.sessions, ...given] })
  const gone = plan.sessions.filter((name) => !today.includes(name))
  const added = today.filter((name) => !plan.sessions.includes(name))
  const differences = [
    ...(gone.length > 0 ? [`without ${gone.join(', ')}`] : []),
    ...(added.length > 0 ? [`with ${added.join(', ')}`] : []),
    ...sessions.flatMap(({ spec }) => loginDifference(spec, catalogue)),
  ]
  if (differences.length === 0) return
  throw badRequest(
    `"${plan.target}" is not what it was when job ${number} was queued: now ${differences.join('; ')}. ` +
      '--as-it-was goes on with the sessions and logins of then',
  )
}

function resolvedToday(target: string, known: Parameters<typeof resolveTarget>[1]): readonly SessionName[] {
  try {
    return resolveTarget(target, known).sessions
  } catch {
    return []
  }
}

function loginDifference(then: SessionSpec, { sessions }: Catalogue): string[] {
  const now = findSession(then.name, sessions)
  if (!now || loginKey(now.login) === loginKey(then.login)) return []
  return [`${then.name} is ${loginKey(now.login)}, it was ${loginKey(then.login)}`]
}
