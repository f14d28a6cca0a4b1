/**
 * The event log: numbers what happened, has storage acknowledge it, folds it into the state, and tells the readers, in
 * that order. Events that come while storage is busy go together in the next batch.
 */
import { apply } from '../core/apply.ts'
import { type Event, type EventBody, eventVersion } from '../core/event.ts'
import { emptyState, type State } from '../core/state.ts'
import type { Storage } from '../storage/door.ts'

export type Listener = (events: readonly Event[]) => void

export interface EventLog {
  /** What is so now. Read it; only the log changes it. */
  readonly state: State
  /** Resolves when the events exist: kept, folded in and told. Rejects when storage fails. */
  emit(...bodies: readonly EventBody[]): Promise<void>
  /**
   * For facts that nobody waits for: they go with the next `emit`, or by themselves a moment later. A failure of storage
   * shows at the next `emit`.
   */
  note(...bodies: readonly EventBody[]): void
  listen(listener: Listener): () => void
}

interface Waiting {
  readonly bodies: readonly EventBody[]
  readonly resolve: () => void
  readonly reject: (error: unknown) => void
}

/** How long a fact that nobody waits for may wait for company, in milliseconds: less than a frame. */
const momentLength = 10

export function openEventLog(storage: Storage, now: () => number): EventLog {
  const state = emptyState()
  const listeners = new Set<Listener>()
  let queue: Waiting[] = []
  let isFlushing = false
  let seq = 0
  let isMomentRunning = false

  const flush = async (): Promise<void> => {
    isFlushing = true
    while (queue.length > 0) {
      const batch = queue
      queue = []
      try {
        const events = number(batch)
        await storage.append(events)
        for (const event of events) apply(state, event)
        for (const waiting of batch) waiting.resolve()
        for (const listener of listeners) listener(events)
      } catch (error) {
        for (const waiting of batch) waiting.reject(error)
      }
    }
    isFlushing = false
  }

  const number = (batch: readonly Waiting[]): Event[] => {
    const at = now()
    const events: Event[] = []
    for (const { bodies } of batch) {
      for (const body of bodies) events.push({ ...body, version: eventVersion, seq: ++seq, at })
    }
    return events
  }

  const flushLeftovers = (): void => {
    isMomentRunning = false
    if (!isFlushing && queue.length > 0) void flush()
  }

  const emit = (...bodies: readonly EventBody[]): Promise<void> =>
    new Promise((resolve, reject) => {
      queue.push({ bodies, resolve, reject })
      if (!isFlushing) void flush()
    })

  return {
    state,
    emit,
    note(...bodies) {
      queue.push({ bodies, resolve: ignore, reject: ignore })
      if (isMomentRunning) return
      isMomentRunning = true
      setTimeout(flushLeftovers, momentLength)
    },
    listen(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

const ignore = (): void => undefined
