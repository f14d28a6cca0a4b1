/**
 * Planned tasks as they stand in the journal: many tasks say the same, so a task is written as what it alone has.
 */
import type { TaskPlan } from '../../core/job.ts'
import type { PlanChunk } from './batch.ts'

/** Tasks of one chunk: written in a slice short enough that nobody waits for it. */
export const tasksPerChunk = 500

/** Session, statement where it is not the job's own, parameters, binds, number in the job that is gone on with. */
type WrittenTask = readonly [
  session: string | null,
  statement: string | null,
  parameters: Readonly<Record<string, string>>,
  binds: Readonly<Record<string, string>>,
  origin?: number,
]

/** The chunk of `tasks` that begins at index `from`. */
export function writePlanChunk(
  job: number,
  statement: string,
  tasks: readonly TaskPlan[],
  from: number,
): PlanChunk {
  const written = tasks.slice(from, from + tasksPerChunk).map((task): WrittenTask => {
    const own = task.statement === statement ? null : task.statement
    const common = [task.session ?? null, own, task.parameters, task.binds] as const
    return task.origin === undefined ? common : [...common, task.origin]
  })
  return { job, first: from + 1, tasks: JSON.stringify(written) }
}

/** The tasks of a chunk again. */
export function readPlanChunk({ first, tasks }: Omit<PlanChunk, 'job'>, statement: string): TaskPlan[] {
  return (JSON.parse(tasks) as WrittenTask[]).map(([session, own, parameters, binds, origin], index) => ({
    number: first + index,
    ...(session === null ? {} : { session }),
    ...(origin === undefined ? {} : { origin }),
    parameters,
    statement: own ?? statement,
    binds,
  }))
}
