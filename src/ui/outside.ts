/**
 * What happens outside of the shell's screen: the terminal is handed to the user's editor, or to whoever started the
 * program while that stands still, and taken back afterwards.
 */
import { badRequest } from '../core/failure.ts'
import { pageOutside } from './answer/external-pager.ts'
import { editOutside } from './prompt/external-editor.ts'

export interface Outside {
  /** The text as the user's editor gives it back. Throws a bad request when it gives none. */
  edit(text: string): Promise<string>
  /** Shows a text in the user's pager, until that is left. Throws a bad request when there is none. */
  page(text: string): Promise<void>
  /** Hands the terminal a sequence that shows nothing. */
  copy(sequence: string): void
  /** Stops the program until somebody continues it. Throws a bad request where that cannot be. */
  stop(): Promise<void>
}

/** Hands the terminal over while something else has it. */
export type Suspend = (work: () => Promise<void>) => Promise<void>

/** The way out, once there is a screen to leave. */
export interface WayOut extends Outside {
  /** Is told how to hand the terminal over. */
  attach(suspend: Suspend): void
  /** Whether somebody else has the terminal: what is typed, Ctrl-C included, is for them. */
  isTaken(): boolean
}

export interface WayOutParts {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly platform: string
  readonly write: (text: string) => void
  /** Stops this program and all that was started with it, until it is continued. */
  readonly stopProcess?: () => void
}

/**
 * As a terminal's own Ctrl-Z does it: the whole job stands still, `npm` above us included, or the shell that started it
 * would wait for ever. Where nobody could continue the job the system ignores this.
 */
const stopJob = (): void => {
  process.kill(0, 'SIGTSTP')
}

export function createWayOut(parts: WayOutParts): WayOut {
  const { env, platform, write, stopProcess = stopJob } = parts
  let suspend: Suspend | undefined
  let isTaken = false

  async function leave(work: () => Promise<void>): Promise<void> {
    if (!suspend) throw badRequest('there is no screen to leave')
    if (isTaken) return
    isTaken = true
    try {
      await suspend(work)
    } finally {
      isTaken = false
    }
  }

  return {
    attach(to) {
      suspend = to
    },
    isTaken: () => isTaken,
    async edit(text) {
      let edited = text
      await leave(async () => {
        edited = await editOutside(text, env, platform)
      })
      return edited
    },
    page: (text) => leave(() => pageOutside(text, env, platform)),
    copy: write,
    async stop() {
      if (platform === 'win32') throw badRequest('this system stops no programs')
      await leave(async () => stopProcess())
    },
  }
}
