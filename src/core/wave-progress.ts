/**
 * How far a job with waves is: which of its tasks may start, what the last wave gave, and what the next ones are
 * expected to give. Part of the fold; what follows from it is said by `onWaveEnd`, and recorded by the engine.
 */
import type { EventBody } from './event.ts'
import type { JobPlan } from './job.ts'
import {
  differenceText,
  type Expectation,
  signatureText,
  type WaveSignature,
  waveSignature,
  withConfirmed,
} from './signature.ts'
import type { JobState, TaskState } from './state.ts'
import { lastOfWave, type WaveSizes, waveCount, waveSizes } from './waves.ts'

export interface WaveProgress {
  readonly sizes: WaveSizes
  /** Waves in all. */
  readonly count: number
  /** The wave whose tasks may start, from 1; one more than there are when all have ended. */
  current: number
  /** The number of its last task. */
  last: number
  /** Its tasks that have not ended. */
  unended: number
  /** What tasks may give; undefined until somebody has confirmed a wave. */
  expected: readonly Expectation[] | undefined
  /** What the wave before gave. */
  given?: WaveEnd
  /** Its end is what the job is held for: whoever releases the job confirms it. */
  isAsked: boolean
}

export interface WaveEnd {
  readonly wave: number
  readonly signature: WaveSignature
  /** What of it was not expected, in words; absent when nothing was, or nothing had been confirmed yet. */
  readonly difference?: string
}

/** Before anything has run; undefined for a job without waves. */
export function beforeFirstWave({ waves, expected, tasks }: JobPlan): WaveProgress | undefined {
  if (waves === undefined) return undefined
  const total = tasks.length
  const sizes = waveSizes(waves, total)
  const last = lastOfWave(sizes, 1, total)
  return { sizes, count: waveCount(sizes, total), current: 1, last, unended: last, expected, isAsked: false }
}

/** Whether a task's turn has come, as far as waves are concerned. */
export const isInWave = ({ waves }: JobState, task: number): boolean =>
  waves === undefined || task <= waves.last

/** Tells that a task has ended. It may be one of a later wave, which was cancelled before it started. */
export function countEnd({ waves }: JobState, task: number): void {
  if (waves && task <= waves.last) waves.unended--
}

/** Goes on to the wave after the one that has ended. */
export function enterNextWave({ waves, tasks }: JobState, { wave, signature, difference }: WaveEnd): void {
  if (!waves) return
  const first = waves.last
  waves.current = wave + 1
  waves.last = lastOfWave(waves.sizes, waves.current, tasks.length)
  waves.unended = tasks.slice(first, waves.last).filter(({ phase }) => phase.name !== 'ended').length
  waves.given = { wave, signature, ...(difference !== undefined && { difference }) }
}

/** What the job was held for, if it was for a wave, is from now on as it should be. */
export function confirmWave({ waves }: JobState): void {
  if (!waves?.isAsked) return
  waves.isAsked = false
  waves.expected = withConfirmed(waves.expected ?? [], waves.given?.signature ?? [])
}

/**
 * The end of a job's wave, once its last task has ended, and the hold that follows unless all tasks gave what was
 * confirmed. Of a job that is stopped nothing is told any more.
 */
export function onWaveEnd({ number: job, waves, tasks, stopped }: JobState): EventBody[] {
  if (!waves || stopped !== undefined || waves.isAsked || waves.unended > 0) return []
  const { current: wave, count, expected } = waves
  if (wave > count) return []
  const members = membersOf(waves, tasks)
  const difference = expected && differenceText(members, expected)
  const ended: EventBody = {
    ...{ type: 'wave ended', job, wave, signature: waveSignature(members) },
    ...(difference !== undefined && { difference }),
  }
  const isAsItShould = expected !== undefined && difference === undefined
  if (wave === count || isAsItShould) return [ended]
  const what = difference === undefined ? signatureText(ended.signature) : `not as confirmed: ${difference}`
  return [ended, { type: 'job held', job, wave, reason: `wave ${wave} of ${count}: ${what}` }]
}

/** Waves that have not ended. */
export const wavesLeft = ({ current, count }: WaveProgress): number => Math.max(0, count - current + 1)

const membersOf = (
  { sizes, current, last }: WaveProgress,
  tasks: readonly TaskState[],
): readonly TaskState[] => tasks.slice(lastOfWave(sizes, current - 1, tasks.length), last)
