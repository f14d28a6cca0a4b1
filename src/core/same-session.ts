/**
 * Whether a session that a server shows is the one that was opened, and no later one that got its number. Pure; whoever
 * kills asks this last.
 */
import type { SessionIdentity } from './session.ts'

/** A session as GV$SESSION shows it. */
export interface SeenSession {
  readonly serial: number
  readonly audsid: number | undefined
  readonly user: string
  readonly module: string
  readonly logonTime: string
}

/** `ours`; `gone`: another has its number now; `doubtful`: its number, and yet not all of it is as it was, and why. */
export type Likeness =
  | { readonly is: 'ours' }
  | { readonly is: 'gone' }
  | { readonly is: 'doubtful'; readonly why: string }

/** Compares all that is known; what was not known when it opened cannot be compared, and then it is never ours. */
export function likenessOf(identity: SessionIdentity, seen: SeenSession): Likeness {
  const { serial, audsid, user, module, logonTime } = identity
  if (serial === undefined || logonTime === undefined || module === undefined)
    return { is: 'doubtful', why: 'who it was on the server is not known' }
  // Serial numbers come round again, so each of these alone would not do.
  if (seen.serial !== serial || seen.logonTime !== logonTime || seen.user !== user) return { is: 'gone' }
  if (audsid !== undefined && seen.audsid !== audsid) return { is: 'gone' }
  if (seen.module !== module)
    return {
      is: 'doubtful',
      why: `its module is ${seen.module === '' ? 'empty' : `"${seen.module}"`} now, not "${module}"`,
    }
  return { is: 'ours' }
}
