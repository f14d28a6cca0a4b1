/** Directories that stand in for a user's: one for each program that a test starts, gone when the tests have ended. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

let shared: string | undefined

/** A directory of its own, for MULTISESSION_HOME. */
export const newHome = (): string => mkdtempSync(join(base(), 'home-'))

function base(): string {
  if (shared !== undefined) return shared
  const made = mkdtempSync(join(tmpdir(), 'multisession-'))
  process.once('exit', () => rmSync(made, { recursive: true, force: true }))
  shared = made
  return made
}
