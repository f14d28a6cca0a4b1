/**
 * The line above an answer: who gave it, and what it is in a few words.
 */
import type { Answer } from '../core/answer.ts'
import type { JobPlan } from '../core/job.ts'
import { visible } from '../core/visible.ts'
import { endWords, fateWords, stillRunsWords } from '../core/words.ts'
import type { AnswerSet } from './fold.ts'
import { countOf } from './measures.ts'
import { widthOf } from './text-width.ts'

/** Room that names always get, however long the words after them are. */
const leastForNames = 20

/** `a, b, c, d, f, g: 14 rows`; names that find no room in `width` cells are counted. */
export function headingOf(set: AnswerSet, kind: JobPlan['kind'], width: number): string {
  const words = answerWords(set.first.answer, kind)
  const room = Math.max(leastForNames, width - widthOf(words) - 2)
  const names = nameList(set.labels, room)
  return names === '' ? words : `${names}: ${words}`
}

/** As many names as fit, at least one, and how many more there are: `a, b, c and 37 more`. */
export function nameList(labels: readonly string[], width: number): string {
  const names = labels.filter((label) => label !== '').map((label) => visible(label))
  const all = names.join(', ')
  if (names.length < 2 || widthOf(all) <= width) return all
  const reserved = widthOf(` and ${names.length} more`)
  let shown = 1
  let used = widthOf(names[0] ?? '')
  for (const name of names.slice(1)) {
    used += 2 + widthOf(name)
    if (used + reserved > width) break
    shown += 1
  }
  return `${names.slice(0, shown).join(', ')} and ${names.length - shown} more`
}

/** What an answer is: how many rows, whether it was cut, and how it ended where that is not plain success. */
export function answerWords(answer: Answer, kind: JobPlan['kind']): string {
  const { end } = answer
  const what =
    end.outcome === 'succeeded' ? contentWords(answer, kind) : [endWords(end), ...partWords(answer)]
  const fate = end.outcome === 'succeeded' ? fateWords(end.fate) : ''
  return [...what, fate, stillRunsWords(end)].filter(Boolean).join(', ')
}

function contentWords({ results, end }: Answer, kind: JobPlan['kind']): string[] {
  const cut = end.isCut ? ['cut: more followed'] : []
  const warning = end.warning === undefined ? [] : ['stored with compilation errors']
  if (results.length > 1) return [countOf(results.length, 'result'), rowsOf(results, end), ...cut]
  if (results.length === 1) return [rowsOf(results, end), ...cut]
  if (kind === 'dml') return [`${countOf(end.rows, 'row')} affected`]
  return [unkeptWords({ results, end }) ?? 'done', ...warning]
}

/** Rows that came before an answer ended badly are there to be read. */
function partWords({ results }: Answer): string[] {
  return results.some(({ rows }) => rows.length > 0) ? [`after ${rowsOf(results)}`] : []
}

function rowsOf(results: Answer['results'], end?: Answer['end']): string {
  const count = results.reduce((sum, { rows }) => sum + rows.length, 0)
  if (count > 0) return countOf(count, 'row')
  return end === undefined ? 'no rows' : (unkeptWords({ results, end }) ?? 'no rows')
}

/** `14 rows, not kept`: they went with their program, as their session wants it; undefined where that is not so. */
export function unkeptWords({ results, end }: Pick<Answer, 'results'> & Partial<Pick<Answer, 'end'>>) {
  const isEmpty = results.every(({ rows }) => rows.length === 0)
  return isEmpty && end !== undefined && end.rows > 0 ? `${countOf(end.rows, 'row')}, not kept` : undefined
}
