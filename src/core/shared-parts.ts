/**
 * What tasks of a job have in common is there once and not once for each of them: mostly their answers have the same
 * columns, and they end alike. Compared with the last one alone, so that it costs the same however many there are.
 */
import type { AnswerColumn, TaskEnd } from './event.ts'

export interface SharedParts {
  /** The columns of the last answer of each number. */
  readonly columns: (readonly AnswerColumn[])[]
  /** The last end that had nothing to say but how, and how many rows. */
  end?: TaskEnd
  /** What the last task that ended with a single answer had brought. */
  results?: Results
}

type Results = readonly { readonly columns: readonly AnswerColumn[]; readonly count: number }[]

/** The columns as the job's last answer of that number had them, if they are the same. */
export function sharedColumns(
  { columns: known }: SharedParts,
  result: number,
  columns: readonly AnswerColumn[],
): readonly AnswerColumn[] {
  const last = known[result]
  if (last && isSame(last, columns)) return last
  // An array that grows takes room for seventeen, and most jobs have one answer a task.
  if (known.length === 0 && result === 0) known.push(columns)
  else known[result] = columns
  return columns
}

/** The end as the job's last one was, if it is the same; only for ends without anything further. */
export function sharedEnd(shared: SharedParts, end: TaskEnd): TaskEnd {
  const { end: last } = shared
  const isLikeLast =
    last?.outcome === end.outcome &&
    last.fate === end.fate &&
    last.rows === end.rows &&
    last.isCut === end.isCut
  if (last && isLikeLast) return last
  shared.end = end
  return end
}

/** What a task had brought when it ended, as the job's last one with a single answer had, if it is the same. */
export function sharedResults<T extends Results>(shared: SharedParts, results: T): T {
  const [only, ...others] = results
  if (!only || others.length > 0) return results
  const [last] = shared.results ?? []
  // Columns that are the same are shared already.
  if (last?.columns === only.columns && last.count === only.count) return shared.results as T
  shared.results = results
  return results
}

const isSame = (a: readonly AnswerColumn[], b: readonly AnswerColumn[]): boolean =>
  a === b ||
  (a.length === b.length &&
    a.every(({ name, type }, index) => name === b[index]?.name && type === b[index].type))
