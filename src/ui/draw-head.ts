/**
 * The head line: what the next statement gets on the left, what runs on the right.
 */
import type { NextStatement, Settings } from '../commands/command.ts'
import { haltText } from '../core/halt.ts'
import type { Outcome } from '../core/outcome.ts'
import { headingOf } from '../core/parameter-source.ts'
import { type State, waitingCount } from '../core/state.ts'
import { timeLimitText } from '../core/time-limit.ts'
import { wavesText } from '../core/waves.ts'
import { whenText } from '../core/when.ts'
import { widthOf } from '../results/text-width.ts'
import { runningDuration } from './duration.ts'
import type { Scene } from './scene.ts'
import { outcomeStatus, runningStatus, type Status, waitingStatus } from './status.ts'
import { spread } from './text.ts'

/** The line; where there is no room for all, first the counts of nothing go, then the words; the signs stay. */
export function headLine({ state, view, size, now, theme }: Scene): string {
  const left = settingsText(view.settings, now)
  const paused = state.isPaused ? '  PAUSED' : ''
  const counts = countTasks(state)
  const time = activeTime(state, now)
  const sign = ([{ glyph }, count]: Count): string => `${theme.glyphs[glyph]} ${count}`
  const words = (count: Count): string => `${sign(count)} ${count[0].word}`
  const rights = [
    counts.map(words),
    counts.filter(([, count]) => count > 0).map(words),
    counts.map(sign),
  ].map((parts) => `${paused}  ${parts.join(' ')}${time === undefined ? '' : `  ${runningDuration(time)}`} `)
  const right = rights.find((text) => widthOf(left) + widthOf(text) <= size.columns) ?? rights.at(-1) ?? ''
  return theme.paint('chosen', spread(left, right, size.columns, theme.glyphs.ellipsis))
}

/** How many tasks are in a state. */
type Count = readonly [Status, number]

function settingsText(
  { target, mode, cap, timeout, retries, parameters, commit, halt, waves, next }: Settings,
  now: number,
): string {
  const names = parameters.map(headingOf)
  return [
    ` ${mode} ${target}`,
    cap === 0 ? 'no cap' : `cap ${cap}`,
    ...(timeout === undefined ? [] : [`timeout ${timeLimitText(timeout)}`]),
    ...(retries === undefined ? [] : [`retries ${retries.times}`]),
    ...(halt ? [`halt ${haltText(halt)}`] : []),
    ...(waves ? [`serial ${wavesText(waves)}`] : []),
    ...(names.length > 0 ? [`for ${names.join(', ')}`] : []),
    ...(commit ? ['autocommit'] : []),
    ...nextWords(next, now),
  ].join('  ')
}

/** What the next statement alone gets. */
const nextWords = ({ again, after, startAt, repeat, priority }: NextStatement, now: number): string[] => [
  ...(again === undefined ? [] : [`retries job ${again.job}`]),
  ...(after === undefined ? [] : [`after ${after.job}`]),
  ...(startAt === undefined ? [] : [`at ${whenText(startAt, now)}`]),
  ...(repeat === undefined ? [] : [`every ${repeat.every / 1000}s`]),
  ...(priority === undefined ? [] : [`priority ${priority}`]),
]

/** How many tasks wait, run, and ended which way; the four usual ones always, others when there are any. */
function countTasks(state: State): Count[] {
  const ended = new Map<Outcome, number>([
    ['succeeded', 0],
    ['failed', 0],
  ])
  let waiting = 0
  let running = 0
  for (const job of state.jobs.values()) {
    waiting += waitingCount(job)
    running += job.running
    for (const [outcome, count] of job.ended) ended.set(outcome, (ended.get(outcome) ?? 0) + count)
  }
  return [
    [waitingStatus, waiting],
    [runningStatus, running],
    ...[...ended].map(([outcome, count]) => [outcomeStatus(outcome), count] as const),
  ]
}

/** Milliseconds since the oldest job that has not ended was queued. */
function activeTime(state: State, now: number): number | undefined {
  const starts = [...state.active].flatMap((number) => state.jobs.get(number)?.queuedAt ?? [])
  return starts.length === 0 ? undefined : now - Math.min(...starts)
}
