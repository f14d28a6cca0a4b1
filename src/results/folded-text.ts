/**
 * The folded answers of a job as text: for each set of identical answers a heading, its tables, its lines of
 * DBMS_OUTPUT and its error.
 */
import type { JobPlan } from '../core/job.ts'
import { visible } from '../core/visible.ts'
import { failureLines } from './failure-text.ts'
import type { AnswerSet } from './fold.ts'
import { headingOf } from './headings.ts'
import { type Style, unstyled } from './style.ts'
import { renderTable } from './table.ts'

export interface FoldedTextOptions {
  readonly kind: JobPlan['kind']
  /** Cells of a line; without it nothing is wrapped or shortened. */
  readonly width?: number
  readonly style?: Style
}

/** Lines of text, a blank one between two sets. */
export function foldedLines(sets: readonly AnswerSet[], options: FoldedTextOptions): string[] {
  return sets.flatMap((set, index) => [...(index > 0 ? [''] : []), ...setLines(set, options)])
}

function setLines(set: AnswerSet, { kind, width, style = unstyled }: FoldedTextOptions): string[] {
  const { answer, statement } = set.first
  const { error, warning } = answer.end
  const heading = headingOf(set, kind, width ?? Number.POSITIVE_INFINITY)
  const table = { style, ...(width !== undefined && { width }) }
  return [
    style('heading', heading),
    ...answer.results.flatMap(({ columns, rows }, index) => [
      ...(index > 0 ? [''] : []),
      ...(rows.length > 0 ? renderTable(columns, rows, table) : []),
    ]),
    ...answer.output.flatMap((line) => visible(line, { keepNewlines: true }).split('\n')),
    ...(error ? failureLines(error, statement).map((line) => style('error', line)) : []),
    ...(warning === undefined
      ? []
      : visible(warning, { keepNewlines: true })
          .split('\n')
          .map((line) => style('error', line))),
  ]
}
