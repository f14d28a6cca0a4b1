/**
 * The graces of a cancel ladder in a test's hands: each lasts until the test says that it is over, and no machine is too
 * slow for one.
 */
import { expect, vi } from 'vitest'

/** Milliseconds by which these graces are known: no other timer of ours has them, and a second session has more patience. */
export const heldGrace = 2_999

export interface HeldGraces {
  /** Waits until so many rungs have been climbed whose grace is not over, and ends their graces. */
  end(count?: number): Promise<void>
  /** Timers are what they were. */
  release(): void
}

/** Holds the graces of every engine whose grace is `heldGrace`. */
export function holdGraces(): HeldGraces {
  const held: (() => void)[] = []
  const { setTimeout: start } = globalThis
  const holding = (run: () => void, milliseconds?: number): NodeJS.Timeout => {
    if (milliseconds !== heldGrace) return start(run, milliseconds)
    held.push(run)
    return start(() => undefined, 0)
  }
  const spy = vi.spyOn(globalThis, 'setTimeout').mockImplementation(holding as typeof setTimeout)
  return {
    async end(count = 1) {
      await vi.waitFor(() => expect(held.length).toBeGreaterThanOrEqual(count))
      for (const end of held.splice(0)) end()
    },
    release: () => spy.mockRestore(),
  }
}
