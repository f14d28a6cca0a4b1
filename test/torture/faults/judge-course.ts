/**
 * Holds the order of events to the rules of the queue, by counting anew with every start: caps, sessions, pauses, holds,
 * waves, halts. Pure.
 */
import type { Event } from '../../../src/core/event.ts'
import { type JobPlan, jobOf, numberOf, type TaskId } from '../../../src/core/job.ts'
import { type CapScope, type ScopeCap, scopeKey } from '../../../src/core/limits.ts'
import { lastOfWave, waveSizes } from '../../../src/core/waves.ts'

/** What was told so far, as plainly as can be. */
class Course {
  readonly lies: string[] = []
  private readonly plans = new Map<number, JobPlan>()
  private readonly caps = new Map<number, number>()
  private readonly limits = new Map<string, ScopeCap>()
  private readonly running = new Map<TaskId, string>()
  private readonly started = new Set<TaskId>()
  private readonly ended = new Set<TaskId>()
  private readonly held = new Set<number>()
  private readonly stopped = new Set<number>()
  /** Waves whose end was told, by job. */
  private readonly waves = new Map<number, number>()
  private isPaused = false

  take(event: Event): void {
    switch (event.type) {
      case 'job queued':
        this.plans.set(event.job, event.plan)
        this.caps.set(event.job, event.plan.cap)
        return
      case 'cap changed':
        this.caps.set(event.job, event.cap)
        return
      case 'cap set':
        this.limits.set(scopeKey(event.scope), event)
        return
      case 'queue paused':
        this.isPaused = true
        return
      case 'queue resumed':
        this.isPaused = false
        return
      case 'job held':
        this.held.add(event.job)
        return
      case 'job released':
        this.held.delete(event.job)
        return
      case 'job stopped':
        this.stopped.add(event.job)
        return
      case 'wave ended':
        this.waves.set(event.job, event.wave)
        return
      case 'task started':
        this.start(event.task, event.session)
        return
      case 'task retrying':
        if (!this.running.delete(event.task)) this.lies.push(`${event.task} is retried, and does not run`)
        this.started.delete(event.task)
        return
      case 'task ended':
        this.end(event.task)
        return
      default:
        return
    }
  }

  private start(task: TaskId, session: string): void {
    const number = jobOf(task)
    const plan = this.plans.get(number)
    const say = (what: string) => void this.lies.push(`${task} started in ${session} ${what}`)
    if (plan === undefined) {
      say('of no job')
      return
    }
    if (this.started.has(task) || this.ended.has(task)) say('a second time')
    if (this.isPaused) say('though the queue was paused')
    if (this.held.has(number)) say('though its job was held')
    if (this.stopped.has(number)) say('though its job had been stopped')
    if (!plan.sessions.includes(session)) say('which is none of its sessions')
    if ([...this.running.values()].includes(session)) say('beside another task')
    const cap = this.caps.get(number) ?? 0
    const beside = [...this.running.keys()].filter((each) => jobOf(each) === number).length
    if (cap !== 0 && beside >= cap) say(`as number ${beside + 1} of ${cap} of its job`)
    for (const { scope, cap } of this.limits.values()) {
      const count = [...this.running.values()].filter((each) => isIn(scope, each)).length
      if (cap !== 0 && isIn(scope, session) && count >= cap)
        say(`as number ${count + 1} of ${cap} of ${scopeKey(scope)}`)
    }
    const { after } = plan
    const before = after && this.plans.get(after.job)
    if (before?.tasks.some((each) => !this.ended.has(`${after?.job ?? 0}.${each.number}`)))
      say(`before job ${after?.job} had ended`)
    if (plan.waves) {
      const sizes = waveSizes(plan.waves, plan.tasks.length)
      const last = lastOfWave(sizes, (this.waves.get(number) ?? 0) + 1, plan.tasks.length)
      if (numberOf(task) > last) say('before its wave')
    }
    this.running.set(task, session)
    this.started.add(task)
  }

  private end(task: TaskId): void {
    if (this.ended.has(task)) this.lies.push(`${task} has ended twice`)
    this.ended.add(task)
    this.running.delete(task)
  }
}

/** Rules that these events break, in words. */
export function liesOfCourse(events: readonly Event[]): string[] {
  const course = new Course()
  for (const event of events) course.take(event)
  return course.lies
}

/** All sessions of a mix are in one database, and their names have no numbers behind a sign. */
function isIn(scope: CapScope, session: string): boolean {
  switch (scope.kind) {
    case 'all':
    case 'database':
      return true
    case 'group':
      return scope.sessions.includes(session)
    case 'session':
      return scope.session === session
  }
}
