/**
 * The event log: numbers what happened and folds it into the state at once, so that the next decision sees it; has
 * storage keep it, batch by batch; and tells the readers only what is kept. Whoever acts on a fact waits for `kept`.
 */
import { apply } from '../core/apply.ts'
import { type Event, type EventBody, eventVersion } from '../core/event.ts'
import { emptyState, type State } from '../core/state.ts'
import type { Storage } from '../storage/door.ts'

export type Listener = (events: readonly Event[]) => void

export interface EventLog {
  /** What is so now, facts included that are still on their way to storage. Read it; only the log changes it. */
  readonly state: State
  /** Folds facts in; they are kept with the next batch, a moment later. */
  record(...bodies: readonly EventBody[]): void
  /** The same for as many facts as a job has tasks: more than a call takes arguments. */
  recordAll(bodies: Iterable<EventBody>): void
  /** For facts that nobody waits for: as `record`, but they go along with the next batch, or after a few milliseconds. */
  note(body: EventBody): void
  /** Resolves when all facts so far are kept and told. Rejects when storage has failed: then nothing is kept any more. */
  kept(): Promise<void>
  /** Tells every batch from now on, in order; nothing that is folded in already. Listeners must not throw. */
  listen(listener: Listener): () => void
}

export interface EventLogOptions {
  readonly storage: Storage
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** Hears what goes into a batch before it is closed; what it records goes along with it. */
  readonly decide: (events: readonly Event[]) => void
  /** How many facts are worth keeping together: fewer wait a little. 0 and 1 never do. */
  readonly company: () => number
  /** Hears once that storage has failed: from here on nothing is kept and nothing is told. */
  readonly fail: (error: unknown) => void
}

/** How long a fact that nobody waits for may wait for company, in milliseconds: less than a frame. */
const momentLength = 10

/** How long others may wait for it, in milliseconds. */
const shortWhile = 1

/** Events that are kept together, and those who wait for that. */
interface Batch {
  readonly events: Event[]
  readonly waiting: PromiseWithResolvers<void>[]
}

const openBatch = (): Batch => ({ events: [], waiting: [] })

export function openEventLog({ storage, now, decide, company, fail }: EventLogOptions): EventLog {
  const state = emptyState()
  /** Each with the last event it must not hear. */
  const listeners = new Map<Listener, number>()
  let open = openBatch()
  /** The batch that storage is at. */
  let closed: Batch | undefined
  let isKeeping = false
  let failure: { readonly error: unknown } | undefined

  const add = (body: EventBody): void => {
    const event: Event = Object.assign(body, { version: eventVersion, seq: state.seq + 1, at: now() })
    apply(state, event)
    open.events.push(event)
  }

  const hurry = (): void => {
    if (open.events.length < company()) soon()
    else begin()
  }

  const begin = (): void => {
    if (isKeeping || open.events.length === 0) return
    isKeeping = true
    queueMicrotask(keepBatch)
  }

  /** Begins a little later with whatever has come by then. */
  const after = (milliseconds: number): (() => void) => {
    let isSet = false
    return () => {
      if (isSet) return
      isSet = true
      setTimeout(() => {
        isSet = false
        begin()
      }, milliseconds)
    }
  }
  const soon = after(shortWhile)
  const later = after(momentLength)

  const keepBatch = async (): Promise<void> => {
    letDecide()
    const batch = open
    closed = batch
    open = openBatch()
    try {
      const keeping = storage.append(batch.events)
      if (keeping) await keeping
    } catch (error) {
      giveUp(error)
      return
    }
    tell(batch.events)
    closed = undefined
    isKeeping = false
    for (const { resolve } of batch.waiting) resolve()
    if (open.events.length > 0) hurry()
  }

  /** What is folded in cannot be taken back, so nothing is kept from here on; `isKeeping` stays. */
  const giveUp = (error: unknown): void => {
    failure = { error }
    for (const batch of [closed, open]) for (const { reject } of batch?.waiting ?? []) reject(error)
    fail(error)
  }

  /** Decisions on what a batch holds, and on those decisions, until there is nothing new. */
  const letDecide = (): void => {
    for (let heard = 0; heard < open.events.length; ) {
      const news = open.events.slice(heard)
      heard = open.events.length
      decide(news)
    }
  }

  const tell = (events: readonly Event[]): void => {
    const first = events[0]?.seq ?? 0
    for (const [listener, after] of listeners) {
      const news = after < first ? events : events.filter(({ seq }) => seq > after)
      if (news.length > 0) listener(news)
    }
  }

  return {
    state,
    record(...bodies) {
      for (const body of bodies) add(body)
      hurry()
    },
    recordAll(bodies) {
      for (const body of bodies) add(body)
      hurry()
    },
    note(body) {
      add(body)
      later()
    },
    kept() {
      if (failure) return Promise.reject(failure.error)
      if (open.events.length > 0) hurry()
      const batch = open.events.length > 0 ? open : closed
      if (!batch) return Promise.resolve()
      const kept = Promise.withResolvers<void>()
      batch.waiting.push(kept)
      return kept.promise
    },
    listen(listener) {
      listeners.set(listener, state.seq)
      return () => listeners.delete(listener)
    },
  }
}
