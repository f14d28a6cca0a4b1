/**
 * Who reads the dictionary for what is typed: the login of the first session that would run it.
 */
import { badRequest } from '../../core/failure.ts'
import { findSession, type SessionSpec } from '../../core/session.ts'
import { type KnownNames, resolveTarget } from '../../core/target.ts'
import type { DictionaryReader } from '../../engine/door.ts'

/** Throws a bad request when the target names no session whose login is known. */
export function requireReader(
  target: string,
  known: KnownNames,
  specs: readonly SessionSpec[],
): DictionaryReader {
  const [first = ''] = resolveTarget(target, known).sessions
  const spec = findSession(first, specs)
  if (!spec) throw badRequest(`no login is known for session ${first}`)
  return { login: spec.login, ...(spec.schema !== undefined && { schema: spec.schema }) }
}

/** The same; undefined when there is none. */
export function readerFor(
  target: string,
  known: KnownNames,
  specs: readonly SessionSpec[],
): DictionaryReader | undefined {
  try {
    return requireReader(target, known, specs)
  } catch {
    return undefined
  }
}
