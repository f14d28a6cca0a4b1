/**
 * Holds what was told of a mix to what the server has written down, task by task. Pure: events and ledger in, lies out,
 * in words. It knows the rules of the design and nothing of how the engine keeps them.
 */
import type { Event, TaskEnd } from '../../../src/core/event.ts'
import type { TaskId } from '../../../src/core/job.ts'
import { liesOfCourse } from './judge-course.ts'
import type { LedgerRow } from './lane.ts'
import type { Mix, MixJob } from './mix.ts'
import type { MixRecord } from './play.ts'
import type { Shape } from './statements.ts'

/** Everything that is not as it should be; empty when all is well. */
export function judgeMix(record: MixRecord): string[] {
  const { mix, numbers, events, state, ledger, effects, stuck } = record
  const byTask = Map.groupBy(events, (event) => ('task' in event ? event.task : undefined))
  const doubts = settledInDoubt(events)
  const lies = [...numbers].flatMap(([index, number]) => {
    const job = mix.jobs[index] as MixJob
    return (state.jobs.get(number)?.tasks ?? []).flatMap(({ id, phase }, at) => {
      if (phase.name !== 'ended') return []
      const place = `${index}.${at + 1}`
      const shape = job.shapes[at] as Shape
      const told = byTask.get(id) ?? []
      const calls = ledger.filter(({ task }) => task === place)
      const facts: TaskFacts = {
        ...{ job, shape, events: told, end: phase.end, calls, isLost: isLost(id, events) },
        ...{ effects: effects.get(place) ?? 0, wasSettledInDoubt: doubts.has(id) },
      }
      return liesOfTask(facts).map(
        (lie) => `${id} (${place}, ${shape.name}): ${lie}; ${JSON.stringify(facts.calls)}`,
      )
    })
  })
  return [...stuck, ...unknownCalls(mix, numbers, ledger), ...lies, ...liesOfCourse(events)]
}

interface TaskFacts {
  readonly job: MixJob
  readonly shape: Shape
  readonly events: readonly Event[]
  /** As it was told in the end, with what became of its work later. */
  readonly end: TaskEnd
  readonly calls: readonly LedgerRow[]
  /** Its session was lost with it. */
  readonly isLost: boolean
  readonly wasSettledInDoubt: boolean
  /** How often it has left its mark in a table. */
  readonly effects: number
}

function liesOfTask(facts: TaskFacts): string[] {
  return [...liesOfAttempts(facts), ...liesOfOutcome(facts), ...liesOfFate(facts)].map(
    (lie) => `${lie}; told ${facts.end.outcome}, ${facts.end.fate}`,
  )
}

/** Nothing runs that nobody started, nothing twice unless a retry was told, and only what left nothing is retried. */
function liesOfAttempts({ job, events, calls, end }: TaskFacts): string[] {
  const starts = events.filter(({ type }) => type === 'task started').length
  const retries = events.flatMap((event) => (event.type === 'task retrying' ? [event] : []))
  const attempts = retries.filter(({ attempt }, index) => attempt > (retries[index - 1]?.attempt ?? 0))
  // Broken off to wait in the queue for work of ours, and no attempt; what waited for room was never sent.
  const putBack = retries.filter((each) => !attempts.includes(each) && each.error.oracle === 'ORA-01013')
  const sent = starts - (retries.length - attempts.length - putBack.length)
  const most = job.plan.retries?.times ?? 0
  const codes = new Set(['ORA-00060', 'ORA-00054', ...(job.plan.retries?.on ?? [])])
  return [
    ...(calls.length > sent ? [`it was sent ${sent} times at most, and ran ${calls.length} times`] : []),
    ...(attempts.length > most ? [`${attempts.length} attempts were made again, of ${most}`] : []),
    ...attempts.flatMap(({ error, fate }) => [
      ...(error.code === 'connection lost' || codes.has(error.oracle ?? '')
        ? []
        : [`it was tried again after ${error.message}`]),
      ...(fate === 'none' || fate === 'rolled back' ? [] : [`it was tried again with its work ${fate}`]),
    ]),
    ...(end.attempts !== undefined && end.attempts > attempts.length + 1
      ? [`it tells ${end.attempts} attempts`]
      : []),
    ...calls
      .slice(0, -1)
      .filter(({ committed }) => committed === 'committed')
      .map(() => 'an attempt that was made again has taken effect'),
  ]
}

function liesOfOutcome({ job, shape, events, end, calls, isLost }: TaskFacts): string[] {
  const last = calls.at(-1)
  const wasCancelled = events.some(({ type }) => type === 'cancel climbed')
  const hasStarted = events.some(({ type }) => type === 'task started')
  const ran = `on the server it ${last ? `${last.outcome ?? 'still runs'}` : 'never ran'}`
  switch (end.outcome) {
    case 'succeeded':
      return last?.outcome === 'succeeded' ? [] : [`it has not succeeded: ${ran}`]
    case 'failed': {
      const code = Number(end.error?.oracle?.match(/^ORA-(\d+)/)?.[1] ?? Number.NaN)
      if (end.error?.code === 'connection lost')
        return isLost || end.attempts !== undefined || hasRetried(events)
          ? shape.kind === 'query'
            ? []
            : ['only a query fails with its connection']
          : ['its connection was not lost']
      // What is refused before it begins is not written down.
      return last === undefined || (last.outcome === 'failed' && last.error === code)
        ? []
        : [`it failed with ${end.error?.oracle}, and ${ran} with ${last.error}`]
    }
    case 'cancelled':
      return wasCancelled || calls.length === 0 ? [] : ['nobody cancelled it']
    case 'timed out':
      return wasCancelled && job.plan.timeout !== undefined ? [] : ['it was over no limit']
    case 'skipped':
      return calls.length === 0 ? [] : [`it was skipped, and ${ran}`]
    case 'unknown':
      return [
        ...(isLost ? [] : ['its connection was not lost']),
        ...(shape.kind === 'query' ? ['a query is never unknown'] : []),
        ...(hasStarted ? [] : ['it never started']),
      ]
  }
}

const hasRetried = (events: readonly Event[]): boolean => events.some(({ type }) => type === 'task retrying')

function liesOfFate(facts: TaskFacts): string[] {
  const { shape, end, calls, effects, isLost, wasSettledInDoubt } = facts
  const last = calls.at(-1)
  const committed = calls.some((call) => call.committed === 'committed' || call.committed === 'partly')
  const open = calls.filter((call) => call.committed === 'pending' || call.outcome === null)
  const lies = open.map(() => 'it is still open on the server')
  if (effects > 1) lies.push(`it took effect ${effects} times`)
  if (effects > 0 && !committed) lies.push('its mark is there, and the ledger knows of no commit')
  switch (end.fate) {
    case 'committed':
      // A block that changes nothing commits nothing, and that is no lie.
      if (!committed && (shape.works || shape.kind === 'dml')) lies.push('the server has committed nothing')
      if (last?.committed === 'rolled back') lies.push('the server has rolled it back')
      break
    case 'none':
    case 'rolled back':
      // What a block commits by itself is told only when nobody knows how the block ended.
      if (committed && !(shape.commitsItself && end.outcome === 'succeeded'))
        lies.push('the server has committed it')
      break
    case 'pending':
      lies.push('nothing is pending any more')
      break
    case 'in doubt': {
      const wasBrokenOff = end.outcome === 'cancelled' || end.outcome === 'timed out'
      // A block that ended a transaction by itself may have done so in either way.
      if (!isLost && !wasSettledInDoubt && !wasBrokenOff && !shape.commitsItself)
        lies.push('its answer came, so there is nothing to doubt')
    }
  }
  return lies
}

/** Whether the loss of the session was told right before the task's end. */
function isLost(id: TaskId, events: readonly Event[]): boolean {
  const at = events.findIndex((event) => event.type === 'task ended' && event.task === id)
  return events[at - 1]?.type === 'session lost'
}

/** Tasks whose work was pending, and became doubtful with its session or by another task. */
function settledInDoubt(events: readonly Event[]): ReadonlySet<TaskId> {
  const tasks = events.flatMap((event) =>
    event.type === 'work settled' && event.fate === 'in doubt' ? event.tasks : [],
  )
  return new Set(tasks)
}

/** Calls of jobs that were never queued. */
const unknownCalls = (
  { jobs }: Mix,
  numbers: ReadonlyMap<number, number>,
  ledger: readonly LedgerRow[],
): string[] =>
  ledger.flatMap(({ task }) => {
    const [index = 0, number = 0] = task.split('.').map(Number)
    const isKnown = numbers.has(index) && number <= (jobs[index]?.plan.tasks.length ?? 0)
    return isKnown ? [] : [`task ${task} of the mix ran, and was never queued`]
  })
