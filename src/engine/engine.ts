/**
 * The engine: the only thing that acts. Commands come in and are decided one at a time; whatever happens becomes an
 * event, and every event may let further tasks start.
 */

import { concealPlan } from '../core/concealment.ts'
import type { Event, EventBody } from '../core/event.ts'
import { badRequest, type Failure, failureOf } from '../core/failure.ts'
import type { HaltMoment } from '../core/halt.ts'
import { type JobPlan, jobOf, type TaskId } from '../core/job.ts'
import type { ScopeCap } from '../core/limits.ts'
import { protectedAmong, protectedUse } from '../core/protection.ts'
import { isInVain } from '../core/runnable.ts'
import { nextStarts, sessionsToOpen, strandedTasks, waitingIn } from '../core/schedule.ts'
import type { SessionName, SessionSpec } from '../core/session.ts'
import { type JobState, type State, taskOf } from '../core/state.ts'
import type { Storage } from '../storage/door.ts'
import { type ConnectionSources, isHopeless, lossOf, manageConnections } from './connections.ts'
import { refuseUnfit, requireRepeatable, requireSecrets, specIn, workBeside } from './consent.ts'
import { followCourse } from './course.ts'
import { createDictionary } from './dictionary.ts'
import type { Command, Engine, Reply } from './door.ts'
import { watchEarlierJobs } from './earlier-jobs.ts'
import { keepHiddenCalls } from './hidden-calls.ts'
import { startKeepalive } from './keepalive.ts'
import { openEventLog } from './log.ts'
import { startMonitor } from './monitor.ts'
import { controlQueue } from './queue-control.ts'
import { watchReconnecting } from './reconnecting.ts'
import { watchRetries } from './retries.ts'
import { watchRounds } from './rounds.ts'
import { RunningTask } from './running-task.ts'
import { openSecondSessions } from './second-sessions.ts'
import { watchSelfBlocks } from './self-blocks.ts'
import { endOfRetry, neverSent } from './task-end.ts'
import { watchTimeLimits } from './time-limits.ts'
import { watchTimes } from './times.ts'
import { endTransaction } from './transactions.ts'
import { findOnServer } from './whereabouts.ts'

export interface EngineOptions extends ConnectionSources {
  readonly storage: Storage
  /** How long each rung of a cancel may stay unanswered before the next is climbed, in milliseconds. */
  readonly grace?: number
  /** How often the monitor looks, in milliseconds. */
  readonly monitorPace?: number
  /** How long a session waits that met a limit on sessions, before it is tried again, in milliseconds. */
  readonly connectPause?: number
  readonly now?: () => number
  /** Caps above those of jobs that hold from the start. */
  readonly caps?: readonly ScopeCap[]
}

/** From so many tasks at once on, a millisecond of waiting for company costs less than keeping each alone. */
const crowd = 16

const defaultGrace = 5000
const defaultPace = 1000
const defaultMonitorPace = 2000
const defaultConnectPause = 2000

/** How long a second session stays open that nobody asks anything, in milliseconds. */
const helperLinger = 60_000

/** Starts an engine on empty state. */
export function createEngine(options: EngineOptions): Engine {
  const { storage, now = Date.now, grace = defaultGrace, monitorPace = defaultMonitorPace } = options
  const pace = options.monitorPace ?? defaultPace
  const { connectPause = defaultConnectPause } = options
  const log = openEventLog({
    storage,
    now,
    decide: (events) => {
      for (const event of events) {
        timeLimits.heed(event)
        retries.heed(event)
        dictionary.heed(event)
      }
      if (events.some(({ type }) => type === 'task ended')) hidden.forgetEnded(log.state)
      if (isClosing) return
      followCourse(events, log, haltJob)
      selfBlocks.heed(events)
      if (events.some((event) => endsAJob(event, log.state) || event.type === 'earlier job ended'))
        giveUpInVain()
      if (events.some((event) => changesWhereTasksMayRun(event) || endsAJob(event, log.state)))
        openAndStrand()
      log.record(...rounds.after(events, log.state))
      if (events.some(mayLetTasksStart)) startWhatMay()
      for (const event of events) if (event.type === 'job queued') watchFor(event)
    },
    company: () => (running.size < crowd ? 0 : running.size),
    fail: (error) => {
      isClosing = true
      failed.resolve(failureOf(error))
    },
  })
  const reconnecting = watchReconnecting(log, connectPause)
  const connections = manageConnections(log, options, reconnecting)
  const seconds = openSecondSessions(connections)
  // No cancel waits for a question about tables.
  const helpers = openSecondSessions(connections, helperLinger)
  const dictionary = createDictionary({ state: log.state, seconds: helpers, now })
  const hidden = keepHiddenCalls()
  const times = watchTimes(now, (job) => log.record({ type: 'job due', job }))
  const retries = watchRetries(log.state, (task) => log.record({ type: 'task due', task }))
  const earlier = watchEarlierJobs(storage.history, pace, (job, hasSucceeded) =>
    log.record({ type: 'earlier job ended', job, hasSucceeded }),
  )
  const rounds = watchRounds(now, (plan, before) => void submitRound(plan, before))
  const running = new Map<TaskId, RunningTask>()
  const timeLimits = watchTimeLimits({
    ...{ state: log.state, now },
    expire: (task, why) => running.get(task)?.cancel(why),
  })
  const selfBlocks = watchSelfBlocks({
    log,
    stopJob: (job, reason) => stopJob(job, reason),
    putBack: (task) => running.get(task)?.putBack(),
  })
  const failed = Promise.withResolvers<Failure>()
  let isClosing = false

  // ---- letting tasks start ------------------------------------------------------------------------------------------

  /** Jobs that came after one that did not end as they want. */
  const giveUpInVain = (): void => {
    for (const number of [...log.state.active]) {
      const job = jobNumbered(log.state, number)
      if (job.stopped === undefined && isInVain(job, log.state))
        stopJob(job, `job ${job.plan.after?.job}, which it came after, did not succeed`)
    }
  }

  /** What a job waits for that nobody else tells of. */
  const watchFor = ({ job, plan }: Event & { readonly type: 'job queued' }): void => {
    times.watch(job, plan.startAt)
    if (plan.after && !log.state.jobs.has(plan.after.job)) earlier.watch(job, plan.after.job)
  }

  /** Opens the sessions that waiting tasks need, and gives up the tasks that no session will take. */
  const openAndStrand = (): void => {
    for (const name of sessionsToOpen(log.state)) void connections.open(name)
    log.recordAll(strandedTasks(log.state).map((task) => skipped(log.state, task)))
  }

  /** Starts whatever may start; what starts is kept together with what made room for it. */
  const startWhatMay = (): void => {
    for (const { task, session } of nextStarts(log.state)) {
      log.record({ type: 'task started', task, session })
      start(task, session)
    }
  }

  const around = {
    ...{ log, storage, connections, hidden, seconds, timeLimits, now, grace },
    keepFirst: rounds.keepFirst,
    hasEnded: (id: TaskId) => void running.delete(id),
  }

  const start = (id: TaskId, session: SessionName): void => {
    const job = jobNumbered(log.state, jobOf(id))
    running.set(id, new RunningTask(job, taskOf(log.state, id), session, around))
  }

  // ---- commands -----------------------------------------------------------------------------------------------------

  const stopJob = (job: JobState, reason: string): void => {
    skipWaiting(job, reason)
    cancelRunning(job)
  }

  const haltJob = (job: JobState, reason: string, when: HaltMoment): void => {
    skipWaiting(job, reason)
    if (when === 'now') cancelRunning(job)
  }

  const skipWaiting = (job: JobState, reason: string): void => {
    if (job.stopped !== undefined || !log.state.active.has(job.number)) return
    log.record({ type: 'job stopped', job: job.number, reason })
    log.recordAll(waitingIn(job).map((task) => skipped(log.state, task)))
  }

  const cancelRunning = (job: JobState): void => {
    for (const [id, task] of running) if (jobOf(id) === job.number) task.cancel()
  }

  const submit = async ({
    plan: given,
    confirmed,
    secrets = {},
  }: CommandOf<'submit job'>): Promise<Reply> => {
    const before = refuseUnfit(given, log.state, confirmed)
    if (before) return before
    requireSecrets(given, secrets)
    requireRepeatable(given, secrets)
    if (given.after && !log.state.jobs.has(given.after.job)) await earlier.require(given.after.job)
    const { plan, calls } = concealPlan(given)
    const job = await storage.reserveJob(plan.resumes)
    // Somebody else may have been decided on meanwhile.
    const after = refuseUnfit(given, log.state, confirmed)
    if (after) return after
    hidden.keep(job, calls, secrets)
    log.record(...secondChances(log.state, plan), { type: 'job queued', job, plan })
    return { type: 'queued', job }
  }

  /** Nobody waits for an answer: that no round follows after all is an event. */
  const submitRound = async (plan: JobPlan, before: number): Promise<void> => {
    const confirmed = protectedUse(plan, specIn(log.state))?.count
    const command = { type: 'submit job', plan, ...(confirmed !== undefined && { confirmed }) } as const
    const problem = await submit(command).then(
      ({ type }) => (type === 'queued' ? undefined : 'the next round would settle work of other jobs'),
      (error: unknown) => failureOf(error).message,
    )
    if (problem !== undefined) log.record({ type: 'round ended', job: before, last: problem })
  }

  /** What needs no server is decided at once, on a state that nobody changes meanwhile. */
  const perform = (command: Command): Reply | Promise<Reply> => {
    switch (command.type) {
      case 'add sessions':
        return addSessions(command.sessions)
      case 'open sessions':
        return openSessions(command.sessions)
      case 'close sessions':
        return closeSessions(command.sessions)
      case 'submit job':
        return submit(command)
      case 'set cap':
      case 'limit':
      case 'pause queue':
      case 'resume queue':
      case 'hold jobs':
      case 'release jobs':
      case 'set priority':
      case 'move job':
        controlQueue(command, log)
        return done
      case 'cancel sessions':
        return cancelSessions(command.sessions)
      case 'cancel task':
        return cancelTask(command.task)
      case 'cancel job':
        return cancelJobs([command.job], command.reason)
      case 'cancel all':
        return cancelJobs([...log.state.active], command.reason)
      case 'end transactions':
        return endTransactions(command)
    }
  }

  const addSessions = (sessions: readonly SessionSpec[]): Reply => {
    log.record(...sessions.map((session): EventBody => ({ type: 'session added', session })))
    return done
  }

  const cancelTask = (task: TaskId): Reply => {
    if (taskOf(log.state, task).phase.name === 'waiting') log.record(skipped(log.state, task))
    else running.get(task)?.cancel()
    return done
  }

  const cancelJobs = (numbers: readonly number[], reason: string): Reply => {
    for (const number of numbers) stopJob(jobNumbered(log.state, number), reason)
    return done
  }

  const cancelSessions = (names: readonly SessionName[]): Reply => {
    const wanted = new Set(names)
    for (const number of log.state.active) {
      const waiting = waitingIn(
        jobNumbered(log.state, number),
        (session) => session !== undefined && wanted.has(session),
      )
      log.recordAll(waiting.map((task) => skipped(log.state, task)))
    }
    for (const name of names) {
      const phase = log.state.sessions.get(name)?.phase
      if (phase?.name === 'busy') running.get(phase.task)?.cancel()
    }
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

  const endTransactions = async ({
    sessions: names,
    how,
    confirmed,
    job,
    settlesOthers = job === undefined,
  }: CommandOf<'end transactions'>): Promise<Reply> => {
    const use = protectedAmong(names, specIn(log.state))
    const others = settlesOthers ? [] : workBeside(log.state, names, job)
    if (use !== undefined && use.count !== confirmed) return { type: 'needs consent', others, protected: use }
    if (others.length > 0) return { type: 'needs consent', others }
    const results = await Promise.allSettled(
      names.map((name) => endTransaction(name, how, { log, connections })),
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
    await sayGoodbye(name)
  }

  const sayGoodbye = async (name: SessionName): Promise<void> => {
    await connections.close(name)
    const [, ...settled] = lossOf(log.state, name, { code: 'connection lost', message: 'closed' })
    log.record({ type: 'session closed', session: name }, ...settled)
  }

  log.record(...(options.caps ?? []).map((cap): EventBody => ({ type: 'cap set', ...cap })))
  const monitor = startMonitor({
    ...{ log, connections, helpers, now, pace: monitorPace },
    onSelfBlock: selfBlocks.seen,
  })

  const stopKeepalive = startKeepalive({ state: log.state, connections, pace, now })

  return {
    failed: failed.promise,
    async send(command) {
      try {
        const reply = await perform(command)
        await log.kept()
        return reply
      } catch (error) {
        return { type: 'refused', failure: failureOf(error) }
      }
    },
    subscribe(listener) {
      const state = structuredClone(log.state)
      return { state, unsubscribe: log.listen(listener) }
    },
    dictionary,
    history: storage.history,
    rows: (address, offset, count) => storage.rows(address, offset, count),
    findOnServer: (login, identity) => findOnServer(login, identity, connections),
    output: (task, offset, count) => storage.output(task, offset, count),
    async close() {
      isClosing = true
      for (const number of log.state.active) stopJob(jobNumbered(log.state, number), 'closed')
      await Promise.allSettled([...running.values()].map((task) => task.ended))
      stopKeepalive()
      times.stop()
      retries.stop()
      reconnecting.stop()
      earlier.stop()
      await monitor.stop()
      await Promise.all([seconds.rest(), helpers.rest()])
      await Promise.all(
        [...log.state.sessions.values()]
          .filter((session) => session.phase.name !== 'closed')
          .map((session) => sayGoodbye(session.spec.name)),
      )
      // What could not be kept was told by `failed`.
      await log.kept().catch(() => undefined)
      await storage.close()
    },
  }
}

/** Whether a session may be wanted, or have to be done without. */
function changesWhereTasksMayRun({ type }: Event): boolean {
  switch (type) {
    case 'job queued':
    case 'session refused':
    case 'session lost':
    case 'session closed':
    case 'queue resumed':
    case 'job released':
    case 'wave ended':
    case 'job due':
    case 'task due':
    case 'earlier job ended':
      return true
    default:
      return false
  }
}

/** Whether it is the end of the last task of a job. */
const endsAJob = (event: Event, state: State): boolean =>
  event.type === 'task ended' && !state.active.has(jobOf(event.task))

/** Whether a task may start that could not before. Rows and output let none, and are many. */
function mayLetTasksStart({ type }: Event): boolean {
  switch (type) {
    case 'job queued':
    case 'cap changed':
    case 'cap set':
    case 'queue resumed':
    case 'job released':
    case 'wave ended':
    case 'job due':
    case 'earlier job ended':
    case 'session opened':
    case 'task ended':
    case 'task retrying':
    case 'task due':
    case 'work settled':
      return true
    default:
      return false
  }
}

const done: Reply = { type: 'done' }

function jobNumbered(state: State, number: number): JobState {
  const job = state.jobs.get(number)
  if (!job) throw badRequest(`there is no job ${number}`)
  return job
}

type CommandOf<T extends Command['type']> = Command & { readonly type: T }

/** A task that does not start any more: with the reason its session gave where there is one, or as it failed before. */
function skipped(state: State, id: TaskId): EventBody {
  const { plan, retry } = taskOf(state, id)
  if (retry && retry.attempt > 0) return endOfRetry(id, retry)
  const { session } = plan
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
