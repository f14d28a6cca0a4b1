/**
 * The live part: the sessions, and the visible window of jobs and tasks. Rows out of sight cost nothing.
 */
import type { Subject } from '../../commands/command.ts'
import { type JobState, type SessionState, type State, type TaskState, taskOf } from '../../core/state.ts'
import { columnsFor, jobRow, sessionRow, taskRow } from './draw-rows.ts'
import type { Layout } from './layout.ts'
import { subjectAt } from './overview-rows.ts'
import type { Scene } from './scene.ts'
import { sessionStatus } from './status.ts'
import { fit } from './text.ts'

/** Lines of the sessions, then of the list from row `top` on. */
export function gridLines(scene: Scene, layout: Layout, top: number): string[] {
  const { state, size } = scene
  const [sessions, hidden] = sessionsToShow(state, layout.sessions)
  const rows = Array.from({ length: layout.list }, (_, line) => subjectAt(state, top + line)).flatMap(
    (subject) => (subject ? [rowOf(subject, state)] : []),
  )
  const tasks = rows.flatMap(({ task }) => task ?? [])
  const columns = columnsFor(size.columns, sessions, tasks)
  return [
    ...sessions.map((session) => sessionRow(session, columns, scene)),
    ...(hidden.length > 0 ? [hiddenLine(hidden, scene)] : []),
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

/** Those that have a row, and those that only count: the quiet ones when there is no room for all. */
function sessionsToShow(
  state: State,
  height: number,
): readonly [readonly SessionState[], readonly SessionState[]] {
  const sessions = [...state.sessions.values()]
  if (sessions.length <= height || height === 0) return [sessions.slice(0, height), []]
  const sorted = [...sessions.filter((session) => !isQuiet(session)), ...sessions.filter(isQuiet)]
  return [sorted.slice(0, height - 1), sorted.slice(height - 1)]
}

const isQuiet = ({ phase, pending }: SessionState): boolean =>
  (phase.name === 'idle' || phase.name === 'closed') && pending.length === 0

/** `and 37 more: 36 idle, 1 closed`. */
function hiddenLine(hidden: readonly SessionState[], { state, size, theme }: Scene): string {
  const counts = new Map<string, number>()
  for (const session of hidden) {
    const { word } = sessionStatus(session, state)
    counts.set(word, (counts.get(word) ?? 0) + 1)
  }
  const words = [...counts].map(([word, count]) => `${count} ${word}`)
  const text = `  and ${hidden.length} more: ${words.join(', ')}`
  return theme.paint('faint', fit(text, size.columns, theme.glyphs.ellipsis))
}
