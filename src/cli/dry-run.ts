/** Prints what a run would do, task by task, and does nothing of it. */
import type { JobPlan } from '../core/job.ts'
import { describePlan } from '../core/plan.ts'
import { countOf } from '../results/measures.ts'
import { renderTable } from '../results/table.ts'
import type { Output } from './ports.ts'

/** Writes the plan; the exit code of a dry run. */
export function printPlan(plan: JobPlan, stdout: Output): number {
  const { headings, rows } = describePlan(plan)
  const columns = headings.map((name) => ({ name, type: name === 'TASK' ? 'NUMBER' : 'VARCHAR2' }))
  stdout.write(`${[planLine(plan), '', ...renderTable(columns, rows)].join('\n')}\n`)
  return 0
}

/** `7 tasks in 3 sessions, at most 3 at once; nothing is committed`. */
function planLine({ tasks, sessions, cap, commit }: JobPlan): string {
  const limit = cap === 0 ? 'no cap' : `at most ${cap} at once`
  const end = commit ? 'each is committed when it succeeds' : 'nothing is committed'
  return `${countOf(tasks.length, 'task')} in ${countOf(sessions.length, 'session')}, ${limit}; ${end}`
}
