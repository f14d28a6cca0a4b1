/**
 * The queue as the design words it, kept from events by nothing cleverer than lists: what has started, waits, is put off
 * or has ended, and which task may start where. What the schedule and its fold do is compared with this.
 */
import type { Event } from '../../src/core/event.ts'
import type { HaltRule } from '../../src/core/halt.ts'
import { type JobPlan, jobOf, type TaskId, type TaskPlan } from '../../src/core/job.ts'
import type { CapScope } from '../../src/core/limits.ts'
import type { Outcome } from '../../src/core/outcome.ts'
import type { Share } from '../../src/core/share.ts'

export interface NaiveTask {
  readonly id: TaskId
  readonly plan: TaskPlan
  /** `put off`: it failed and its next attempt is not due yet. */
  phase: 'waiting' | 'put off' | 'running' | 'ended'
  session?: string
  outcome?: Outcome
}

export interface NaiveJob {
  readonly number: number
  readonly plan: JobPlan
  readonly tasks: readonly NaiveTask[]
  cap: number
  priority: number
  order: number
  isHeld: boolean
  isStopped: boolean
}

export interface NaiveSession {
  readonly name: string
  readonly database: string
  isOpen: boolean
  pending: TaskId[]
}

const counted: Readonly<Record<HaltRule['cause'], readonly (Outcome | undefined)[]>> = {
  fail: ['failed', 'timed out', 'unknown'],
  success: ['succeeded'],
  done: ['succeeded', 'failed', 'timed out', 'unknown', 'cancelled'],
}

/** Rounded up in whole numbers, so that nothing is rounded twice. */
const tasksOf = (share: Share, total: number): number =>
  'tasks' in share ? share.tasks : Number((BigInt(share.percent) * BigInt(total) + 99n) / 100n)

export class NaiveQueue {
  readonly jobs: NaiveJob[] = []
  readonly sessions: NaiveSession[]
  private readonly limits: { scope: CapScope; cap: number }[] = []
  private isPaused = false

  constructor(sessions: readonly { readonly name: string; readonly database: string }[]) {
    this.sessions = sessions.map((session) => ({ ...session, isOpen: true, pending: [] }))
  }

  hear(event: Event): void {
    switch (event.type) {
      case 'job queued': {
        const { job: number, plan } = event
        const tasks = plan.tasks.map((task) => ({
          ...{ id: `${number}.${task.number}` as const, plan: task, phase: 'waiting' as const },
        }))
        this.jobs.push({
          ...{ number, plan, tasks, cap: plan.cap, priority: plan.priority ?? 0, order: number },
          ...{ isHeld: false, isStopped: false },
        })
        return
      }
      case 'cap changed':
        this.job(event.job).cap = event.cap
        return
      case 'cap set': {
        const before = this.limits.findIndex(({ scope }) => isSame(scope, event.scope))
        this.limits.splice(before < 0 ? this.limits.length : before, 1, event)
        return
      }
      case 'queue paused':
      case 'queue resumed':
        this.isPaused = event.type === 'queue paused'
        return
      case 'job held':
      case 'job released':
        this.job(event.job).isHeld = event.type === 'job held'
        return
      case 'job stopped':
        this.job(event.job).isStopped = true
        return
      case 'priority changed':
        this.job(event.job).priority = event.priority
        return
      case 'job moved':
        this.job(event.job).order = event.order
        return
      case 'session lost':
      case 'session opened':
        this.session(event.session).isOpen = event.type === 'session opened'
        return
      case 'work settled': {
        const session = this.session(event.session)
        session.pending = session.pending.filter((task) => !event.tasks.includes(task))
        return
      }
      case 'task started':
        this.task(event.task).phase = 'running'
        this.task(event.task).session = event.session
        return
      case 'task retrying':
        this.task(event.task).phase = 'put off'
        return
      case 'task due':
        this.task(event.task).phase = 'waiting'
        return
      case 'task ended': {
        const task = this.task(event.task)
        if (event.fate === 'pending') this.session(task.session ?? '').pending.push(task.id)
        task.phase = 'ended'
        task.outcome = event.outcome
        return
      }
      default:
        return
    }
  }

  job(number: number): NaiveJob {
    const job = this.jobs[number - 1]
    if (!job) throw new Error(`no job ${number}`)
    return job
  }

  running(): NaiveTask[] {
    return this.jobs.flatMap(({ tasks }) => tasks).filter(({ phase }) => phase === 'running')
  }

  /** The session in which a task may start now; undefined: there is none. */
  placeFor(job: NaiveJob, task: NaiveTask): NaiveSession | undefined {
    return this.sessions.find((session) => this.mayStart(job, task, session))
  }

  mayStart(job: NaiveJob, task: NaiveTask, session: NaiveSession): boolean {
    const { plan } = job
    if (task.phase !== 'waiting' || this.isPaused || job.isHeld || job.isStopped) return false
    if (!plan.sessions.includes(session.name) || !session.isOpen) return false
    if (task.plan.session !== undefined && task.plan.session !== session.name) return false
    const running = this.running()
    if (running.some((each) => each.session === session.name)) return false
    if (job.cap !== 0 && running.filter((each) => jobOf(each.id) === job.number).length >= job.cap)
      return false
    const isFull = ({ scope, cap }: { scope: CapScope; cap: number }): boolean =>
      cap !== 0 &&
      isIn(scope, session) &&
      running.filter((each) => isIn(scope, this.session(each.session ?? ''))).length >= cap
    if (this.limits.some(isFull)) return false
    if (job.tasks.some((each) => waveOf(job, each) < waveOf(job, task) && each.phase !== 'ended'))
      return false
    if (session.pending.every((each) => jobOf(each) === job.number)) return true
    return plan.mode === 'each' && (plan.settlesOthers || !(plan.commit || plan.kind === 'ddl'))
  }

  /** Whether a job should have been brought to a halt by what has ended of it. */
  hasToHalt({ plan: { halt }, tasks }: NaiveJob): boolean {
    if (!halt) return false
    const count = tasks.filter(({ outcome }) => counted[halt.cause].includes(outcome)).length
    return count >= tasksOf(halt.share, tasks.length)
  }

  session(name: string): NaiveSession {
    const session = this.sessions.find((each) => each.name === name)
    if (!session) throw new Error(`no session ${name}`)
    return session
  }

  private task(id: TaskId): NaiveTask {
    const task = this.job(jobOf(id)).tasks.find((each) => each.id === id)
    if (!task) throw new Error(`no task ${id}`)
    return task
  }
}

/** Waves are counted out one by one; the last size repeats. */
function waveOf({ plan: { waves }, tasks }: NaiveJob, task: NaiveTask): number {
  if (!waves) return 0
  for (let wave = 0, left = task.plan.number; ; wave++) {
    left -= tasksOf(waves[Math.min(wave, waves.length - 1)] ?? { tasks: 1 }, tasks.length)
    if (left <= 0) return wave
  }
}

function isIn(scope: CapScope, { name, database }: NaiveSession): boolean {
  switch (scope.kind) {
    case 'all':
      return true
    case 'group':
      return scope.sessions.includes(name)
    case 'session':
      return scope.session === name || scope.session === name.split('#')[0]
    case 'database':
      return scope.database === database
  }
}

/** A group by its name, whoever its sessions are. */
const isSame = (a: CapScope, b: CapScope): boolean =>
  JSON.stringify({ ...a, sessions: [] }) === JSON.stringify({ ...b, sessions: [] })
