/**
 * The door of the interactive front end: takes an engine, shows what it does, and leaves the terminal as it was. It
 * knows no arguments, no passwords and no database.
 */
import type { Settings } from '../commands/command.ts'
import type { JobPlan, ResultLimits } from '../core/job.ts'
import type { Ring } from '../core/ring.ts'
import type { SessionName, SessionSpec } from '../core/session.ts'
import type { LastUse } from '../core/settings.ts'
import { type KnownNames, resolveTarget } from '../core/target.ts'
import type { GroupColours } from '../core/target-marks.ts'
import type { Engine } from '../engine/door.ts'
import { type AccountView, accountLines } from './account.ts'
import { themeFor } from './frame/theme.ts'
import { createWayOut } from './outside.ts'
import { createRinger } from './ring/ringer.ts'
import type { Streams } from './screen/keyboard.tsx'
import { openScreen, type TerminalScreen } from './screen/open-screen.ts'
import { terminalSize } from './screen/terminal-size.ts'
import { createShell, type SaveGroup, type Shell } from './shell.ts'
import { createSpoken } from './spoken/spoken.ts'
import { stopSignals } from './stop-signals.ts'
import { promptLimits } from './submit.ts'

export interface ShellOptions {
  /** Closed when the shell is left. */
  readonly engine: Engine
  /** The sessions a target may name. */
  readonly sessions: readonly SessionSpec[]
  /** Groups and tags that it may name, with their sessions. */
  readonly groups?: KnownNames['groups']
  /** Keeps a group. */
  readonly saveGroup?: SaveGroup
  /** Colours of groups. */
  readonly groupColours?: GroupColours
  /** Queued at once; its target, mode and cap are where the prompt begins, unless it stood elsewhere last. */
  readonly job?: JobPlan
  /** Said first. */
  readonly says?: string
  /** Sessions that are opened at once, so that one sees whether they can be. */
  readonly opens?: readonly SessionName[]
  /** Where the prompt stood last. */
  readonly last?: LastUse
  /** Rows kept of each answer; 0 is all. */
  readonly rowLimit?: number
  /** The text of a file with parameters. Throws a bad request that names it. */
  readonly readText: (path: string) => Promise<string>
  /** Where jobs can be found again when the shell has gone. */
  readonly where?: AccountView['where']
  /** How a job is heard of that has ended after so many milliseconds. */
  readonly ring?: Ring
  readonly ringAfter?: number
  /** Hears where the prompt stands whenever that changes. */
  readonly remember?: (last: LastUse) => void
  /** What was typed in earlier shells, oldest first. */
  readonly typed?: readonly string[]
  /** Hears what was run; it may hold passwords. */
  readonly rememberTyped?: (text: string) => void
  /** Is given the way to ask for passwords here. */
  readonly askWith?: (ask: (login: string) => Promise<string>) => void
  /** The terminal; the process's own unless a test brings another. */
  readonly stdin?: NodeJS.ReadStream
  readonly stdout?: NodeJS.WriteStream
}

/**
 * Opens the shell and resolves with the exit code once the user has left and every session is closed: 0, or 130 when a
 * signal or a second Ctrl-C ended it. Needs a terminal on both streams.
 */
export async function openShell(options: ShellOptions): Promise<number> {
  const { engine, sessions, groups = new Map(), job, last, remember, readText, where } = options
  const { stdin = process.stdin, stdout = process.stdout } = options
  const since = Date.now()
  const theme = themeFor(process.env, process.platform)
  const known = { sessions: sessions.map(({ name }) => name), groups }
  const settings = { ...settingsFor(job, known, last), ...(options.ring && { ring: options.ring }) }
  const ringer = createRinger({ env: process.env, write: (sequence) => stdout.write(sequence) })
  // Ink reads the variable too: a screen reader gets lines that scroll by.
  const isSpoken = process.env['INK_SCREEN_READER'] === 'true'
  const outside = createWayOut({
    ...{ env: process.env, platform: process.platform },
    write: (text) => void stdout.write(text),
  })
  const shell = createShell({
    ...{ outside, ringer },
    ...(options.ringAfter !== undefined && { ringAfter: options.ringAfter }),
    ...{ engine, sessions, groups, theme, settings, readText, limits: limitsFor(options.rowLimit) },
    ...(options.saveGroup && { saveGroup: options.saveGroup }),
    ...(options.groupColours && { groupColours: options.groupColours }),
    ...(options.typed && { typed: options.typed }),
    ...(options.rememberTyped && { onTyped: options.rememberTyped }),
    onSettings: ({ target, cap }) => remember?.({ target, cap }),
    size: terminalSize(stdout),
    now: Date.now,
  })
  options.askWith?.(shell.askPassword)
  const stop = (signal: NodeJS.Signals) => {
    // Ctrl-C in the user's editor is for the editor.
    if (signal === 'SIGINT' && outside.isTaken()) return
    // Another one ends the program at once; not SIGHUP, of which a terminal that closes sends several by itself.
    for (const each of stopSignals) if (each !== 'SIGHUP') process.off(each, stop)
    shell.leave(130)
  }
  for (const signal of stopSignals) process.on(signal, stop)
  const streams = { stdin, stdout }
  const heedBackground = (isLight: boolean): void => {
    theme.adapt(isLight)
    shell.store.draw()
  }
  const onScreen = { ...shell, ...(theme.wantsBackground && { background: heedBackground }) }
  const screen = isSpoken ? await openSpoken(shell, engine, streams) : openScreen(onScreen, streams)
  if (job) shell.start(job)
  if (options.says !== undefined) shell.say(options.says)
  if (options.opens?.length) shell.open(options.opens)
  const { code, pending } = await screen.isReady
    .then(() => shell.left)
    .finally(async () => {
      for (const signal of stopSignals) process.off(signal, stop)
      shell.store.close()
      await screen.close()
    })
  const account = { width: Math.min(terminalSize(stdout).columns, 80), theme, since, ...(where && { where }) }
  for (const line of accountLines(shell.store.state, pending, account)) stdout.write(`${line}\n`)
  return code
}

async function openSpoken(shell: Shell, engine: Engine, streams: Streams): Promise<TerminalScreen> {
  const { openSpokenScreen } = await import('./spoken/spoken-screen.tsx')
  return openSpokenScreen(shell, createSpoken(engine, shell.store), streams)
}

/** What the prompt begins with: where it stood last, what the first job was planned with, or the first known session. */
function settingsFor(job: JobPlan | undefined, known: KnownNames, last: LastUse | undefined): Settings {
  const from = job ?? { target: known.sessions[0] ?? '', mode: 'each', cap: 0, commit: false }
  const { target, cap } = last !== undefined && isKnown(last.target, known) ? last : from
  return { target, mode: from.mode, cap, commit: from.commit, parameters: [], next: {} }
}

/** Sessions that a target named last may be gone. */
function isKnown(target: string, known: KnownNames): boolean {
  try {
    return resolveTarget(target, known).sessions.length > 0
  } catch {
    return false
  }
}

/** More rows than anybody pages through; laying them out takes long enough as it is. */
const mostRows = 10_000

const limitsFor = (rows: number | undefined): ResultLimits =>
  rows === undefined ? promptLimits : { ...promptLimits, rows: Math.min(rows || mostRows, mostRows) }
