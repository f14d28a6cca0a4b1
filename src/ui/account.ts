/**
 * What the ordinary screen shows once the shell has gone: what ran, what failed and why, what is left, and where to find
 * it. A few lines, however long the day was: what has no room is counted.
 */
import { type Forgotten, hasGoneWrong, stillRunning } from '../core/forgotten.ts'
import type { TaskId } from '../core/job.ts'
import type { JobState, State, TaskState } from '../core/state.ts'
import { visible } from '../core/visible.ts'
import { endWords } from '../core/words.ts'
import { countOf } from '../results/measures.ts'
import { jobProgress, labelOf } from './frame/draw-rows.ts'
import { truncate } from './frame/text.ts'
import type { Theme } from './frame/theme.ts'

/** Lines that fit on any screen, with room for the prompt that follows. */
const mostLines = 15

/** Different errors of a job that are named while other jobs need the room. */
const namedErrors = 3

export interface AccountView {
  readonly width: number
  readonly theme: Theme
  /** Jobs queued before were only looked at; milliseconds since 1970. */
  readonly since?: number
  /** Where jobs can be found again. */
  readonly where?: { readonly show: string; readonly journal: string }
}

/** Tasks whose work is pending, to be told from those that are still so after leaving. */
export const pendingTasks = (state: State): TaskId[] =>
  [...state.sessions.values()].flatMap(({ pending }) => pending)

/**
 * The account, in at most 15 lines of at most `width` cells.
 * @param pendingBefore tasks whose work was pending when the user left
 */
export function accountLines(state: State, pendingBefore: readonly TaskId[], view: AccountView): string[] {
  const { width, theme, since = 0, where } = view
  const jobs = [...state.jobs.values()].filter(({ queuedAt, isRecalled }) => queuedAt >= since && !isRecalled)
  const left = leftLines(jobs, state, pendingBefore)
  const newest = jobs.at(-1)
  const found =
    where && newest
      ? [`${where.show} ${newest.number} finds it again; all is in`, `  ${visible(where.journal)}`]
      : []
  const ran = ranLines(jobs, state.forgotten, mostLines - left.length - found.length)
  // A path that is cut is of no use.
  return [...[...ran, ...left].map((line) => truncate(line, width, theme.glyphs.ellipsis)), ...found]
}

/** Jobs in their order, each with what went wrong in it: the newest that are remembered, as far as there is room. */
function ranLines(jobs: readonly JobState[], forgotten: Forgotten, room: number): string[] {
  const blocks: string[][] = []
  let used = 0
  for (const job of jobs.toReversed()) {
    const block = [headingOf(job), ...errorLines(job)]
    const isLast = blocks.length + 1 === jobs.length && forgotten.jobs === 0
    // Jobs that are left out need a line that counts them.
    const free = room - used - (isLast ? 0 : 1)
    if (free < 1) break
    const cut = block.length <= free ? block : shortened(block, free)
    blocks.unshift(cut)
    used += cut.length
  }
  const others = jobs.slice(0, jobs.length - blocks.length)
  return [...othersLine(others, forgotten), ...blocks.flat()]
}

const shortened = (block: readonly string[], free: number): string[] =>
  free === 1 ? block.slice(0, 1) : [...block.slice(0, free - 1), '  and more']

const headingOf = (job: JobState): string =>
  `job ${job.number}  ${jobProgress(job)}  ${job.plan.statement.slice(0, 500).replace(/\s+/g, ' ')}`

function othersLine(jobs: readonly JobState[], forgotten: Forgotten): string[] {
  const count = jobs.length + forgotten.jobs
  const bad = jobs.filter(hasGoneWrong).length + forgotten.unsuccessful
  if (count === 0) return []
  return [`${countOf(count, 'job')} before${bad === 0 ? '' : `, ${bad} of them not all succeeded`}`]
}

/** Tasks with the same error share a line. */
function errorLines({ tasks }: JobState): string[] {
  const groups = new Map<string, TaskState[]>()
  for (const task of tasks) {
    const why = whyBad(task)
    if (why !== undefined) groups.set(why, [...(groups.get(why) ?? []), task])
  }
  const named = [...groups].slice(0, namedErrors).map(([why, alike]) => `  ${namesOf(alike)}: ${why}`)
  const rest = [...groups.values()].slice(namedErrors).reduce((sum, alike) => sum + alike.length, 0)
  return [...named, ...(rest > 0 ? [`  and ${countOf(rest, 'task')} with other errors`] : [])]
}

const isWorthNaming = (outcome: string): boolean => outcome !== 'succeeded' && outcome !== 'skipped'

/** How it ended, its work, and the first line of its error; undefined where nothing went wrong. */
function whyBad({ phase }: TaskState): string | undefined {
  if (phase.name !== 'ended' || !isWorthNaming(phase.end.outcome)) return undefined
  const [error = ''] = (phase.end.error?.message ?? '').trim().split(/\s*\n/)
  return [endWords(phase.end), error].filter((part) => part !== '').join(', ')
}

function namesOf(tasks: readonly TaskState[]): string {
  const [first, ...others] = tasks
  if (!first) return ''
  const label = labelOf(first)
  const where =
    first.phase.name === 'ended' && first.phase.session !== undefined ? ` in ${first.phase.session}` : ''
  const rest = others.length === 0 ? '' : ` and ${countOf(others.length, 'task')} alike`
  return `${first.id}${label === '' ? '' : ` ${label}`}${where}${rest}`
}

/** Work that went with its session, and calls that nobody could end. */
function leftLines(jobs: readonly JobState[], state: State, pendingBefore: readonly TaskId[]): string[] {
  const pending = new Set(pendingTasks(state))
  const settled = pendingBefore.filter((id) => !pending.has(id))
  const running = [...state.forgotten.stillRunning, ...jobs.flatMap(stillRunning)]
  const sessions = running.map(
    ({ task, as }) => `${task} as ${as === '?' ? 'a session not known' : `'${as}'`}`,
  )
  return [
    ...(settled.length === 0 ? [] : [`rolled back on leaving: the work of ${someOf(settled)}`]),
    ...(sessions.length === 0 ? [] : [`may still run on the server: ${someOf(sessions)}`]),
  ]
}

/** A few, and how many others there are. */
function someOf(names: readonly string[], most = 3): string {
  const rest = names.length - most
  return `${names.slice(0, most).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`
}
