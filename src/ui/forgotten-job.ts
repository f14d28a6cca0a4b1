/** What the view loses with a job that is not kept here any more: its selection and its marks. */
import { jobOf, type TaskId } from '../core/job.ts'
import { withStand } from './live/live-view.ts'
import type { View } from './view.ts'

/** Said where somebody wants to see it. */
export const goneWords = (job: number): string =>
  `job ${job} is not kept here any more: show ${job} brings it back`

/** The view without it; who had it selected is told. The same view when it has nothing of it. */
export function withoutJob(view: View, job: number): View {
  const unmarked = withoutMarksOf(view, job)
  if (unmarked.selected?.job !== job) return unmarked
  return {
    ...{ ...unmarked, selected: undefined, notice: { tone: 'warning', text: goneWords(job) } },
    ...(unmarked.page === 'answer' && { page: 'grid', scroll: { line: 0, cell: 0 } }),
  }
}

function withoutMarksOf(view: View, job: number): View {
  const { jobs, tasks } = view.live.stands
  let { live } = view
  if (jobs.marks.has(String(job)))
    live = withStand(live, 'jobs', { marks: without(jobs.marks, (key) => key === String(job)) })
  if ([...tasks.marks].some((key) => jobOf(key as TaskId) === job))
    live = withStand(live, 'tasks', { marks: without(tasks.marks, (key) => jobOf(key as TaskId) === job) })
  return live === view.live ? view : { ...view, live }
}

const without = (marks: ReadonlySet<string>, isGone: (key: string) => boolean): ReadonlySet<string> =>
  new Set([...marks].filter((key) => !isGone(key)))
