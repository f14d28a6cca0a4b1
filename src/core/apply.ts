/**
 * The fold: one event into the state it owns. Deterministic and without I/O; engine, screen and reporter all read the
 * same facts through it.
 */
import type { Event, TaskEnd } from './event.ts'
import { eventVersion } from './event.ts'
import { forgetJob } from './forgotten.ts'
import { jobOf, numberOf, type TaskId } from './job.ts'
import { limitNow, limitsOver, scopeKey } from './limits.ts'
import type { SessionName } from './session.ts'
import { type SharedParts, sharedColumns, sharedEnd, sharedResults } from './shared-parts.ts'
import {
  endedCount,
  type JobState,
  newJob,
  noResults,
  type SessionPhase,
  type SessionState,
  type State,
  taskOf,
  waiting,
} from './state.ts'
import { comeBack, leave } from './waiting.ts'
import { confirmWave, countEnd, enterNextWave } from './wave-progress.ts'

/** What an event touched, so that a reader redraws no more than that. */
export type Key = `session:${SessionName}` | `job:${number}` | `task:${TaskId}`

/** Folds one event in and tells what it touched. Throws on a version or an order it does not know. */
export function apply(state: State, event: Event): Key[] {
  if (event.version > eventVersion)
    throw new Error(`event version ${event.version} is newer than this program`)
  if (event.seq !== state.seq + 1) throw new Error(`event ${event.seq} does not follow ${state.seq}`)
  state.seq = event.seq
  switch (event.type) {
    case 'session added':
      state.sessions.set(event.session.name, { spec: event.session, phase: { name: 'closed' }, pending: [] })
      return [`session:${event.session.name}`]
    case 'session opening':
      return setPhase(state, event.session, { name: 'opening' })
    case 'session opened':
      sessionOf(state, event.session).identity = event.identity
      return setPhase(state, event.session, { name: 'idle' })
    case 'session refused':
      return setPhase(state, event.session, { name: 'refused', error: event.error })
    case 'session waiting':
      return setPhase(state, event.session, { name: 'waiting', error: event.error })
    case 'session lost':
      return setPhase(state, event.session, { name: 'lost', error: event.error })
    case 'session closed':
      return setPhase(state, event.session, { name: 'closed' })
    case 'job queued':
      return queueJob(state, event)
    case 'cap changed':
      jobIn(state, event.job).cap = event.cap
      return [`job:${event.job}`]
    case 'cap set':
      state.limits.set(scopeKey(event.scope), limitNow(state, event.scope, event.cap))
      return []
    case 'queue paused':
      state.isPaused = true
      return []
    case 'queue resumed':
      state.isPaused = false
      return []
    case 'job held':
      return holdJob(state, event)
    case 'job released':
      delete jobIn(state, event.job).held
      delete jobIn(state, event.job).heldFor
      confirmWave(jobIn(state, event.job))
      return [`job:${event.job}`]
    case 'wave ended':
      enterNextWave(jobIn(state, event.job), event)
      return [`job:${event.job}`]
    case 'job due':
      jobIn(state, event.job).isDue = true
      return [`job:${event.job}`]
    case 'earlier job ended':
      jobIn(state, event.job).earlierEnded = event.hasSucceeded ? 'succeeded' : 'otherwise'
      return [`job:${event.job}`]
    case 'round ended':
      jobIn(state, event.job).roundEnded = { ...(event.last !== undefined && { last: event.last }) }
      return [`job:${event.job}`]
    case 'priority changed':
      jobIn(state, event.job).priority = event.priority
      return [`job:${event.job}`]
    case 'job moved':
      jobIn(state, event.job).order = event.order
      return [`job:${event.job}`]
    case 'job stopped':
      jobIn(state, event.job).stopped = event.reason
      return [`job:${event.job}`]
    case 'job forgotten':
      return forgetJob(state, event.job)
    case 'task started':
      return startTask(state, event)
    case 'task retrying':
      return returnTask(state, event)
    case 'task due': {
      const task = taskOf(state, event.task)
      if (task.retry) task.retry.isDue = true
      comeBack(jobIn(state, task.job).waiting, task.plan)
      return [`task:${event.task}`]
    }
    case 'result described': {
      const task = taskOf(state, event.task)
      const columns = sharedColumns(jobIn(state, task.job).shared, event.result, event.columns)
      const result = { columns, count: event.count }
      // Most tasks have one answer, and there may be very many tasks: an array that grows takes room for seventeen.
      if (event.result === 0) task.results = [result]
      else task.results[event.result] = result
      return [`task:${event.task}`]
    }
    case 'rows arrived': {
      const result = taskOf(state, event.task).results[event.result]
      if (result) result.count = event.count
      return [`task:${event.task}`]
    }
    case 'output arrived': {
      const task = taskOf(state, event.task)
      task.outputCount = event.count
      task.lastOutput = event.last
      return [`task:${event.task}`]
    }
    case 'cancel climbed': {
      const task = taskOf(state, event.task)
      task.rung = event.rung
      if (event.why !== undefined) task.rungWhy = event.why
      return [`task:${event.task}`]
    }
    case 'task blocked':
      taskOf(state, event.task).blockedBy = event.by
      return [`task:${event.task}`]
    case 'task unblocked':
      delete taskOf(state, event.task).blockedBy
      return [`task:${event.task}`]
    case 'task progress': {
      const { version: _, seq: __, at: ___, type: ____, task, ...progress } = event
      taskOf(state, task).progress = progress
      return [`task:${task}`]
    }
    case 'waits unseen':
      state.unseen.set(event.login, event.user)
      return []
    case 'task ended':
      return endTask(state, event)
    case 'transaction ending':
      return setPhase(state, event.session, { name: 'ending', how: event.how })
    case 'work settled':
      return settleWork(state, event)
  }
}

type EventOf<T extends Event['type']> = Event & { readonly type: T }

function queueJob(state: State, event: EventOf<'job queued'>): Key[] {
  const { job: number, plan } = event
  state.jobs.set(number, newJob(number, plan, event.at))
  if (plan.tasks.length > 0) state.active.add(number)
  return [`job:${number}`]
}

function holdJob(state: State, event: EventOf<'job held'>): Key[] {
  const job = jobIn(state, event.job)
  job.held = event.reason
  if (event.by !== undefined) job.heldFor = event.by
  if (job.waves && event.wave !== undefined) job.waves.isAsked = true
  return [`job:${event.job}`]
}

function startTask(state: State, event: EventOf<'task started'>): Key[] {
  const task = taskOf(state, event.task)
  const job = jobIn(state, task.job)
  task.phase = { name: 'running', session: event.session, since: event.at }
  job.running++
  leave(job.waiting, task.plan)
  const session = sessionOf(state, event.session)
  enter(state, session, { name: 'busy', task: task.id, since: event.at })
  session.lastTask = task.id
  return [`task:${task.id}`, `job:${job.number}`, `session:${event.session}`]
}

/** The task waits again; its slot and its session are free. */
function returnTask(state: State, event: EventOf<'task retrying'>): Key[] {
  const { task: id, attempt, error, fate, dueAt, at } = event
  const task = taskOf(state, id)
  if (task.phase.name !== 'running') throw new Error(`task ${id} does not run`)
  const { session, since } = task.phase
  jobIn(state, task.job).running--
  task.retry = { attempt, error, fate, session, since, dueAt, isDue: false }
  task.phase = waiting
  task.results = noResults
  task.outputCount = 0
  delete task.lastOutput
  delete task.rung
  delete task.rungWhy
  delete task.blockedBy
  delete task.progress
  return [`task:${id}`, `job:${task.job}`, ...freeSession(state, session, id, false, at)]
}

function endTask(state: State, event: EventOf<'task ended'>): Key[] {
  const { at, task: id } = event
  const task = taskOf(state, id)
  const job = jobIn(state, task.job)
  const end = endIn(event, job.shared)
  const before = task.phase
  task.results = sharedResults(job.shared, task.results)
  const keys: Key[] = [`task:${id}`, `job:${job.number}`]
  if (before.name === 'running') {
    job.running--
    task.phase = { name: 'ended', session: before.session, since: before.since, at, end }
    keys.push(...freeSession(state, before.session, id, end.fate === 'pending', at))
  } else {
    const { retry } = task
    if (!retry || retry.isDue) leave(job.waiting, task.plan)
    const place = retry && retry.attempt > 0 ? { session: retry.session, since: retry.since } : {}
    task.phase = { name: 'ended', ...place, at, end }
  }
  delete task.retry
  delete task.rung
  delete task.rungWhy
  delete task.blockedBy
  delete task.progress
  job.ended.set(end.outcome, (job.ended.get(end.outcome) ?? 0) + 1)
  countEnd(job, numberOf(id))
  if (endedCount(job) === job.tasks.length) state.active.delete(job.number)
  return keys
}

/** The end as the event tells it, without what belongs to the event. Written out, for this runs once a task. */
function endIn(event: EventOf<'task ended'>, shared: SharedParts): TaskEnd {
  const { outcome, fate, rows, isCut, error, warning, mayStillRun, notKilled, attempts } = event
  if (error === undefined && warning === undefined && mayStillRun === undefined && attempts === undefined)
    return sharedEnd(shared, { outcome, fate, rows, isCut })
  return {
    outcome,
    fate,
    rows,
    isCut,
    ...(error === undefined ? {} : { error }),
    ...(warning === undefined ? {} : { warning }),
    ...(mayStillRun === undefined ? {} : { mayStillRun }),
    ...(notKilled === undefined ? {} : { notKilled }),
    ...(attempts === undefined ? {} : { attempts }),
  }
}

function freeSession(state: State, name: SessionName, task: TaskId, isPending: boolean, at: number): Key[] {
  const session = sessionOf(state, name)
  // A session that was lost while the task ran stays lost.
  if (session.phase.name === 'busy' && session.phase.task === task) enter(state, session, { name: 'idle' })
  if (isPending) {
    session.pending.push(task)
    session.pendingSince ??= at
  }
  return [`session:${name}`]
}

function settleWork(state: State, event: EventOf<'work settled'>): Key[] {
  const session = sessionOf(state, event.session)
  const settled = new Set(event.tasks)
  session.pending = session.pending.filter((task) => !settled.has(task))
  if (session.pending.length === 0) delete session.pendingSince
  if (session.phase.name === 'ending') enter(state, session, { name: 'idle' })
  const keys: Key[] = [`session:${event.session}`]
  for (const id of event.tasks) {
    const task = taskOf(state, id)
    if (task.phase.name !== 'ended') continue
    task.phase = { ...task.phase, end: { ...task.phase.end, fate: event.fate } }
    keys.push(`task:${id}`, `job:${jobOf(id)}`)
  }
  return keys
}

function setPhase(state: State, name: SessionName, phase: SessionPhase): Key[] {
  enter(state, sessionOf(state, name), phase)
  return [`session:${name}`]
}

/** A session's phase decides whether it is idle, and whether its task counts. */
function enter(state: State, session: SessionState, phase: SessionPhase): void {
  if (session.phase.name === 'busy') for (const limit of limitsOver(state, session)) limit.running--
  session.phase = phase
  if (phase.name === 'busy') for (const limit of limitsOver(state, session)) limit.running++
  if (phase.name === 'idle') state.idle.add(session.spec.name)
  else state.idle.delete(session.spec.name)
}

function sessionOf(state: State, name: SessionName) {
  const session = state.sessions.get(name)
  if (!session) throw new Error(`no session ${name}`)
  return session
}

function jobIn(state: State, number: number): JobState {
  const job = state.jobs.get(number)
  if (!job) throw new Error(`no job ${number}`)
  return job
}
