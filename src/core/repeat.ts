/**
 * Running a statement again and again: how often, at most how many times, and until what is so. Each round is a job of
 * its own. Pure.
 */
import { badRequest } from './failure.ts'
import type { JobPlan, TaskId } from './job.ts'
import type { Outcome } from './outcome.ts'
import { endedCount, type JobState, type TaskState } from './state.ts'
import { parseSpan } from './when.ts'

const comparisons = ['<=', '>=', '!=', '=', '<', '>'] as const

/** What must be so of every task of a round. */
export type Condition =
  | { readonly of: 'rows'; readonly is: (typeof comparisons)[number]; readonly count: number }
  | { readonly of: 'value'; readonly value: string }
  | { readonly of: 'outcome'; readonly outcome: Extract<Outcome, 'succeeded' | 'failed'> }

export interface Repeat {
  /** Milliseconds from the start of a round to the start of the next, which never begins before the first has ended. */
  readonly every: number
  /** Rounds at most. */
  readonly times?: number
  readonly until?: Condition
  /** The first round, and which one this is; absent in the first, which has no number when it is planned. */
  readonly round?: { readonly first: number; readonly number: number }
}

/** The first value of an answer as text; undefined when there was no row or it was null. */
export type FirstValue = (task: TaskId) => string | undefined

/** What comes after a round: another, or the reason why none does. */
export type AfterRound =
  | { readonly goesOn: true; readonly plan: JobPlan }
  | { readonly goesOn: false; readonly reason: string }

/** Decides it once all tasks of a round have ended; undefined for a job that is not repeated. */
export function afterRound(job: JobState, now: number, firstValue: FirstValue): AfterRound | undefined {
  const { repeat } = job.plan
  if (repeat === undefined || endedCount(job) < job.tasks.length) return undefined
  const { number = 1, first = job.number } = repeat.round ?? {}
  const end = (reason: string): AfterRound => ({ goesOn: false, reason })
  if (job.stopped !== undefined) return end(job.stopped)
  if (repeat.until !== undefined && meets(job, repeat.until, firstValue))
    return end(`${conditionWords(repeat.until)}, in round ${number}`)
  const broken = job.tasks.find((task) => endsRepetition(task, repeat))
  if (broken !== undefined && broken.phase.name === 'ended')
    return end(`${broken.id} ${broken.phase.end.outcome}, in round ${number}`)
  if (repeat.times !== undefined && number >= repeat.times)
    return end(`${repeat.times} of ${repeat.times} rounds`)
  const startAt = Math.max(now, startOf(job) + repeat.every)
  const round = { first, number: number + 1 }
  // What it came after has ended long ago.
  const { after: _, ...plan } = job.plan
  return { goesOn: true, plan: { ...plan, startAt, repeat: { ...repeat, round } } }
}

const meets = (job: JobState, until: Condition, firstValue: FirstValue): boolean =>
  job.tasks.every((task) => isMet(task, until, firstValue))

function isMet({ id, phase }: TaskState, until: Condition, firstValue: FirstValue): boolean {
  if (phase.name !== 'ended') return false
  const { outcome, rows } = phase.end
  switch (until.of) {
    case 'rows':
      return outcome === 'succeeded' && compares(rows, until.is, until.count)
    case 'value':
      return outcome === 'succeeded' && firstValue(id) === until.value
    case 'outcome':
      return outcome === until.outcome
  }
}

/** A failure ends it, unless what is waited for is how tasks end; what was cancelled or is unknown ends it always. */
function endsRepetition({ phase }: TaskState, { until }: Repeat): boolean {
  if (phase.name !== 'ended' || phase.end.outcome === 'succeeded') return false
  return until?.of !== 'outcome' || (phase.end.outcome !== 'failed' && phase.end.outcome !== 'timed out')
}

/** When its first task started; when it was queued, if none did. */
function startOf({ tasks, queuedAt }: JobState): number {
  const starts = tasks.flatMap(({ phase }) => (phase.name === 'ended' ? (phase.since ?? []) : []))
  return starts.length === 0 ? queuedAt : starts.reduce((first, each) => Math.min(first, each))
}

function compares(rows: number, is: (typeof comparisons)[number], count: number): boolean {
  switch (is) {
    case '=':
      return rows === count
    case '!=':
      return rows !== count
    case '<':
      return rows < count
    case '<=':
      return rows <= count
    case '>':
      return rows > count
    case '>=':
      return rows >= count
  }
}

/** `rows=0`, `rows>5`, `value=DONE`, `succeeded` or `failed`. Throws a bad request. */
export function parseCondition(text: string, what: string): Condition {
  const written = text.trim()
  const [, is, count] = /^rows\s*(<=|>=|!=|=|<|>)\s*(\d{1,15})$/i.exec(written) ?? []
  const comparison = comparisons.find((each) => each === is)
  if (comparison !== undefined) return { of: 'rows', is: comparison, count: Number(count) }
  const [, value] = /^value\s*=\s*(.*)$/is.exec(written) ?? []
  if (value !== undefined) return { of: 'value', value }
  const outcome = (['succeeded', 'failed'] as const).find((each) => each === written.toLowerCase())
  if (outcome !== undefined) return { of: 'outcome', outcome }
  throw badRequest(`${what}: expected rows=0, rows>5, value=DONE, succeeded or failed, got "${text}"`)
}

/** `5s`, `5s times 10`, `5s times 10 until rows=0`. Throws a bad request. */
export function parseRepeat(text: string, what: string): Repeat {
  const [, span = '', times, until] =
    /^(\S+)(?:\s+times\s+(\S+))?(?:\s+until\s+(.*))?$/is.exec(text.trim()) ?? []
  return repeatOf({ every: span, times, until }, what)
}

/** The parts of a repetition as written. Throws a bad request. */
export function repeatOf(
  { every, times, until }: { every: string; times?: string | undefined; until?: string | undefined },
  what: string,
): Repeat {
  const span = parseSpan(every, what)
  if (span < 100) throw badRequest(`${what}: expected at least 100ms, got "${every}"`)
  if (times !== undefined && !/^[1-9]\d{0,8}$/.test(times))
    throw badRequest(`${what}: expected a number of rounds from 1, got "${times}"`)
  return {
    every: span,
    ...(times !== undefined && { times: Number(times) }),
    ...(until !== undefined && { until: parseCondition(until, what) }),
  }
}

/** What is waited for: `rows=0 in every answer`. */
export function conditionWords(until: Condition): string {
  switch (until.of) {
    case 'rows':
      return `rows${until.is}${until.count} in every task`
    case 'value':
      return `the first value is ${until.value} in every task`
    case 'outcome':
      return `every task has ${until.outcome}`
  }
}
