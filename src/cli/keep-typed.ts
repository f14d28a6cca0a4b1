/** What was typed at the prompt, from shell to shell. That it cannot be read or kept stops nobody from working. */
import { failureOf } from '../core/failure.ts'
import type { Place } from '../core/settings.ts'
import { remembered } from '../core/typed.ts'
import { visible } from '../core/visible.ts'
import { readKept } from './kept.ts'
import type { CliPorts, KeptPort } from './ports.ts'
import { writeText } from './result-output.ts'

export interface TypedBefore {
  /** Oldest first. */
  readonly typed: readonly string[]
  /** Keeps what is typed now, without its passwords. */
  remember(text: string): void
  /** Resolves once all is kept; says on stderr what was not, for then the screen is free again. */
  kept(): Promise<void>
}

/** What was typed in earlier shells of a place, and the way to add to it. */
export async function openTypedBefore(place: Place, ports: CliPorts): Promise<TypedBefore> {
  const problems = new Set<string>()
  const orElse =
    <T>(fallback: T) =>
    (error: unknown): T => {
      problems.add(`what was typed is not remembered: ${failureOf(error).message}`)
      return fallback
    }
  const file: KeptPort<readonly string[]> = await ports.openTyped(place)
  const typed = await readKept('history', file, ports).catch(orElse([]))
  let last: Promise<unknown> = Promise.resolve()
  return {
    typed,
    remember(text) {
      last = last
        .then(() => file.change((before) => remembered(before, text)))
        .then(({ setAside }) => {
          if (setAside)
            problems.add(
              `the saved history could not be read (${setAside.problem}); the file is kept as ${setAside.path}`,
            )
        })
        .catch(orElse(undefined))
    },
    async kept() {
      await last
      for (const problem of problems) await writeText(ports.stderr, `multisession: ${visible(problem)}\n`)
    },
  }
}
