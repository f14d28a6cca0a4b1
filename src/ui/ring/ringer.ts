/** Rings in whatever way was asked for, and says once what does not work. */
import type { Ring } from '../../core/ring.ts'
import type { EndedJob } from './ended-jobs.ts'
import { runRingCommand } from './ring-command.ts'
import { bell, noticeSequence } from './ring-sequence.ts'

/** Resolves with what went wrong, unless that was said before. */
export type Ringer = (ring: Ring, ended: EndedJob) => Promise<string | undefined>

export interface RingerParts {
  readonly env: Readonly<Record<string, string | undefined>>
  /** Sends to the terminal what shows nothing on the screen. */
  readonly write: (sequence: string) => void
}

export function createRinger({ env, write }: RingerParts): Ringer {
  const said = new Set<string>()
  return async (ring, ended) => {
    switch (ring.by) {
      case 'nothing':
        return undefined
      case 'bell':
        write(bell)
        return undefined
      case 'notice':
        write(noticeSequence(ended.text, env))
        return undefined
      case 'command': {
        const problem = await runRingCommand(ring.command, ended, env)
        if (problem === undefined || said.has(problem)) return undefined
        said.add(problem)
        return `the ring command ${problem}; this is not said again`
      }
    }
  }
}
