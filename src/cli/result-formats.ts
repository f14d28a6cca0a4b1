/** The four ways in which a run writes results, behind one face. */
import type { ResultParts, ResultWriter } from './result-writer.ts'
import type { Format } from './run-request.ts'
import { streamResults } from './stream-results.ts'
import { tabulateResults } from './table-results.ts'

export function openResultWriter(format: Format, parts: ResultParts): ResultWriter {
  switch (format) {
    case 'table':
      return tabulateResults(parts)
    case 'csv':
    case 'json':
    case 'jsonl':
      return streamResults(format, parts)
  }
}
