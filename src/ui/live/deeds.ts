/**
 * What a key does to the marked rows, or else to the selected one: the line of commands that does the same, and what to
 * ask before. Where nothing can be done it says why. Pure; nothing here acts.
 */
import { jobOf, type TaskId } from '../../core/job.ts'
import type { SessionName } from '../../core/session.ts'
import { findTask, type JobState, type SessionState, type State, type TaskState } from '../../core/state.ts'
import { nameList } from '../../results/headings.ts'
import { countOf } from '../../results/measures.ts'
import type { View } from '../view.ts'
import { selectedIn } from './live-part.ts'
import { listOf } from './live-view.ts'

export type DeedName =
  | 'cancel'
  | 'retry'
  | 'hold or release'
  | 'commit'
  | 'rollback'
  | 'open or close'
  | 'raise cap'
  | 'lower cap'

export type Deed =
  /** `question`: asked first. The lines are commands, one a line. */
  | { readonly type: 'do'; readonly lines: string; readonly question?: string }
  | { readonly type: 'impossible'; readonly why: string }

/** The rows that are meant, as what they are. */
interface Meant {
  readonly sessions: readonly SessionState[]
  readonly jobs: readonly JobState[]
  readonly tasks: readonly TaskState[]
}

/** Room for names in the line of a question. */
const roomForNames = 40

/** What is to be done to the rows that are meant. */
export function planDeed(name: DeedName, view: View, state: State): Deed {
  const meant = meantRows(view, state)
  if (meant.sessions.length + meant.jobs.length + meant.tasks.length === 0)
    return impossible('no row is selected')
  switch (name) {
    case 'cancel':
      return cancel(meant, state)
    case 'retry':
      return retry(jobsOf(meant, state), state)
    case 'hold or release':
      return holdOrRelease(jobsOf(meant, state), state)
    case 'commit':
    case 'rollback':
      return endWork(name, meant, state)
    case 'open or close':
      return openOrClose(meant)
    case 'raise cap':
      return changeCap(1, jobsOf(meant, state), state)
    case 'lower cap':
      return changeCap(-1, jobsOf(meant, state), state)
  }
}

const impossible = (why: string): Deed => ({ type: 'impossible', why })

/** Marked rows of the list that is shown, else the selected row. */
export function meantRows(view: View, state: State): Meant {
  const nothing: Meant = { sessions: [], jobs: [], tasks: [] }
  const list = listOf(view.live)
  const { selected: subject } = view
  if (list === undefined || list === 'log') {
    const job = subject && state.jobs.get(subject.job)
    if (!subject || !job) return nothing
    if (subject.task === undefined) return { ...nothing, jobs: [job] }
    return { ...nothing, tasks: tasksOf([subject.task], state) }
  }
  const { marks } = view.live.stands[list]
  const selected = selectedIn(list, view)
  const keys = marks.size > 0 ? [...marks] : selected === undefined ? [] : [selected]
  switch (list) {
    case 'sessions':
      return { ...nothing, sessions: keys.flatMap((key) => state.sessions.get(key) ?? []) }
    case 'jobs':
      return { ...nothing, jobs: keys.flatMap((key) => state.jobs.get(Number(key)) ?? []) }
    case 'tasks':
      return { ...nothing, tasks: tasksOf(keys, state) }
  }
}

const tasksOf = (keys: readonly string[], state: State): TaskState[] =>
  keys.flatMap((key) => findTask(state, key as TaskId) ?? [])

/** The jobs that are meant, each once: those of tasks, and of what sessions run. */
function jobsOf({ sessions, jobs, tasks }: Meant, state: State): JobState[] {
  const numbers = [
    ...jobs.map(({ number }) => number),
    ...tasks.map(({ job }) => job),
    ...sessions.flatMap(({ phase }) => (phase.name === 'busy' ? [jobOf(phase.task)] : [])),
  ]
  return [...new Set(numbers)].flatMap((number) => state.jobs.get(number) ?? [])
}

const numbersOf = (jobs: readonly JobState[]): number[] => jobs.map(({ number }) => number)

const namesOf = (sessions: readonly SessionState[]): SessionName[] => sessions.map(({ spec }) => spec.name)

function cancel({ sessions, jobs, tasks }: Meant, state: State): Deed {
  const openJobs = jobs.filter(({ number }) => state.active.has(number))
  const openTasks = tasks.filter(({ phase }) => phase.name !== 'ended')
  const busy = sessions.flatMap(({ phase }) => (phase.name === 'busy' ? [phase.task] : []))
  const what = [...numbersOf(openJobs).map(String), ...openTasks.map(({ id }) => id), ...busy]
  if (what.length === 0) {
    const [task] = tasks
    if (task?.phase.name === 'ended' && tasks.length === 1)
      return impossible(`${task.id} has ended: ${task.phase.end.outcome}`)
    return impossible(sessions.length > 0 ? 'nothing runs there' : 'all of it has ended')
  }
  const kind = openJobs.length > 0 ? (openJobs.length === 1 ? 'job ' : 'jobs ') : ''
  return {
    type: 'do',
    lines: what.map((each) => `cancel ${each}`).join('\n'),
    question: `cancel ${kind}${nameList(what, roomForNames)}? (y/N)`,
  }
}

function retry(jobs: readonly JobState[], state: State): Deed {
  const running = jobs.find(({ number }) => state.active.has(number))
  if (running) return impossible(`job ${running.number} has not ended: retry when it has`)
  const failed = jobs.filter((job) => (job.ended.get('failed') ?? 0) > 0)
  if (failed.length === 0)
    return impossible(`nothing failed of job ${numbersOf(jobs).join(', ') || 'any session'}`)
  const count = failed.reduce((sum, job) => sum + (job.ended.get('failed') ?? 0), 0)
  const what = `${countOf(count, 'failed task')} of job ${nameList(numbersOf(failed).map(String), roomForNames)}`
  return {
    type: 'do',
    lines: numbersOf(failed)
      .map((number) => `retry ${number}`)
      .join('\n'),
    question: `run ${what} again? (y/N)`,
  }
}

function holdOrRelease(jobs: readonly JobState[], state: State): Deed {
  const open = jobs.filter(({ number }) => state.active.has(number))
  if (open.length === 0)
    return impossible(
      `job ${numbersOf(jobs).join(', ') || 'none'} has ended`.replace(
        'job none has ended',
        'no job runs there',
      ),
    )
  const free = open.filter(({ held }) => held === undefined)
  if (free.length > 0) return { type: 'do', lines: `hold ${numbersOf(free).join(' ')}` }
  const [first] = open
  const why = first?.held === undefined ? '' : ` ${first.held}`
  return {
    type: 'do',
    lines: `release ${numbersOf(open).join(' ')}`,
    question: `release job ${numbersOf(open).join(', ')} (y/N)?${why}`,
  }
}

/** Of a task it is the whole transaction of its session, which the question says. */
function endWork(how: 'commit' | 'rollback', { sessions, jobs, tasks }: Meant, state: State): Deed {
  const holders = new Set<SessionName>()
  for (const { spec } of sessions) holders.add(spec.name)
  for (const { phase } of tasks)
    if (phase.name === 'ended' && phase.session !== undefined && phase.end.fate === 'pending')
      holders.add(phase.session)
  for (const session of state.sessions.values())
    if (session.pending.some((task) => jobs.some(({ number }) => number === jobOf(task))))
      holders.add(session.spec.name)
  const holding = [...holders].flatMap((name) => {
    const session = state.sessions.get(name)
    return session && session.pending.length > 0 ? [session] : []
  })
  if (holding.length === 0) return impossible('no uncommitted work there')
  const busy = holding.find(({ phase }) => phase.name === 'busy')
  if (busy) return impossible(`${busy.spec.name} is busy: ${how} when it has ended`)
  const works = holding.flatMap(({ pending }) => pending)
  const names = namesOf(holding)
  const where = nameList(names, roomForNames)
  const target = jobs.length > 0 ? numbersOf(jobs) : [names.join(',')]
  return {
    type: 'do',
    lines: target.map((each) => `${how} ${each}`).join('\n'),
    question: `${how} the work of ${nameList(works, roomForNames)} in ${where}? (y/N)`,
  }
}

function openOrClose({ sessions }: Meant): Deed {
  if (sessions.length === 0) return impossible('only sessions are opened and closed: 1 shows them')
  const shut = sessions.filter(({ phase }) => ['closed', 'refused', 'lost', 'waiting'].includes(phase.name))
  if (shut.length > 0) return { type: 'do', lines: `open ${namesOf(shut).join(',')}` }
  const idle = sessions.filter(({ phase, pending }) => phase.name === 'idle' && pending.length === 0)
  if (idle.length > 0) return { type: 'do', lines: `close ${namesOf(idle).join(',')}` }
  const [first] = sessions
  const name = first?.spec.name ?? ''
  if (first?.phase.name === 'idle')
    return impossible(`${name} holds uncommitted work: commit or roll back first`)
  return impossible(`${name} is ${first?.phase.name}: cancel what runs there first`)
}

function changeCap(by: 1 | -1, jobs: readonly JobState[], state: State): Deed {
  const open = jobs.filter(({ number }) => state.active.has(number))
  const [first] = open
  if (!first) return impossible('a cap is that of a job that has not ended')
  const uncapped = open.find(({ cap }) => cap === 0)
  if (uncapped && by > 0) return impossible(`job ${uncapped.number} has no cap`)
  const least = open.find(({ cap }) => cap === 1)
  if (least && by < 0) return impossible(`job ${least.number} runs one at a time: h holds it`)
  const caps = open.map(({ number, cap, plan }) => {
    const from = cap === 0 ? plan.sessions.length : cap
    return `cap ${number} ${Math.max(1, from + by)}`
  })
  return { type: 'do', lines: caps.join('\n') }
}
