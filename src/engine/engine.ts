/**
 * The engine: the only thing that acts. Commands come in and are decided one at a time; whatever happens becomes an
 * event, and every event may let further tasks start.
 */

import type { Event, EventBody } from '../core/event.ts'
import { badRequest, failureOf } from '../core/failure.ts'
import { type JobPlan, jobOf, type TaskId } from '../core/job.ts'
import { settlesEarlierWork } from '../core/outcome.ts'
import { nextStarts, sessionsToOpen, strandedTasks, waitingIn } from '../core/schedule.ts'
import type { SessionName, SessionSpec } from '../core/session.ts'
import { type JobState, type State, taskOf } from '../core/state.ts'
import type { Storage } from '../storage/door.ts'
import { type ConnectionSources, isHopeless, lossOf, manageConnections } from './connections.ts'
import type { Command, Engine, Reply, WorkOfOthers } from './door.ts'
import { openEventLog } from './log.ts'
import { type SelfBlock, startMonitor } from './monitor.ts'
import { RunningTask } from './running-task.ts'
import { neverSent } from './task-end.ts'
import { endTransaction } from './transactions.ts'
import { takeTurns } from './turns.ts'

export interface EngineOptions extends ConnectionSources {
  readonly storage: Storage
  /** How long an unanswered break is waited for before the connection is dropped, in milliseconds. */
  readonly grace?: number
  /** How often the monitor looks, in milliseconds. */
  readonly monitorPace?: number
  readonly now?: () => number
}

const defaultGrace = 5000
const defaultMonitorPace = 1000

/** Starts an engine on empty state. */
export function createEngine(options: EngineOptions): Engine {
  const { storage, now = Date.now, grace = defaultGrace, monitorPace = defaultMonitorPace } = options
  const log = openEventLog(storage, now)
  const connections = manageConnections(log, options)
  const running = new Map<TaskId, RunningTask>()
  const decide = takeTurns()
  let isClosing = false

  // ---- letting tasks start ------------------------------------------------------------------------------------------

  let isPumping = false
  let hasNews = false

  /** Starts whatever may start; called after every batch of events. */
  const pump = async (): Promise<void> => {
    hasNews = true
    if (isPumping) return
    isPumping = true
    while (hasNews) {
      hasNews = false
      await decide(startWhatMay)
    }
    isPumping = false
  }

  const startWhatMay = async (): Promise<void> => {
    if (isClosing) return
    for (const name of sessionsToOpen(log.state)) void connections.open(name)
    const stranded = strandedTasks(log.state)
    if (stranded.length > 0) await log.emit(...stranded.map((task) => skipped(log.state, task)))
    const starts = nextStarts(log.state)
    if (starts.length === 0) return
    await log.emit(...starts.map((start): EventBody => ({ type: 'task started', ...start })))
    for (const { task, session } of starts) start(task, session)
  }

  const start = (id: TaskId, session: SessionName): void => {
    const job = jobNumbered(log.state, jobOf(id))
    const task = new RunningTask(job, taskOf(log.state, id), session, { log, storage, connections, grace })
    running.set(id, task)
    void task.ended.catch(() => undefined).then(() => running.delete(id))
  }

  log.listen((events) => {
    if (events.some(concernsSchedule)) void pump()
  })

  // ---- commands -----------------------------------------------------------------------------------------------------

  const stopJob = async (job: JobState, reason: string): Promise<void> => {
    if (job.stopped === undefined && log.state.active.has(job.number)) {
      await log.emit(
        { type: 'job stopped', job: job.number, reason },
        ...waitingIn(job).map((task) => skipped(log.state, task)),
      )
    }
    for (const [id, task] of running) if (jobOf(id) === job.number) task.cancel()
  }

  const submit = async (plan: JobPlan): Promise<Reply> => {
    const unknown = plan.sessions.filter((name) => !log.state.sessions.has(name))
    if (unknown.length > 0) throw badRequest(`no session is called ${unknown.join(', ')}`)
    const others = workOfOthers(log.state, plan)
    if (others.length > 0) return { type: 'needs consent', others }
    const job = log.state.jobs.size + 1
    await log.emit(...secondChances(log.state, plan), { type: 'job queued', job, plan })
    return { type: 'queued', job }
  }

  /** Decisions take turns; what waits for servers does not, so that others are decided meanwhile. */
  const perform = (command: Command): Promise<Reply> => {
    switch (command.type) {
      case 'add sessions':
        return decide(() => addSessions(command.sessions))
      case 'open sessions':
        return openSessions(command.sessions)
      case 'close sessions':
        return closeSessions(command.sessions)
      case 'submit job':
        return decide(() => submit(command.plan))
      case 'set cap':
        return decide(() => setCap(command.job, command.cap))
      case 'cancel task':
        return decide(() => cancelTask(command.task))
      case 'cancel job':
        return decide(() => cancelJobs([command.job], command.reason))
      case 'cancel all':
        return decide(() => cancelJobs([...log.state.active], command.reason))
      case 'end transactions':
        return endTransactions(command.sessions, command.how)
    }
  }

  const addSessions = async (sessions: readonly SessionSpec[]): Promise<Reply> => {
    await log.emit(...sessions.map((session): EventBody => ({ type: 'session added', session })))
    return done
  }

  const setCap = async (job: number, cap: number): Promise<Reply> => {
    jobNumbered(log.state, job)
    await log.emit({ type: 'cap changed', job, cap })
    return done
  }

  const cancelTask = async (task: TaskId): Promise<Reply> => {
    if (taskOf(log.state, task).phase.name === 'waiting') await log.emit(skipped(log.state, task))
    else running.get(task)?.cancel()
    return done
  }

  const cancelJobs = async (numbers: readonly number[], reason: string): Promise<Reply> => {
    for (const number of numbers) await stopJob(jobNumbered(log.state, number), reason)
    return done
  }

  const openSessions = async (names: readonly SessionName[]): Promise<Reply> => {
    for (const name of names) retry(name)
    await Promise.all(names.map((name) => connections.open(name)))
    return done
  }

  const closeSessions = async (names: readonly SessionName[]): Promise<Reply> => {
    await Promise.all(names.map(closeSession))
    return done
  }

  const retry = (name: SessionName): void => {
    const session = log.state.sessions.get(name)
    if (!session) throw badRequest(`no session is called ${name}`)
    if (session.phase.name === 'refused') connections.retryLogin(session.spec.login)
  }

  const endTransactions = async (
    names: readonly SessionName[],
    how: 'commit' | 'rollback',
  ): Promise<Reply> => {
    const results = await Promise.allSettled(
      names.map((name) => endTransaction(name, how, { log, connections, decide })),
    )
    const failed = results.find((result) => result.status === 'rejected')
    if (failed) throw failed.reason
    return done
  }

  const closeSession = async (name: SessionName): Promise<void> => {
    const session = log.state.sessions.get(name)
    if (!session) throw badRequest(`no session is called ${name}`)
    if (session.phase.name === 'busy')
      throw badRequest(`session ${name} runs ${session.phase.task}: cancel it first`)
    await connections.close(name)
    const [, ...settled] = lossOf(log.state, name, { code: 'connection lost', message: 'closed' })
    await log.emit({ type: 'session closed', session: name }, ...settled)
  }

  // ---- the task that waits for ourselves ---------------------------------------------------------------------------

  const onSelfBlock = ({ task, by }: SelfBlock): void => {
    const job = jobNumbered(log.state, jobOf(task))
    if (job.plan.whenSelfBlocked === 'wait' || job.stopped !== undefined) return
    const holders = log.state.sessions.get(by)?.pending.join(', ')
    const reason = `${task} waits for ${by}, which is ours and idle with uncommitted work${holders ? ` of ${holders}` : ''}: it would wait for ever`
    void decide(() => stopJob(job, reason))
  }

  const monitor = startMonitor({ log, connections, pace: monitorPace, now, onSelfBlock })

  return {
    async send(command) {
      try {
        return await perform(command)
      } catch (error) {
        return { type: 'refused', failure: failureOf(error) }
      }
    },
    subscribe(listener) {
      const state = structuredClone(log.state)
      return { state, unsubscribe: log.listen(listener) }
    },
    rows: (address, offset, count) => storage.rows(address, offset, count),
    output: (task, offset, count) => storage.output(task, offset, count),
    async close() {
      await decide(async () => {
        isClosing = true
        for (const number of log.state.active) await stopJob(jobNumbered(log.state, number), 'closed')
      })
      await Promise.allSettled([...running.values()].map((task) => task.ended))
      await monitor.stop()
      await Promise.all(
        [...log.state.sessions.values()]
          .filter((session) => session.phase.name !== 'closed')
          .map((session) => closeSession(session.spec.name)),
      )
      await storage.close()
    },
  }
}

/** Whether an event can let a task start, or a session be wanted. Rows and output cannot, and are many. */
function concernsSchedule({ type }: Event): boolean {
  switch (type) {
    case 'result described':
    case 'rows arrived':
    case 'output arrived':
    case 'cancel climbed':
    case 'task started':
    case 'task blocked':
    case 'task unblocked':
      return false
    default:
      return true
  }
}

const done: Reply = { type: 'done' }

function jobNumbered(state: State, number: number): JobState {
  const job = state.jobs.get(number)
  if (!job) throw badRequest(`there is no job ${number}`)
  return job
}

/** A task that never started, with the reason its session gave where there is one. */
function skipped(state: State, id: TaskId): EventBody {
  const { session } = taskOf(state, id).plan
  const names = session === undefined ? jobNumbered(state, jobOf(id)).plan.sessions : [session]
  const refused = names
    .map((name) => state.sessions.get(name)?.phase)
    .find((phase) => phase?.name === 'refused')
  return neverSent(id, 'skipped', refused?.error)
}

/** A new job is reason enough to try a refused session again, but never with a password that was refused. */
const secondChances = (state: State, plan: JobPlan): EventBody[] =>
  plan.sessions.flatMap((name) => {
    const phase = state.sessions.get(name)?.phase
    return phase?.name === 'refused' && !isHopeless(phase.error)
      ? [{ type: 'session closed', session: name }]
      : []
  })

/** Pending work of other jobs that a job would commit or roll back along, unless that was agreed to. */
function workOfOthers(state: State, plan: JobPlan): WorkOfOthers[] {
  if (plan.settlesOthers || plan.mode === 'any' || !settlesEarlierWork(plan.kind, plan.commit)) return []
  return plan.sessions.flatMap((name) => {
    const pending = state.sessions.get(name)?.pending ?? []
    return pending.length > 0 ? [{ session: name, tasks: [...pending] }] : []
  })
}
