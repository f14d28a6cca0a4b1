/**
 * The door of the interactive front end: takes an engine, shows what it does, and leaves the terminal as it was. It
 * knows no arguments, no passwords and no database.
 */
import { render } from 'ink'
import type { Settings } from '../commands/command.ts'
import type { JobPlan } from '../core/job.ts'
import type { SessionSpec } from '../core/session.ts'
import type { Engine } from '../engine/door.ts'
import { accountLines } from './account.ts'
import { Screen } from './screen.tsx'
import { createShell } from './shell.ts'
import { themeFor } from './theme.ts'

export interface ShellOptions {
  /** Closed when the shell is left. */
  readonly engine: Engine
  /** The sessions a target may name. */
  readonly sessions: readonly SessionSpec[]
  /** Queued at once; its target, mode and cap are where the prompt begins. */
  readonly job?: JobPlan
  /** The terminal; the process's own unless a test brings another. */
  readonly stdin?: NodeJS.ReadStream
  readonly stdout?: NodeJS.WriteStream
}

/** Signals that end the shell as if the user had left, without a question. */
const stopSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/**
 * Opens the shell and resolves with the exit code once the user has left and every session is closed: 0, or 130 when a
 * signal or a second Ctrl-C ended it. Needs a terminal on both streams.
 */
export async function openShell(options: ShellOptions): Promise<number> {
  const { engine, sessions, job, stdin = process.stdin, stdout = process.stdout } = options
  const theme = themeFor(process.env, process.platform)
  const shell = createShell({
    ...{ engine, sessions, theme, settings: settingsFor(job, sessions) },
    size: { columns: stdout.columns, rows: stdout.rows },
    now: Date.now,
  })
  const stop = () => shell.leave(130)
  for (const signal of stopSignals) process.once(signal, stop)
  const app = render(<Screen shell={shell} />, {
    ...{ stdin, stdout, alternateScreen: true, incrementalRendering: true, maxFps: 30, exitOnCtrlC: false },
    // Whoever opens the shell has seen a terminal; a variable named CI does not change that.
    interactive: true,
  })
  if (job) shell.start(job)
  const { code, pending } = await shell.left.finally(async () => {
    for (const signal of stopSignals) process.off(signal, stop)
    shell.store.close()
    app.unmount()
    await app.waitUntilExit()
  })
  for (const line of accountLines(shell.store.state, pending, stdout.columns, theme))
    stdout.write(`${line}\n`)
  return code
}

/** What the prompt begins with: what the first job was planned with, or each of the first known session. */
function settingsFor(job: JobPlan | undefined, sessions: readonly SessionSpec[]): Settings {
  const from = job ?? { target: sessions[0]?.name ?? '', mode: 'each', cap: 0, commit: false }
  return { target: from.target, mode: from.mode, cap: from.cap, commit: from.commit, parameters: [] }
}
