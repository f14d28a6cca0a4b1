/** What a run would do, task by task, as text. */
import type { JobPlan } from '../core/job.ts'
import { describePlan } from '../core/plan.ts'
import { countOf } from '../results/measures.ts'
import { renderTable } from '../results/table.ts'

/** The plan in words and as a table. */
export function planText(plan: JobPlan): string {
  const { headings, rows } = describePlan(plan)
  const columns = headings.map((name) => ({ name, type: name === 'TASK' ? 'NUMBER' : 'VARCHAR2' }))
  return `${[planLine(plan), '', ...renderTable(columns, rows)].join('\n')}\n`
}

/** `7 tasks in 3 sessions, at most 3 at once; nothing is committed`. */
function planLine({ tasks, sessions, cap, commit }: JobPlan): string {
  const limit = cap === 0 ? 'no cap' : `at most ${cap} at once`
  const end = commit ? 'each is committed when it succeeds' : 'nothing is committed'
  return `${countOf(tasks.length, 'task')} in ${countOf(sessions.length, 'session')}, ${limit}; ${end}`
}
