/**
 * The sessions of the practice database that `--practice` makes known. The database itself is elsewhere; its connect
 * string is symbolic.
 */
import type { SessionSpec } from '../core/session.ts'

/** Stands for the practice database; resolved when a session opens. */
export const practiceConnectString = 'practice'

/** The password of every login there: no secret. */
export const practicePassword = 'tiger'

const users = ['scott', 'a', 'b', 'c', 'd', 'e', 'f', 'g']

/** One session for each login. */
export const practiceSessions: readonly SessionSpec[] = users.map((user) => ({
  name: user,
  login: { user, connectString: practiceConnectString },
}))
