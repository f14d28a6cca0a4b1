/** What happened as a list, newest at the bottom, with times by the clock of this machine. */
import { clockText, dayText, wallTime } from '../../core/local-time.ts'
import type { EventLog, LogEntry } from './event-log.ts'
import type { ListView } from './list-view.ts'

/** The declaration for a log; its rows come from there, not from the state. */
export const logList = (log: EventLog): ListView<LogEntry> => ({
  name: 'log',
  empty: 'nothing has happened yet',
  rowOf: log.entry,
  traits: ({ text }) => ({ name: '', phase: text, error: '', text: () => text }),
  columns: [
    { title: 'day', width: { least: 10, most: 10 }, from: 110, cell: ({ at }) => dayText(wallTime(at)) },
    { title: 'time', width: { least: 8, most: 8 }, cell: ({ at }) => clockText(wallTime(at)) },
    { title: 'what happened', width: 'rest', cell: ({ text, tone }) => [tone, text] },
  ],
})
