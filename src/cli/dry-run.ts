/** What a run would do, task by task, as text. */
import { limitText } from '../core/halt.ts'
import type { JobPlan } from '../core/job.ts'
import { describePlan } from '../core/plan.ts'
import type { SessionSpec } from '../core/session.ts'
import { sizesText } from '../core/waves.ts'
import { countOf } from '../results/measures.ts'
import { renderTable } from '../results/table.ts'
import { protectedIn } from './confirmation.ts'

/** The plan in words and as a table, and which of its sessions are protected from it. */
export function planText(plan: JobPlan, sessions: readonly SessionSpec[]): string {
  const { headings, rows } = describePlan(plan)
  const columns = headings.map((name) => ({ name, type: name === 'TASK' ? 'NUMBER' : 'VARCHAR2' }))
  const use = protectedIn(plan, sessions)
  const asks = use === undefined ? [] : [`protected, and asked about: ${use.sessions.join(', ')}`]
  return `${[planLine(plan), ...asks, '', ...renderTable(columns, rows)].join('\n')}\n`
}

/** `7 tasks in 3 sessions, at most 3 at once; no commit`. */
function planLine({ tasks, sessions, cap, commit, kind, waves, halt }: JobPlan): string {
  const limit = cap === 0 ? 'no cap' : `at most ${cap} at once`
  const end = commit ? 'each is committed when it succeeds' : commitWords(kind)
  const course = [
    ...(waves === undefined ? [] : [`in ${sizesText(waves, tasks.length)}`]),
    ...(halt === undefined ? [] : [`halt ${limitText(halt, tasks.length)}`]),
  ].map((part) => `, ${part}`)
  return `${countOf(tasks.length, 'task')} in ${countOf(sessions.length, 'session')}, ${limit}${course.join('')}; ${end}`
}

/** What is committed although nobody asked for it. */
function commitWords(kind: JobPlan['kind']): string {
  switch (kind) {
    case 'ddl':
      return 'DDL commits by itself'
    case 'plsql':
    case 'unknown':
      return 'no commit but those of the statement itself'
    case 'commit':
      return 'commits what is open'
    case 'query':
    case 'query for update':
    case 'dml':
    case 'rollback':
    case 'transaction control':
    case 'session control':
    case 'system control':
      return 'no commit'
  }
}
