/**
 * The engine: the only thing that acts. Commands come in and are decided one at a time; whatever happens becomes an
 * event, and every event may let further tasks start.
 */

import type { Event, EventBody } from '../core/event.ts'
import { type Failure, failureOf } from '../core/failure.ts'
import { jobOf, type TaskId } from '../core/job.ts'
import type { ScopeCap } from '../core/limits.ts'
import { isInVain } from '../core/runnable.ts'
import { nextStarts, sessionsToOpen, strandedTasks } from '../core/schedule.ts'
import type { SessionName } from '../core/session.ts'
import { jobNumbered, taskOf } from '../core/state.ts'
import type { Storage } from '../storage/door.ts'
import { type ConnectionSources, manageConnections } from './connections.ts'
import { followCourse } from './course.ts'
import { createDictionary } from './dictionary.ts'
import type { Command, Engine, Reply } from './door.ts'
import { watchEarlierJobs } from './earlier-jobs.ts'
import { watchForgetting } from './forgetting.ts'
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
import { createSessionControl } from './session-control.ts'
import { createStopping, skipped } from './stopping.ts'
import { createSubmission } from './submission.ts'
import { watchTimeLimits } from './time-limits.ts'
import { watchTimes } from './times.ts'
import { changesWhereTasksMayRun, endsAJob, mayLetTasksStart } from './triggers.ts'
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
  /** About how many tasks of ended jobs are remembered: older jobs are forgotten, and are in the journal. Absent: all. */
  readonly remembered?: number
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
      log.recordAll(forgetting.after(events, log.state))
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
  const times = watchTimes(now, (job) => {
    if (log.state.active.has(job)) log.record({ type: 'job due', job })
  })
  const retries = watchRetries(log.state, (task) => log.record({ type: 'task due', task }))
  const earlier = watchEarlierJobs({
    ...{ history: storage.history, pace },
    isWaiting: (job) => log.state.active.has(job),
    tell: (job, hasSucceeded) => log.record({ type: 'earlier job ended', job, hasSucceeded }),
  })
  const { submit, submitRound, isAwaited } = createSubmission({ log, storage, hidden, earlier })
  const rounds = watchRounds(now, (plan, before) => void submitRound(plan, before))
  const forgetting = watchForgetting({ tasks: options.remembered, isNeeded: isAwaited })
  const running = new Map<TaskId, RunningTask>()
  const { stopJob, haltJob, cancelTask, cancelJobs, cancelSessions } = createStopping(log, running)
  const { addSessions, openSessions, closeSessions, endTransactions, sayGoodbye, rested } =
    createSessionControl(log, connections)
  const timeLimits = watchTimeLimits({
    ...{ state: log.state, now },
    expire: (task, why) => running.get(task)?.cancel(why),
  })
  const selfBlocks = watchSelfBlocks({
    log,
    stopJob,
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
        cancelSessions(command.sessions)
        return done
      case 'cancel task':
        cancelTask(command.task)
        return done
      case 'cancel job':
        cancelJobs([command.job], command.reason)
        return done
      case 'cancel all':
        cancelJobs([...log.state.active], command.reason)
        return done
      case 'end transactions':
        return endTransactions(command)
    }
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
      await rested()
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

const done: Reply = { type: 'done' }
