/**
 * What leaving, or Ctrl-C, would break off: said before it is done.
 */
import type { Subject } from '../../commands/command.ts'
import { type JobState, type State, taskOf, waitingCount } from '../../core/state.ts'
import { labelOf } from '../frame/draw-rows.ts'
import type { Question } from '../view.ts'

/** Names what is lost; undefined when nothing is. */
export function quitQuestion(state: State): Question | undefined {
  const jobs = [...state.active].flatMap((number) => state.jobs.get(number) ?? [])
  const running = sum(jobs.map((job) => job.running))
  const waiting = sum(jobs.map(waitingCount))
  const pending = sum([...state.sessions.values()].map((session) => session.pending.length))
  const losses = [
    running > 0 ? `${tasks(running)} ${running === 1 ? 'runs' : 'run'}` : '',
    waiting > 0 ? `${waiting === 1 ? '1 waits' : `${waiting} wait`}` : '',
    pending > 0 ? `the work of ${tasks(pending)} is uncommitted` : '',
  ].filter((loss) => loss !== '')
  if (losses.length === 0) return undefined
  const deeds = [
    ...(running + waiting > 0 ? ['cancel'] : []),
    ...(running + pending > 0 ? ['roll back'] : []),
  ]
  return {
    text: `${losses.join(', ')}: ${deeds.join(', ')} and quit? (y/N)`,
    agreement: { type: 'quit' },
    isInterrupt: false,
  }
}

/** What Ctrl-C would cancel: the selected task, or its job, or the newest job that runs. Undefined: nothing runs. */
export function cancelQuestion(state: State, selected: Subject | undefined): Question | undefined {
  if (selected?.task && state.jobs.has(selected.job)) {
    const task = taskOf(state, selected.task)
    if (task.phase.name === 'running') {
      const label = labelOf(task)
      const what = `${task.id}${label === '' ? '' : ` ${label}`} in ${task.phase.session}`
      return cancelAsked(
        `cancel ${what}?`,
        { type: 'cancel task', task: task.id },
        `cancel sent to ${task.id}`,
      )
    }
  }
  const number = selected && state.active.has(selected.job) ? selected.job : [...state.active].at(-1)
  const job = number === undefined ? undefined : state.jobs.get(number)
  if (!job) return undefined
  return cancelAsked(
    `cancel job ${job.number} (${whatIsLeft(job)})?`,
    { type: 'cancel job', job: job.number, reason: 'cancelled by Ctrl-C' },
    `cancel sent to job ${job.number}`,
  )
}

type Sending = Extract<Question['agreement'], { type: 'send' }>

const cancelAsked = (what: string, command: Sending['command'], done: string): Question => ({
  text: `${what} Ctrl-C or y cancels, n lets it run`,
  agreement: { type: 'send', command, done },
  isInterrupt: true,
})

const whatIsLeft = (job: JobState): string => `${job.running} running, ${waitingCount(job)} waiting`

const tasks = (count: number): string => `${count} ${count === 1 ? 'task' : 'tasks'}`

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0)
