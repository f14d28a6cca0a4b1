/**
 * The live part: the sessions, and the visible window of jobs and tasks. Rows out of sight cost nothing.
 */
import type { Subject } from '../commands/command.ts'
import { type JobState, type SessionState, type State, type TaskState, taskOf } from '../core/state.ts'
import { columnsFor, jobRow, sessionRow, taskRow } from './draw-rows.ts'
import type { Layout } from './layout.ts'
import { subjectAt } from './list.ts'
import type { Scene } from './scene.ts'

/** Lines of the sessions, then of the list from row `top` on. */
export function gridLines(scene: Scene, layout: Layout, top: number): string[] {
  const { state, size } = scene
  const sessions = sessionsToShow(state, layout.sessions)
  const rows = Array.from({ length: layout.list }, (_, line) => subjectAt(state, top + line)).flatMap(
    (subject) => (subject ? [rowOf(subject, state)] : []),
  )
  const tasks = rows.flatMap(({ task }) => task ?? [])
  const columns = columnsFor(size.columns, sessions, tasks)
  return [
    ...sessions.map((session) => sessionRow(session, columns, scene)),
    ...rows.map(({ job, task }) => (task ? taskRow(task, columns, scene) : jobRow(job, columns, scene))),
  ]
}

interface ListRow {
  readonly job: JobState
  readonly task?: TaskState
}

function rowOf(subject: Subject, state: State): ListRow {
  const job = state.jobs.get(subject.job)
  if (!job) throw new Error(`no job ${subject.job}`)
  return subject.task === undefined ? { job } : { job, task: taskOf(state, subject.task) }
}

/** All of them in their order, or those with something to show first when there is no room for all. */
function sessionsToShow(state: State, height: number): readonly SessionState[] {
  const sessions = [...state.sessions.values()]
  if (sessions.length <= height) return sessions
  return [...sessions.filter((session) => !isQuiet(session)), ...sessions.filter(isQuiet)].slice(0, height)
}

const isQuiet = ({ phase, pending }: SessionState): boolean =>
  (phase.name === 'idle' || phase.name === 'closed') && pending.length === 0
