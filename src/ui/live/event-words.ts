/**
 * What happened, in words for the log: a line an event, and none for what happens too often to be told. Text that came
 * from outside is made harmless by whoever draws it.
 */
import type { CancelRung, Event } from '../../core/event.ts'
import { waveWords } from '../../core/signature.ts'
import { type State, type TaskState, taskOf } from '../../core/state.ts'
import { blockerWords, endWords, stillRunsWords } from '../../core/words.ts'
import { countOf, formatDuration } from '../../results/measures.ts'
import { labelOf } from '../frame/draw-rows.ts'
import type { Tone } from '../frame/theme.ts'

export interface EventWords {
  readonly text: string
  readonly tone: Tone
}

/** The words for an event that the state holds already; undefined for one that is not worth a line. */
export function eventWords(event: Event, state: State): EventWords | undefined {
  switch (event.type) {
    case 'session opened':
      return usual(`session ${event.session} opened in ${event.identity.databaseName}`)
    case 'session waiting':
      return warning(`session ${event.session} is tried again when there is room: ${event.error.message}`)
    case 'session refused':
      return bad(`session ${event.session} was refused: ${event.error.message}`)
    case 'session lost':
      return bad(`session ${event.session} was lost: ${event.error.message}`)
    case 'session closed':
      return usual(`session ${event.session} closed`)
    case 'job queued': {
      const { mode, target, tasks, statement } = event.plan
      const text = statement.slice(0, 500).replace(/\s+/g, ' ').trim()
      return usual(`job ${event.job} queued, ${countOf(tasks.length, 'task')}, ${mode} ${target}: ${text}`)
    }
    case 'cap changed':
      return usual(`job ${event.job}: ${event.cap === 0 ? 'no cap' : `cap ${event.cap}`}`)
    case 'queue paused':
      return warning('the queue is paused: nothing starts')
    case 'queue resumed':
      return usual('the queue goes on')
    case 'job held':
      return warning(`job ${event.job} is held: ${event.reason}`)
    case 'job released':
      return usual(`job ${event.job} is released`)
    case 'job stopped':
      return warning(`job ${event.job}: no further task starts: ${event.reason}`)
    case 'job due':
      return usual(`job ${event.job}: its time has come`)
    case 'wave ended':
      return usual(
        `job ${event.job}: ${waveWords(event, state.jobs.get(event.job)?.waves?.count ?? event.wave)}`,
      )
    case 'round ended':
      return event.last === undefined ? undefined : usual(`job ${event.job}: no further round: ${event.last}`)
    case 'priority changed':
      return usual(`job ${event.job} has priority ${event.priority}`)
    case 'task started':
      return usual(`${nameOf(event.task, state)} started in ${event.session}`)
    case 'task ended':
      return endOf(taskOf(state, event.task))
    case 'task retrying':
      return warning(`${nameOf(event.task, state)} is tried again: ${event.error.message}`)
    case 'task blocked':
      return warning(`${nameOf(event.task, state)} ${blockerWords(event.by)}`)
    case 'task unblocked':
      return usual(`${nameOf(event.task, state)} goes on`)
    case 'waits unseen':
      return warning(`what statements of ${event.user} wait for is not seen: ${event.why}`)
    case 'cancel climbed':
      return warning(`${nameOf(event.task, state)}: ${rungWords[event.rung]}`)
    case 'work settled':
      return event.tasks.length === 0
        ? undefined
        : usual(`session ${event.session}: the work of ${event.tasks.join(', ')} is ${event.fate}`)
    default:
      return undefined
  }
}

const rungWords: Readonly<Record<CancelRung, string>> = {
  break: 'a break is sent',
  'cancel sql': 'the break was not answered: its statement is cancelled from another session',
  kill: 'still not answered: its session is killed',
  drop: 'still not answered: its connection is dropped',
}

function nameOf(id: TaskState['id'], state: State): string {
  const label = labelOf(taskOf(state, id))
  return label === '' ? id : `${id} ${label}`
}

function endOf(task: TaskState): EventWords | undefined {
  const { phase } = task
  // Tasks that never ran are told of by what stopped them: a line each would bury those that did.
  if (phase.name !== 'ended' || phase.since === undefined) return undefined
  const { end, since, at } = phase
  const label = labelOf(task)
  const text = [
    `${task.id}${label === '' ? '' : ` ${label}`} ${endWords(end)}`,
    ...(end.rows > 0 ? [countOf(end.rows, 'row')] : []),
    formatDuration(at - since),
    ...(end.error ? [end.error.message] : []),
    ...(end.mayStillRun === undefined ? [] : [stillRunsWords(end)]),
  ].join(', ')
  if (end.outcome === 'succeeded') return end.warning === undefined ? { text, tone: 'good' } : warning(text)
  return end.outcome === 'failed' || end.outcome === 'unknown' ? bad(text) : warning(text)
}

const usual = (text: string): EventWords => ({ text, tone: 'plain' })
const warning = (text: string): EventWords => ({ text, tone: 'warning' })
const bad = (text: string): EventWords => ({ text, tone: 'bad' })
