/**
 * Puts identical answers together, so that what differs is seen among many sessions. It compares and counts; it shows
 * nothing.
 */
import { createHash } from 'node:crypto'
import type { Answer, ResultSet } from '../core/answer.ts'

/** One answer and who gave it: a session, a row of parameters, or both. */
export interface FoldEntry {
  readonly label: string
  readonly answer: Answer
  /** The text that was sent, to show the place of an error; plays no part in the comparison. */
  readonly statement?: string
}

/** Those who gave the same answer. */
export interface AnswerSet {
  /** In the order in which they came. */
  readonly labels: readonly string[]
  /** The first of them; the others hold the same, their rows perhaps in another order. */
  readonly first: FoldEntry
}

/**
 * Sets of identical answers, the largest first, and among equals the one that came first.
 *
 * Identical: columns, rows, lines of output, outcome, fate, error and warning, and whether the answer was cut.
 * @param isOrdered whether the order of rows counts; otherwise only how often each occurs
 */
export function foldAnswers(entries: Iterable<FoldEntry>, isOrdered: boolean): AnswerSet[] {
  const sets = new Map<string, { labels: string[]; first: FoldEntry }>()
  for (const entry of entries) {
    const digest = digestOf(entry.answer, isOrdered)
    const set = sets.get(digest)
    if (set) set.labels.push(entry.label)
    else sets.set(digest, { labels: [entry.label], first: entry })
  }
  return [...sets.values()].sort((a, b) => b.labels.length - a.labels.length)
}

/** Each part goes in with its length told or as JSON, so that no two different answers read the same. */
function digestOf({ results, output, end }: Answer, isOrdered: boolean): string {
  const { outcome, fate, rows, isCut, error, warning } = end
  const hash = createHash('sha256')
  hash.update(
    JSON.stringify([outcome, fate, rows, isCut, error ?? null, warning ?? null, output, results.length]),
  )
  for (const result of results) {
    hash.update(JSON.stringify([result.columns, result.rows.length]))
    for (const row of rowKeys(result, isOrdered)) hash.update(row)
  }
  return hash.digest('base64')
}

function rowKeys({ rows }: ResultSet, isOrdered: boolean): string[] {
  const keys = rows.map((row) => JSON.stringify(row))
  return isOrdered ? keys : keys.sort()
}
