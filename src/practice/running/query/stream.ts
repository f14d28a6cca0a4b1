/**
 * Rows on their way: generators that yield lists (tuples or rows) and, between them, pauses.
 */
import type { Pause, Work } from '../pause.ts'

/** Lists with pauses between them; an Array is a list, anything else a pause. */
export type Stream<T extends readonly unknown[]> = Generator<T | Pause, void, void>

export const isPause = <T extends readonly unknown[]>(item: T | Pause): item is Pause => !Array.isArray(item)

/** Reads a stream to its end; `charge` hears of each list before it is kept. */
export function* collect<T extends readonly unknown[]>(
  stream: Stream<T>,
  charge?: (list: T) => void,
): Work<T[]> {
  const all: T[] = []
  for (const item of stream) {
    if (isPause(item)) {
      yield item
      continue
    }
    charge?.(item)
    all.push(item)
  }
  return all
}

/** The next list of a stream; undefined at its end. */
export function* next<T extends readonly unknown[]>(stream: Stream<T>): Work<T | undefined> {
  for (;;) {
    const step = stream.next()
    if (step.done) return undefined
    if (!isPause(step.value)) return step.value
    yield step.value
  }
}
