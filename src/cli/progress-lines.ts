/**
 * What happens in a run in words, a line an event, for stderr. Text of databases and users is made visible first, so
 * that none of it can move the cursor.
 */

import { durationWords } from '../core/duration.ts'
import type { CancelRung, Event, TaskEnd } from '../core/event.ts'
import { attemptWords } from '../core/retry.ts'
import { whyItWaits } from '../core/runnable.ts'
import { waveWords } from '../core/signature.ts'
import { type State, type TaskState, taskOf } from '../core/state.ts'
import { visible } from '../core/visible.ts'
import { blockerWords, endWords, retryWords, rungWords, stillRunsWords } from '../core/words.ts'
import { countOf, formatDuration } from '../results/measures.ts'
import { taskLabel } from '../results/task-label.ts'
import { failureLine } from './failure-line.ts'

/** What a line is about: the usual course of things, or something a user must not miss. */
export interface ProgressLine {
  readonly text: string
  readonly isNotable: boolean
}

/** The line for an event that `state` holds already; undefined for events that are not worth one. */
export function progressLine(event: Event, state: State): ProgressLine | undefined {
  switch (event.type) {
    case 'task started':
      return usual(
        `${nameOf(state, event.task)} started${placeOf(state, event.task)}${attemptOf(state, event.task)}`,
      )
    case 'task retrying':
      return retryLine(event, state)
    case 'task ended':
      return endLine(taskOf(state, event.task), state)
    case 'task blocked':
      return notable(`${nameOf(state, event.task)} ${visible(blockerWords(event.by))}`)
    case 'task unblocked':
      return usual(`${nameOf(state, event.task)} goes on`)
    case 'cancel climbed':
      return rungLine(event, state)
    case 'job stopped':
      return notable(`no further task starts: ${visible(event.reason)}`)
    case 'wave ended':
      return notable(visible(waveWords(event, state.jobs.get(event.job)?.waves?.count ?? event.wave)))
    case 'job queued':
      return waitLine(event, state)
    case 'job held':
      // What a wave gave has been told already, and somebody is asked about it.
      return event.wave === undefined
        ? notable(`no further task starts until it is released: ${visible(event.reason)}`)
        : undefined
    case 'round ended':
      return event.last === undefined ? undefined : notable(`no further round: ${visible(event.last)}`)
    case 'session waiting':
      return notable(
        `session ${visible(event.session)} waits, and is tried again while others run: ${failureLine(event.error)}`,
      )
    case 'session lost':
      return notable(`session ${visible(event.session)} was lost: ${failureLine(event.error)}`)
    default:
      return undefined
  }
}

/** A break is what was asked for; every rung above it is worth knowing. */
function rungLine(
  { task, rung, why }: { task: TaskState['id']; rung: CancelRung; why?: string },
  state: State,
): ProgressLine {
  const text = `${nameOf(state, task)} ${visible(rungWords(rung, why))}`
  return rung === 'break' ? usual(text) : notable(text)
}

/** Why nothing starts yet, and which round of a repetition it is. */
function waitLine(
  { job: number }: Event & { readonly type: 'job queued' },
  state: State,
): ProgressLine | undefined {
  const job = state.jobs.get(number)
  if (!job) return undefined
  const round = job.plan.repeat?.round
  const why = whyItWaits(job, state)
  const parts = [...(round ? [`round ${round.number}`] : []), ...(why === undefined ? [] : [why])]
  return parts.length === 0 ? undefined : usual(`job ${number}: ${parts.join(', ')}`)
}

/** `1.3 C`, safe to show. */
export function nameOf(state: State, id: TaskState['id']): string {
  const task = taskOf(state, id)
  const plan = state.jobs.get(task.job)?.plan
  const label = plan ? visible(taskLabel(plan, task.plan)) : ''
  return label === '' ? id : `${id} ${label}`
}

/** Where a task of mode `any` runs; in mode `each` its name says so. */
function placeOf(state: State, id: TaskState['id']): string {
  const { phase, plan } = taskOf(state, id)
  return phase.name === 'running' && plan.session === undefined ? ` on ${visible(phase.session)}` : ''
}

/** `, attempt 2 of 4` where it is not the first. */
function attemptOf(state: State, id: TaskState['id']): string {
  const { retry, job } = taskOf(state, id)
  const retries = state.jobs.get(job)?.plan.retries
  return retry && retry.attempt > 0 ? `, ${attemptWords(retry.attempt + 1, retries)}` : ''
}

function retryLine(event: Event & { type: 'task retrying' }, state: State): ProgressLine {
  const { task, at, dueAt, attempt, error } = event
  const retries = state.jobs.get(taskOf(state, task).job)?.plan.retries
  const said = { attempt, error: { ...error, message: failureLine(error) } }
  return notable(`${nameOf(state, task)} ${retryWords(said, retries, durationWords(roughly(dueAt - at)))}`)
}

/** To the tenth of a second, for the two moments were told one after the other. */
const roughly = (milliseconds: number): number => Math.round(milliseconds / 100) * 100

function endLine(task: TaskState, state: State): ProgressLine | undefined {
  const { phase } = task
  // Tasks that never ran are counted in the end; a line each would bury those that did.
  if (phase.name !== 'ended' || phase.since === undefined) return undefined
  const { end } = phase
  const facts = [
    `${nameOf(state, task.id)} ${endWords(end)}`,
    ...(end.rows === 0 ? [] : [countOf(end.rows, 'row')]),
    formatDuration(phase.at - phase.since),
    ...(end.attempts === undefined ? [] : [`${end.attempts} attempts`]),
  ].join(', ')
  const text = [facts, ...remarksOf(end)].join(': ')
  const isPlain = end.outcome === 'succeeded' && end.warning === undefined && !end.isCut
  return isPlain ? usual(text) : notable(text)
}

function remarksOf(end: TaskEnd): string[] {
  const remarks = [
    ...(end.error ? [failureLine(end.error)] : []),
    ...(end.warning === undefined ? [] : [visible(end.warning)]),
    ...(end.mayStillRun === undefined ? [] : [visible(stillRunsWords(end))]),
    ...(end.isCut ? ['cut at a limit'] : []),
  ]
  return remarks.length === 0 ? [] : [remarks.join('; ')]
}

const usual = (text: string): ProgressLine => ({ text, isNotable: false })

const notable = (text: string): ProgressLine => ({ text, isNotable: true })
