/**
 * The newest events in words, oldest first; older ones are forgotten. They are the rows of the log.
 */

import type { Subject } from '../../commands/command.ts'
import type { Event } from '../../core/event.ts'
import { jobOf, type TaskId } from '../../core/job.ts'
import type { SessionName } from '../../core/session.ts'
import type { State } from '../../core/state.ts'
import { type EventWords, eventWords } from './event-words.ts'
import { readFilter } from './filter.ts'
import type { Rows } from './list-view.ts'
import type { RowKey } from './live-view.ts'

export interface LogEntry extends EventWords {
  /** The number of its event. */
  readonly seq: number
  readonly at: number
  /** The job or task it is about. */
  readonly subject: Subject | undefined
  readonly session: SessionName | undefined
}

export interface EventLog {
  heed(event: Event): void
  entry(key: RowKey): LogEntry | undefined
  /** Entries that pass a filter. */
  rows(filter: string): Rows
}

/** Entries that are kept at least; some more until there are enough to drop. */
const entriesKept = 2_000

/** A log of a state; `heed` must hear of every event folded into it. */
export function createEventLog(state: State): EventLog {
  let entries: LogEntry[] = []
  let passed: { readonly filter: string; readonly seq: number; readonly entries: LogEntry[] } | undefined

  function passing(filter: string): LogEntry[] {
    const passes = readFilter(filter)
    if (!passes) return entries
    const seq = entries.at(-1)?.seq ?? 0
    if (passed?.filter !== filter || passed.seq !== seq) {
      const found = entries.filter(({ text, tone, subject, session }) =>
        passes({
          name: `${subject?.task ?? subject?.job ?? ''} ${session ?? ''}`,
          phase: text,
          error: tone === 'bad' ? text : '',
          text: () => text,
        }),
      )
      passed = { filter, seq, entries: found }
    }
    return passed.entries
  }

  return {
    heed(event) {
      const words = eventWords(event, state)
      if (!words) return
      const { seq, at } = event
      entries.push({ ...words, seq, at, subject: subjectOf(event), session: sessionOf(event) })
      if (entries.length >= 2 * entriesKept) entries = entries.slice(-entriesKept)
    },
    entry: (key) => entries[placeOf(entries, Number(key))],
    rows(filter) {
      const shown = passing(filter)
      return {
        ...{ length: shown.length, total: entries.length, unread: 0 },
        at: (place) => (place < 0 ? undefined : shown[place] && String(shown[place].seq)),
        placeOf: (key) => placeOf(shown, Number(key)),
      }
    },
  }
}

/** Where the entry of an event stands; -1 when it is not there. */
function placeOf(entries: readonly LogEntry[], seq: number): number {
  let [low, high] = [0, entries.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((entries[middle]?.seq ?? 0) < seq) low = middle + 1
    else high = middle
  }
  return entries[low]?.seq === seq ? low : -1
}

function subjectOf(event: Event): Subject | undefined {
  if ('task' in event) return subjectOfTask(event.task)
  return 'job' in event ? { job: event.job } : undefined
}

const subjectOfTask = (task: TaskId): Subject => ({ job: jobOf(task), task })

const sessionOf = (event: Event): SessionName | undefined =>
  'session' in event && typeof event.session === 'string' ? event.session : undefined
