/**
 * The head line: what the next statement gets on the left, what runs on the right.
 */
import type { NextStatement, Settings } from '../../commands/command.ts'
import { haltText } from '../../core/halt.ts'
import type { Outcome } from '../../core/outcome.ts'
import { headingOf } from '../../core/parameter-source.ts'
import { type State, waitingCount } from '../../core/state.ts'
import { timeLimitText } from '../../core/time-limit.ts'
import { wavesText } from '../../core/waves.ts'
import { whenText } from '../../core/when.ts'
import { widthOf } from '../../results/text-width.ts'
import { type Pace, paceSeconds } from '../live/pace.ts'
import { sparkline } from '../live/sparkline.ts'
import { runningDuration } from './duration.ts'
import type { Scene } from './scene.ts'
import { outcomeStatus, runningStatus, type Status, waitingStatus } from './status.ts'
import { spread } from './text.ts'
import type { Theme } from './theme.ts'

/**
 * The line. Where there is no room for all, words become short, then counts of nothing go, then the sparkline, the time
 * left, and the words; the signs stay.
 */
export function headLine({ state, view, size, now, theme, course }: Scene): string {
  const left = settingsText(view.settings, now)
  const paused = state.isPaused ? '  PAUSED' : ''
  const counts = countTasks(state)
  const some = counts.filter(([, count]) => count > 0)
  const time = activeTime(state, now)
  const pace = time === undefined ? undefined : course?.pace
  const spark = pace ? sparkText(pace, now, theme, 12) : ''
  const shortSpark = pace ? sparkText(pace, now, theme, 6) : ''
  const rest = pace?.timeLeft(now)
  const remaining = rest === undefined ? '' : `, ~${runningDuration(rest + 999)} left`
  const sign = ([{ glyph }, count]: Count): string => `${theme.glyphs[glyph]} ${count}`
  const words = (count: Count): string => `${sign(count)} ${count[0].word}`
  const short = (count: Count): string => `${sign(count)} ${shortWords[count[0].word] ?? count[0].word}`
  const write = (parts: readonly string[], spark: string, remaining: string): string =>
    `${paused}${spark}  ${parts.join(' ')}${time === undefined ? '' : `  ${runningDuration(time)}`}${remaining} `
  const rights = [
    write(counts.map(words), spark, remaining),
    ...[spark, shortSpark].flatMap((line) =>
      [counts, some].map((all) => write(all.map(short), line, remaining)),
    ),
    ...[counts.map(words), some.map(words), some.map(short)].map((parts) => write(parts, '', remaining)),
    ...[counts.map(words), some.map(words), some.map(short)].map((parts) => write(parts, '', '')),
    write(counts.map(sign), shortSpark, remaining),
    write(counts.map(sign), '', ''),
  ]
  const right = rights.find((text) => widthOf(left) + widthOf(text) <= size.columns) ?? rights.at(-1) ?? ''
  return theme.paint('chosen', spread(left, right, size.columns, theme.glyphs.ellipsis))
}

const shortWords: Readonly<Record<string, string>> = { waiting: 'wait', running: 'run', succeeded: 'ok' }

/** Tasks that ended in the last minute, in so many cells. */
function sparkText(pace: Pace, now: number, theme: Theme, cells: number): string {
  const counts = pace.ended(now, cells, paceSeconds / cells)
  return counts.some((count) => count > 0) ? `  ${sparkline(counts, theme)}` : ''
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
const nextWords = (
  { again, after, startAt, repeat, priority, ring }: NextStatement,
  now: number,
): string[] => [
  ...(again === undefined ? [] : [`retries job ${again.job}`]),
  ...(after === undefined ? [] : [`after ${after.job}`]),
  ...(startAt === undefined ? [] : [`at ${whenText(startAt, now)}`]),
  ...(repeat === undefined ? [] : [`every ${repeat.every / 1000}s`]),
  ...(priority === undefined ? [] : [`priority ${priority}`]),
  ...(ring === undefined ? [] : ['rings']),
]

/**
 * How many tasks wait, run, and ended which way, also of jobs that were forgotten; the four usual ones always, others when
 * there are any.
 */
function countTasks(state: State): Count[] {
  const ended = new Map<Outcome, number>([['succeeded', 0], ['failed', 0], ...state.forgotten.ended])
  let waiting = 0
  let running = 0
  for (const job of state.jobs.values()) {
    if (job.isRecalled) continue
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
