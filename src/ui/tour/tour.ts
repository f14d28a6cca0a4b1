/**
 * The tour of the practice shell: what to do next, and what was just seen. Pure: a step is over when the state shows
 * that it was done, however that came about.
 */
import type { Settings } from '../../commands/command.ts'
import { findSession, type SessionSpec } from '../../core/session.ts'
import { endedCount, type JobState, type State } from '../../core/state.ts'
import { type KnownNames, resolveTarget } from '../../core/target.ts'
import { countOf } from '../../results/measures.ts'
import type { View } from '../view.ts'

export interface Tour {
  /** Steps that were done. */
  readonly done: number
  /** How things stood when the step began: what counts is what was done since. */
  readonly before: { readonly settings: Settings; readonly job: number }
  /** What the step before showed, in a sentence. */
  readonly seen?: string
}

/** What of the view a step looks at. */
export type TourView = Pick<View, 'settings' | 'selected' | 'page'>

interface Step {
  /** What to do, on one line of 80 cells. */
  instruction(before: Tour['before'], state: State): string
  /** What was seen, once it was done. */
  seen(before: Tour['before'], state: State, view: TourView, known: KnownNames): string | undefined
}

/** The sessions that the tour speaks of. */
const tourSessions = ['a', 'b', 'c', 'd', 'e', 'f', 'g']

/** Whether these are the sessions of the practice database. */
export const isPracticeShell = (sessions: readonly SessionSpec[]): boolean =>
  tourSessions.every((name) => findSession(name, sessions)?.login.connectString === 'practice')

const steps: readonly Step[] = [
  {
    instruction: () => `target: type  on ${tourSessions.join(',')}  and then  each`,
    seen({ settings }, _, view, known) {
      const { target, mode } = view.settings
      const count = sessionsIn(target, known)
      if (view.settings === settings || mode !== 'each' || count < 2) return undefined
      return `the next statement runs once in each of ${countOf(count, 'session')}; the prompt names them`
    },
  },
  {
    instruction: () => 'cap: type  cap 2  and then run  begin task; end;',
    seen({ job }, state) {
      const capped = jobsAfter(job, state).find(
        ({ cap, tasks, running, plan }) =>
          plan.mode === 'each' && cap > 0 && cap < tasks.length && running > 0,
      )
      if (!capped) return undefined
      const { number, tasks, cap } = capped
      return `job ${number}: ${countOf(tasks.length, 'task')}, never more than ${cap} at once; as one ends the next starts`
    },
  },
  {
    instruction: () => 'cancel: run  begin dbms_session.sleep(300); end;  then Ctrl-C twice',
    seen({ job }, state) {
      const cancelled = jobsAfter(job, state).find(
        (each) => !state.active.has(each.number) && (each.ended.get('cancelled') ?? 0) > 0,
      )
      if (!cancelled) return undefined
      const skipped = cancelled.ended.get('skipped') ?? 0
      const rest = skipped > 0 ? `, and ${skipped} never started` : ''
      return `job ${cancelled.number}: ${cancelled.ended.get('cancelled')} were broken off on the server${rest}`
    },
  },
  {
    instruction: () => 'fold: run  select count(*) from emp;  and then type  fold',
    seen({ job }, state, { page, selected }) {
      const folded = jobsAfter(job, state).find(({ number }) => number === selected?.job)
      if (!folded || page !== 'answer' || selected?.task !== undefined) return undefined
      if (state.active.has(folded.number) || (folded.ended.get('succeeded') ?? 0) < 2) return undefined
      return 'equal answers stand together, so who differs from the others is seen at once'
    },
  },
  {
    instruction({ job }, state) {
      const [first] = failedAfter(job, state)
      if (first) return `retry: type  retry ${first.number}  to run again what failed, and nothing else`
      const hasRun = jobsAfter(job, state).some(({ number }) => !state.active.has(number))
      const fails = hasRun ? 'select 1/0 from dual;' : 'begin flaky_task; end;'
      return `retry: run  ${fails}  which fails`
    },
    seen({ job }, state) {
      const failed = failedAfter(job, state)
      const again = jobsAfter(job, state).find(
        ({ number, plan }) =>
          !state.active.has(number) && failed.some((each) => each.number === plan.resumes?.job),
      )
      if (!again) return undefined
      const { number, tasks, plan } = again
      return `job ${number} ran again what failed in job ${plan.resumes?.job}: ${again.ended.get('succeeded') ?? 0} of ${tasks.length} succeeded`
    },
  },
]

const farewell = 'that is it: help has the rest, ? the keys; sessions add saves your own'

export const beginTour = (view: TourView, state: State): Tour => ({ done: 0, before: now(view, state) })

/** The tour after what has happened; undefined once it is over. The same object when nothing was done. */
export function advanceTour(tour: Tour, state: State, view: TourView, known: KnownNames): Tour | undefined {
  const { done, before } = tour
  const step = steps[done]
  // The last words stand until something else is run.
  if (!step) return jobsAfter(before.job, state).length > 0 ? undefined : tour
  const seen = step.seen(before, state, view, known)
  return seen === undefined ? tour : { done: done + 1, before: now(view, state), seen }
}

/** What was seen, where anything was, and what to do now. */
export function tourWords({ done, before, seen }: Tour, state: State): { seen?: string; next: string } {
  const step = steps[done]
  const next = step
    ? `tour ${done + 1}/${steps.length}, ${step.instruction(before, state)}`
    : `tour: ${farewell}`
  return { ...(seen !== undefined && { seen }), next }
}

const now = ({ settings }: TourView, state: State): Tour['before'] => ({
  settings,
  job: Math.max(0, ...state.jobs.keys()),
})

const jobsAfter = (job: number, state: State): JobState[] =>
  [...state.jobs.values()].filter(({ number }) => number > job)

/** Jobs that are over and in which something failed, the newest first. */
const failedAfter = (job: number, state: State): JobState[] =>
  jobsAfter(job, state)
    .filter((each) => endedCount(each) === each.tasks.length && (each.ended.get('failed') ?? 0) > 0)
    .reverse()

/** How many sessions a target means; 0 when it means none. */
function sessionsIn(target: string, known: KnownNames): number {
  try {
    return resolveTarget(target, known).sessions.length
  } catch {
    return 0
  }
}
