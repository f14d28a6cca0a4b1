/**
 * Where the user's files stand: settings in the platform's place for them, the journal in the one for state. Both stand
 * under MULTISESSION_HOME where that is set.
 */
import { join } from 'node:path'
import envPaths from 'env-paths'

export interface Places {
  /** The directory of sessions, groups and settings. */
  readonly settings: string
  /** The directory of journals and history. */
  readonly state: string
}

/** `env` is the process's own. */
export function placesOf(env: Readonly<Record<string, string | undefined>>): Places {
  const home = env['MULTISESSION_HOME']
  if (home) return { settings: join(home, 'settings'), state: join(home, 'state') }
  const { config, data, log } = envPaths('multisession', { suffix: '' })
  // env-paths puts logs where the XDG Base Directory Specification wants state: $XDG_STATE_HOME.
  return { settings: config, state: process.platform === 'linux' ? log : data }
}
