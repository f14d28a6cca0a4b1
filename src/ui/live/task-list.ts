/** The tasks of one job as a list. */
import { numberOf, type TaskId } from '../../core/job.ts'
import { findTask, type State, type TaskState } from '../../core/state.ts'
import { formatCount } from '../../results/measures.ts'
import { labelOf, timeOf } from '../frame/draw-rows.ts'
import { rowCount, taskRemark, taskStatus } from '../frame/status.ts'
import { remarkTone, statusCell } from './cells.ts'
import type { ListView, RowSource } from './list-view.ts'

/** Tasks in the order of their numbers; none when the job is not there. */
export function taskSource(state: State, number: number | undefined): RowSource {
  const job = number === undefined ? undefined : state.jobs.get(number)
  const prefix = `task:${number}.`
  return {
    total: job?.tasks.length ?? 0,
    moves: 0,
    keyAt: (index) => `${number}.${index + 1}`,
    indexOf: (key) => (key.startsWith(`${number}.`) ? numberOf(key as TaskId) - 1 : -1),
    touchedBy: (key) => (key.startsWith(prefix) ? Number(key.slice(prefix.length)) - 1 : undefined),
  }
}

const phaseRanks = { running: 0, waiting: 1, ended: 2 } as const

/** Running ones first, the longest of them first; then those that ended, by how long they took. */
function timeRank({ phase }: TaskState): number {
  if (phase.name === 'running') return phase.since - 1e15
  return phase.name === 'ended' && phase.since !== undefined ? phase.since - phase.at : 1
}

export const taskList: ListView<TaskState> = {
  name: 'tasks',
  empty: 'no task yet: type a statement and end it with ;',
  rowOf: (key, state) => findTask(state, key as TaskId),
  traits: (task, state) => ({
    name: `${task.id} ${labelOf(task)} ${sessionOf(task)}`,
    phase: taskStatus(task).word,
    error: task.phase.name === 'ended' ? (task.phase.end.error?.message ?? '') : '',
    text: () => taskRemark(task, state),
  }),
  columns: [
    { title: 'task', width: { least: 5, most: 10 }, cell: ({ id }) => id },
    {
      title: 'parameters',
      width: { least: 0, most: 24 },
      cell: labelOf,
      rank: labelOf,
    },
    {
      title: 'state',
      width: { least: 12, most: 12 },
      cell: (task, { theme }) => statusCell(taskStatus(task), theme),
      rank: (task) => `${phaseRanks[task.phase.name]}${taskStatus(task).word}`,
    },
    { title: 'session', width: { least: 7, most: 16 }, cell: sessionOf, rank: sessionOf },
    {
      title: 'remark',
      width: 'rest',
      cell: (task, { state, now }) => [remarkTone(taskStatus(task)), taskRemark(task, state, now)],
    },
    {
      title: 'rows',
      width: { least: 4, most: 11 },
      align: 'right',
      cell: (task) => (rowCount(task) > 0 ? formatCount(rowCount(task)) : ''),
      rank: (task) => -rowCount(task),
    },
    {
      title: 'time',
      width: { least: 7, most: 7 },
      align: 'right',
      cell: (task, { now }) => timeOf(task, now),
      rank: timeRank,
    },
  ],
}

function sessionOf({ phase, plan }: TaskState): string {
  return (phase.name === 'waiting' ? undefined : phase.session) ?? plan.session ?? ''
}
