/**
 * A user's own command for a job that has ended. What it is told stands in its environment and never in its words, so
 * nothing of a job is read by a shell.
 */
import { spawn } from 'node:child_process'
import type { Outcome } from '../../core/outcome.ts'
import type { EndedJob } from './ended-jobs.ts'

type Environment = Readonly<Record<string, string | undefined>>

const outcomes: readonly Outcome[] = ['succeeded', 'failed', 'cancelled', 'timed out', 'skipped', 'unknown']

/** What the command finds in its environment. */
export const variablesOf = ({ job, tasks, counts, took, text }: EndedJob): Record<string, string> => ({
  MULTISESSION_JOB: String(job),
  MULTISESSION_TASKS: String(tasks),
  MULTISESSION_SECONDS: String(Math.floor(took / 1000)),
  MULTISESSION_TEXT: text,
  ...Object.fromEntries(
    outcomes.map((outcome) => [
      `MULTISESSION_${outcome.toUpperCase().replace(' ', '_')}`,
      String(counts.get(outcome) ?? 0),
    ]),
  ),
})

/** Runs it; resolves with what went wrong when it has ended. The program does not wait for it to leave. */
export function runRingCommand(
  command: string | readonly string[],
  ended: EndedJob,
  env: Environment,
): Promise<string | undefined> {
  const [file = '', ...words] = typeof command === 'string' ? [command] : command
  const child = spawn(file, words, {
    ...{ shell: typeof command === 'string', stdio: 'ignore', windowsHide: true },
    env: { ...env, ...variablesOf(ended) },
  })
  child.unref()
  return new Promise((resolve) => {
    child.once('error', (error: NodeJS.ErrnoException) =>
      resolve(`could not be started (${error.code ?? 'it cannot run'})`),
    )
    child.once('exit', (code, signal) => {
      if (code === 0) resolve(undefined)
      else resolve(code === null ? `was ended by ${signal}` : `failed (exit code ${code})`)
    })
  })
}
