/**
 * What a wave of tasks gave, in short: how they ended, how many rows, which error; and whether that is what somebody
 * has confirmed. Rows themselves are not compared. Pure.
 */
import type { Event, TaskEnd } from './event.ts'
import { badRequest } from './failure.ts'
import type { Outcome } from './outcome.ts'
import type { TaskState } from './state.ts'

/** What a task gave. */
export interface TaskSignature {
  readonly outcome: Outcome
  /** Rows in its answer, or rows that DML touched. */
  readonly rows: number
  /** ORA-00942, or the code of another failure; `none` without one. */
  readonly error: string
}

/** What the tasks of a wave gave, alike ones together, in the order in which they first come. */
export type WaveSignature = readonly (TaskSignature & { readonly tasks: number })[]

/** What a task may give without anybody being asked; what is not named may be anything. */
export type Expectation = Partial<TaskSignature>

/** Tasks named in a line of words; others are counted. So for what is alike. */
const mostNamed = 5
const mostTold = 8

/** Signature of a task's end. */
export const signatureOf = ({ outcome, rows, error }: TaskEnd): TaskSignature => ({
  ...{ outcome, rows },
  error: error === undefined ? 'none' : (error.oracle ?? error.code),
})

/** Signature of the ended ones among these tasks. */
export const waveSignature = (tasks: readonly TaskState[]): WaveSignature =>
  groupsOf(tasks).map(({ signature, tasks: alike }) => ({ ...signature, tasks: alike.length }))

/** Whether a task gave what one of these wants. */
export const isExpected = (given: TaskSignature, expected: readonly Expectation[]): boolean =>
  expected.some(
    ({ outcome = given.outcome, rows = given.rows, error = given.error }) =>
      outcome === given.outcome && rows === given.rows && error.toUpperCase() === given.error.toUpperCase(),
  )

/** What is expected from now on: all of that, and what a wave gave that a person has confirmed. */
export function withConfirmed(expected: readonly Expectation[], wave: WaveSignature): readonly Expectation[] {
  const surprises = wave.filter((given) => !isExpected(given, expected))
  return [...expected, ...surprises.map(({ outcome, rows, error }) => ({ outcome, rows, error }))]
}

/** `2 tasks: succeeded, 14 rows; 1 task: failed, 0 rows, ORA-00942`. */
export function signatureText(wave: WaveSignature): string {
  const told = wave
    .slice(0, mostTold)
    .map(({ tasks, ...given }) => `${tasks} ${tasks === 1 ? 'task' : 'tasks'}: ${expectationText(given)}`)
  return [...told, ...moreThan(wave.length, mostTold)].join('; ')
}

/** `wave 1 of 3 ended: 1 task: succeeded, 14 rows`, and what of it is not as confirmed. */
export function waveWords(
  {
    wave,
    signature,
    difference,
  }: Pick<Event & { readonly type: 'wave ended' }, 'wave' | 'signature' | 'difference'>,
  count: number,
): string {
  const ended = `wave ${wave} of ${count} ended`
  return difference === undefined
    ? `${ended}: ${signatureText(signature)}`
    : `${ended}, not as confirmed: ${difference}`
}

/** What tasks gave that is not expected, and which they are; undefined when there is nothing of that. */
export function differenceText(
  tasks: readonly TaskState[],
  expected: readonly Expectation[],
): string | undefined {
  const surprises = groupsOf(tasks).filter(({ signature }) => !isExpected(signature, expected))
  if (surprises.length === 0) return undefined
  const told = surprises.slice(0, mostTold).map(({ signature, tasks: alike }) => {
    const names = [...alike.slice(0, mostNamed).map(nameOf), ...moreThan(alike.length, mostNamed)]
    return `${names.join(', ')}: ${expectationText(signature)}`
  })
  const wanted = expected.slice(0, mostTold).map(expectationText)
  return `${[...told, ...moreThan(surprises.length, mostTold)].join('; ')} (expected: ${[
    ...wanted,
    ...moreThan(expected.length, mostTold),
  ].join('; or ')})`
}

/** Reads `outcome=succeeded,rows=14,error=none`, one or more of them. Throws a bad request. */
export function parseExpectation(text: string): Expectation {
  const read: { outcome?: Outcome; rows?: number; error?: string } = {}
  for (const part of text.split(',')) {
    const [, name = '', value = ''] = /^\s*(outcome|rows|error)=(.*?)\s*$/i.exec(part) ?? []
    if (name.toLowerCase() in read) throw badRequest(`confirm: ${name} is named twice in "${text}"`)
    switch (name.toLowerCase()) {
      case 'outcome':
        read.outcome = outcomeCalled(value, text)
        break
      case 'rows':
        if (!/^\d{1,15}$/.test(value)) throw unreadable(text)
        read.rows = Number(value)
        break
      case 'error':
        if (value === '') throw unreadable(text)
        read.error = value.toLowerCase() === 'none' ? 'none' : value
        break
      default:
        throw unreadable(text)
    }
  }
  return read
}

const outcomes: readonly Outcome[] = ['succeeded', 'failed', 'cancelled', 'timed out', 'skipped', 'unknown']

function outcomeCalled(value: string, text: string): Outcome {
  const found = outcomes.find((outcome) => outcome === value.toLowerCase())
  if (found === undefined) throw unreadable(text)
  return found
}

const unreadable = (text: string): Error =>
  badRequest(
    `confirm: expected what each task is to give, as rows=14,outcome=succeeded,error=none or some of it, got "${text}"`,
  )

/** `succeeded, 14 rows`. */
function expectationText({ outcome, rows, error }: Expectation): string {
  const parts = [
    ...(outcome === undefined ? [] : [outcome]),
    ...(rows === undefined ? [] : [`${rows} ${rows === 1 ? 'row' : 'rows'}`]),
    // No error goes without saying where an outcome says that all went well.
    ...(error === undefined || (error === 'none' && outcome !== undefined)
      ? []
      : [error === 'none' ? 'no error' : error]),
  ]
  return parts.length === 0 ? 'anything' : parts.join(', ')
}

const moreThan = (count: number, most: number): string[] => (count > most ? [`${count - most} more`] : [])

interface AlikeTasks {
  readonly signature: TaskSignature
  readonly tasks: TaskState[]
}

function groupsOf(tasks: readonly TaskState[]): readonly AlikeTasks[] {
  const groups = new Map<string, AlikeTasks>()
  for (const task of tasks) {
    if (task.phase.name !== 'ended') continue
    const signature = signatureOf(task.phase.end)
    const key = JSON.stringify([signature.outcome, signature.rows, signature.error])
    const group = groups.get(key)
    if (group) group.tasks.push(task)
    else groups.set(key, { signature, tasks: [task] })
  }
  return [...groups.values()]
}

/** `1.6 f`: its number, and what tells it from others of its job. */
function nameOf({ id, plan }: TaskState): string {
  const values = Object.values(plan.parameters)
  return [id, ...(plan.session === undefined ? [] : [plan.session]), ...values].join(' ')
}
