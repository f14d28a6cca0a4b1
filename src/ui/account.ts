/**
 * What the ordinary screen shows once the shell has gone: what ran, what failed, what was rolled back.
 */
import type { TaskId } from '../core/job.ts'
import type { State, TaskState } from '../core/state.ts'
import { jobProgress, labelOf } from './draw-rows.ts'
import { taskRemark } from './status.ts'
import { truncate } from './text.ts'
import type { Theme } from './theme.ts'

/** Tasks of a job that are named, and jobs, the newest; others are counted. */
const namedTasks = 5
const namedJobs = 10

/** Tasks whose work is pending, to be told from those that are still so after leaving. */
export const pendingTasks = (state: State): TaskId[] =>
  [...state.sessions.values()].flatMap(({ pending }) => pending)

/**
 * The account in lines of at most `width` cells.
 * @param pendingBefore tasks whose work was pending when the user left
 */
export function accountLines(
  state: State,
  pendingBefore: readonly TaskId[],
  width: number,
  theme: Theme,
): string[] {
  const jobs = [...state.jobs.values()]
  const unnamed = Math.max(0, jobs.length - namedJobs)
  const lines = jobs.slice(unnamed).flatMap((job) => {
    const bad = job.tasks.filter(({ phase }) => phase.name === 'ended' && isWorthNaming(phase.end.outcome))
    const heading = `job ${job.number}  ${jobProgress(job)}  ${job.plan.statement.replace(/\s+/g, ' ')}`
    return [heading, ...bad.slice(0, namedTasks).map((task) => badLine(task, state)), ...moreLine(bad.length)]
  })
  const settled = pendingBefore.filter((id) => !pendingTasks(state).includes(id))
  const work = settled.length === 0 ? [] : [`rolled back on leaving: the work of ${settled.join(', ')}`]
  const earlier = unnamed === 0 ? [] : [`${unnamed} jobs before`]
  return [...earlier, ...lines, ...work].map((line) => truncate(line, width, theme.glyphs.ellipsis))
}

const isWorthNaming = (outcome: string): boolean => outcome !== 'succeeded' && outcome !== 'skipped'

function badLine(task: TaskState, state: State): string {
  const { phase } = task
  const end = phase.name === 'ended' ? phase.end.outcome : phase.name
  const where = phase.name === 'ended' && phase.session !== undefined ? ` in ${phase.session}` : ''
  const label = labelOf(task)
  const who = `${task.id}${label === '' ? '' : ` ${label}`}${where}`
  return `  ${who}: ${end}, ${taskRemark(task, state).replace(/\s+/g, ' ')}`
}

const moreLine = (count: number): string[] => (count > namedTasks ? [`  and ${count - namedTasks} more`] : [])
