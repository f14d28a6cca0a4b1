/** Jobs as a list, for people and for programs. Text of databases and users is made visible. */
import { clockText, dayText, wallTime } from '../core/local-time.ts'
import type { JobRecord } from '../core/record.ts'
import { visible } from '../core/visible.ts'
import { countOf, formatCount } from './measures.ts'
import { renderTable } from './table.ts'

const columns = [
  { name: 'JOB', type: 'NUMBER' },
  ...['QUEUED', 'TARGET', 'TASKS', 'STATE', 'STATEMENT'].map((name) => ({ name, type: 'VARCHAR2' })),
]

/** Lines of a table, as wide as the terminal. */
export function jobTable(jobs: readonly JobRecord[], width: number): string[] {
  const rows = jobs.map((job) => [
    String(job.number),
    timeText(job.queuedAt),
    cutTo(visible(job.plan.target), 16),
    progressWords(job),
    stateWords(job),
    statementLine(job.plan.statement, Math.max(16, width - 76)),
  ])
  return renderTable(columns, rows)
}

/** `250 succeeded, 50 unknown`. */
export function progressWords({ taskCount, running, ended }: JobRecord): string {
  const counts = Object.entries(ended).map(([outcome, count]) => `${formatCount(count)} ${outcome}`)
  const waiting = taskCount - running - Object.values(ended).reduce((sum, count) => sum + count, 0)
  if (running > 0) counts.push(`${formatCount(running)} running`)
  if (waiting > 0) counts.push(`${formatCount(waiting)} waiting`)
  return counts.join(', ')
}

/** What there is to know or to do about it. */
export function stateWords({ owner, endedAt, pending, inDoubt, resumedBy, number }: JobRecord): string {
  if (resumedBy !== undefined) return `went on as ${resumedBy}`
  if (endedAt === undefined && owner.state === 'another program') return `runs in process ${owner.pid}`
  if (endedAt === undefined && owner.state === 'this program') return 'runs'
  if (pending > 0 && owner.state !== 'ended') return `${countOf(pending, 'task')} uncommitted`
  if (inDoubt > 0) return `${formatCount(inDoubt)} in doubt`
  return endedAt === undefined ? `broken off: resume ${number}` : 'ended'
}

/** Local time, to the second. */
export function timeText(milliseconds: number): string {
  const time = wallTime(milliseconds)
  return `${dayText(time)} ${clockText(time)}`
}

/** On one line. */
const statementLine = (statement: string, width: number): string =>
  cutTo(visible(statement.replace(/\s+/g, ' ').trim()), width)

const cutTo = (text: string, length: number): string =>
  text.length > length ? `${text.slice(0, length - 1)}…` : text
