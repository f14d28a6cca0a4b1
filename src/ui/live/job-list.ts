/** The jobs as a list: what was asked, of whom, and how far it is. */
import { endedCount, type JobState, type State, waitingCount } from '../../core/state.ts'
import { formatCount } from '../../results/measures.ts'
import { jobProgress, jobTime, waitWords } from '../frame/draw-rows.ts'
import { runningDuration } from '../frame/duration.ts'
import type { Status } from '../frame/status.ts'
import { onOneLine } from '../frame/text.ts'
import { statusCell } from './cells.ts'

import type { ListView, RowSource } from './list-view.ts'

/** Jobs in the order of their numbers; one out of the journal may come in between, and old ones go. */
export function jobSource(state: State): RowSource {
  let numbers: number[] = []
  let places = new Map<number, number>()
  let forgotten = 0
  let moves = 0
  const learn = (): void => {
    if (state.jobs.size === numbers.length && state.forgotten.jobs === forgotten) return
    forgotten = state.forgotten.jobs
    const now = [...state.jobs.keys()]
    if (numbers.some((number, index) => now[index] !== number)) moves++
    numbers = now
    places = new Map(numbers.map((number, index) => [number, index]))
  }
  return {
    get total() {
      learn()
      return numbers.length
    },
    get moves() {
      learn()
      return moves
    },
    keyAt: (index) => String(numbers[index]),
    indexOf: (key) => places.get(Number(key)) ?? -1,
    touchedBy: (key) => (key.startsWith('job:') ? places.get(Number(key.slice('job:'.length))) : undefined),
  }
}

/** What a job as a whole does: held, running, waiting, or how it ended at its worst. */
export function jobStatus(job: JobState): Status {
  if (endedCount(job) < job.tasks.length) {
    if (job.held !== undefined) return { glyph: 'pending', word: 'held', tone: 'warning' }
    if (job.running > 0) return { glyph: 'running', word: 'running', tone: 'busy' }
    return { glyph: 'waiting', word: 'waiting', tone: 'faint' }
  }
  const has = (outcome: Parameters<typeof job.ended.get>[0]): boolean => (job.ended.get(outcome) ?? 0) > 0
  if (has('unknown')) return { glyph: 'unknown', word: 'unknown', tone: 'bad' }
  if (has('failed')) return { glyph: 'failed', word: 'failed', tone: 'bad' }
  if (has('timed out')) return { glyph: 'cancelled', word: 'timed out', tone: 'warning' }
  if (has('cancelled')) return { glyph: 'cancelled', word: 'cancelled', tone: 'warning' }
  if (has('skipped')) return { glyph: 'skipped', word: 'skipped', tone: 'faint' }
  return { glyph: 'succeeded', word: 'succeeded', tone: 'good' }
}

/** Tasks that ended otherwise than they should. */
const badCount = (job: JobState): number => endedCount(job) - (job.ended.get('succeeded') ?? 0)

const targetText = ({ plan: { mode, target } }: JobState): string => `${mode} ${target}`

export const jobList: ListView<JobState> = {
  name: 'jobs',
  empty: 'no job yet: type a statement and end it with ;',
  rowOf: (key, state) => state.jobs.get(Number(key)),
  traits: (job, state) => ({
    name: `${job.number} ${targetText(job)}`,
    phase: jobStatus(job).word,
    error: job.stopped ?? '',
    text: () => [onOneLine(job.plan.statement), ...waitWords(job, state), jobProgress(job)].join(' '),
  }),
  columns: [
    { title: 'job', width: { least: 3, most: 6 }, align: 'right', cell: ({ number }) => String(number) },
    {
      title: 'statement',
      width: 'rest',
      cell(job, { state }) {
        const why = waitWords(job, state).join(', ')
        const text = onOneLine(job.plan.statement)
        return why === '' ? text : ['warning', `${why}: ${text}`]
      },
    },
    { title: 'target', width: { least: 6, most: 16 }, cell: targetText, rank: targetText },
    {
      title: 'cap',
      width: { least: 4, most: 6 },
      from: 100,
      align: 'right',
      cell: ({ cap }) => (cap === 0 ? 'none' : String(cap)),
    },
    {
      title: 'state',
      width: { least: 12, most: 12 },
      cell: (job, { theme }) => statusCell(jobStatus(job), theme),
      rank: (job) => jobStatus(job).word,
    },
    {
      title: 'running',
      width: { least: 7, most: 7 },
      from: 100,
      align: 'right',
      cell: ({ running }) => (running > 0 ? formatCount(running) : ''),
      rank: ({ running }) => -running,
    },
    {
      title: 'ended',
      width: { least: 7, most: 15 },
      align: 'right',
      cell: (job) => `${formatCount(endedCount(job))}/${formatCount(job.tasks.length)}`,
      rank: (job) => -waitingCount(job) - job.running,
    },
    {
      title: 'bad',
      width: { least: 3, most: 7 },
      align: 'right',
      cell: (job) => (badCount(job) > 0 ? ['bad', formatCount(badCount(job))] : ''),
      rank: (job) => -badCount(job),
    },
    {
      title: 'time',
      width: { least: 7, most: 7 },
      align: 'right',
      cell: (job, { now }) => jobTime(job, now),
    },
    {
      title: 'left',
      width: { least: 7, most: 7 },
      from: 120,
      align: 'right',
      cell(job, { course, now }) {
        const left = course?.pace.timeLeftOf(job.number, now)
        return left === undefined ? '' : `~${runningDuration(left + 999)}`
      },
    },
  ],
}
