/** The sessions as a list: who is logged in where, what it does, whose work is open in it. */
import type { TaskId } from '../../core/job.ts'
import { type SessionState, type State, type TaskState, taskOf } from '../../core/state.ts'
import { formatCount } from '../../results/measures.ts'
import { timeOf } from '../frame/draw-rows.ts'
import { runningDuration } from '../frame/duration.ts'
import { rowCount, sessionRemark, sessionStatus, taskRemark } from '../frame/status.ts'
import { remarkTone, statusCell } from './cells.ts'
import type { ListView, RowSource } from './list-view.ts'

/** Sessions in the order in which they became known. */
export function sessionSource(state: State): RowSource {
  const names = [...state.sessions.keys()]
  const places = new Map(names.map((name, index) => [name, index]))
  const learn = (): void => {
    if (state.sessions.size === names.length) return
    for (const name of [...state.sessions.keys()].slice(names.length)) {
      places.set(name, names.length)
      names.push(name)
    }
  }
  return {
    get total() {
      learn()
      return names.length
    },
    moves: 0,
    keyAt: (index) => names[index] ?? '',
    indexOf: (key) => places.get(key) ?? -1,
    touchedBy(key) {
      if (key.startsWith('session:')) return places.get(key.slice('session:'.length))
      if (!key.startsWith('task:')) return undefined
      const { phase } = taskOf(state, key.slice('task:'.length) as TaskId)
      return phase.name === 'running' ? places.get(phase.session) : undefined
    },
  }
}

/** From here on login and transaction have columns of their own. */
const wide = 110

const stateRanks = {
  ...{ busy: 0, ending: 1, opening: 2, waiting: 3, lost: 4, refused: 5, idle: 6, closed: 7 },
} as const

const taskIn = ({ phase }: SessionState, state: State): TaskState | undefined =>
  phase.name === 'busy' ? taskOf(state, phase.task) : undefined

const loginText = ({ spec: { login } }: SessionState): string => `${login.user}@${login.connectString}`

/** Who longest holds something open first. */
const ageRank = ({ pendingSince }: SessionState): number => pendingSince ?? Number.MAX_SAFE_INTEGER

export const sessionList: ListView<SessionState> = {
  name: 'sessions',
  empty: 'no session yet: a statement opens those of its target',
  rowOf: (key, state) => state.sessions.get(key),
  traits: (session, state) => ({
    name: `${session.spec.name} ${loginText(session)}`,
    phase: sessionStatus(session, state).word,
    error: 'error' in session.phase ? session.phase.error.message : '',
    text: () => sessionRemark(session, state, 0),
  }),
  columns: [
    {
      title: 'session',
      width: { least: 8, most: 20 },
      cell: ({ spec }) => spec.name,
      rank: ({ spec }) => spec.name,
    },
    { title: 'login', width: { least: 8, most: 32 }, from: wide, cell: loginText, rank: loginText },
    {
      title: 'state',
      width: { least: 12, most: 12 },
      cell: (session, { state, theme }) => statusCell(sessionStatus(session, state), theme),
      rank: (session, state) => `${stateRanks[session.phase.name]}${sessionStatus(session, state).word}`,
    },
    {
      title: 'open work',
      width: { least: 9, most: 9 },
      from: wide,
      cell: ({ pendingSince }, { now, theme }) =>
        pendingSince === undefined
          ? ''
          : ['warning', `${theme.glyphs.pending} ${runningDuration(now - pendingSince)}`],
      rank: ageRank,
    },
    {
      title: 'task',
      width: { least: 5, most: 10 },
      cell: (session, { state }) => taskIn(session, state)?.id ?? '',
    },
    {
      title: 'remark',
      width: 'rest',
      cell(session, { state, size, now }) {
        const tone = remarkTone(sessionStatus(session, state))
        const task = taskIn(session, state)
        // Where the age of open work has a column, a running task's own word is what is left to say.
        if (task && size.columns >= wide) return [tone, taskRemark(task, state, now)]
        return [tone, sessionRemark(session, state, now)]
      },
    },
    {
      title: 'rows',
      width: { least: 4, most: 11 },
      align: 'right',
      cell(session, { state }) {
        const task = taskIn(session, state)
        const rows = task ? rowCount(task) : 0
        return rows > 0 ? formatCount(rows) : ''
      },
      rank(session, state) {
        const task = taskIn(session, state)
        return task ? -rowCount(task) : 1
      },
    },
    {
      title: 'time',
      width: { least: 7, most: 7 },
      align: 'right',
      cell(session, { state, now }) {
        const task = taskIn(session, state)
        return task ? timeOf(task, now) : ''
      },
      rank: ({ phase }) => (phase.name === 'busy' ? phase.since : Number.MAX_SAFE_INTEGER),
    },
  ],
}
