/**
 * A job out of the journal, in the form in which a running one is seen: so that whatever shows or reports jobs does the
 * same for those of yesterday.
 */
import type { History, JobRecord, TaskRecord } from './record.ts'
import { sharedColumns } from './shared-parts.ts'
import { type JobState, newJob, type TaskPhase, type TaskState } from './state.ts'

/** What is remembered of a job: its record, and its tasks as its program last saw them. */
export interface RecalledJob {
  readonly record: JobRecord
  readonly job: JobState
}

/** Tasks asked for at a time. */
const windowSize = 1000

/** The job of that number; undefined when the journal has none. */
export async function recallJob(history: History, number: number): Promise<RecalledJob | undefined> {
  const record = await history.job(number)
  if (!record) return undefined
  const tasks: TaskRecord[] = []
  while (tasks.length < record.taskCount) {
    const some = await history.tasks(number, tasks.length + 1, windowSize)
    if (some.length === 0) break
    tasks.push(...some)
  }
  const plan = { ...record.plan, tasks: tasks.map((task) => task.plan) }
  const job: JobState = { ...newJob(number, plan, record.queuedAt), isRecalled: true }
  if (record.stopped !== undefined) job.stopped = record.stopped
  for (const [index, task] of tasks.entries()) {
    const state = job.tasks[index]
    if (state) fillIn(state, task, job)
  }
  return { record, job }
}

function fillIn(state: TaskState, record: TaskRecord, job: JobState): void {
  state.phase = phaseOf(record)
  state.results = record.results.map(({ columns, count }, result) => ({
    columns: sharedColumns(job.shared, result, columns),
    count,
  }))
  state.outputCount = record.outputCount
  if (state.phase.name === 'running') job.running++
  if (state.phase.name === 'ended') {
    const { outcome } = state.phase.end
    job.ended.set(outcome, (job.ended.get(outcome) ?? 0) + 1)
  }
}

function phaseOf({ session, startedAt: since, endedAt: at, end }: TaskRecord): TaskPhase {
  if (end !== undefined && at !== undefined) {
    const place = { ...(session === undefined ? {} : { session }), ...(since === undefined ? {} : { since }) }
    return { name: 'ended', ...place, at, end }
  }
  if (session !== undefined && since !== undefined) return { name: 'running', session, since }
  return { name: 'waiting' }
}
