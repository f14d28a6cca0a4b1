/**
 * Records as a stream of text: one a line (JSON Lines), or all in one JSON array.
 */

/** Frames records; the texts, in the order of the calls, make one document. */
export interface RecordWriter {
  /** The text to write for these records. */
  records(records: readonly string[]): string
  /** The text that ends the document. */
  end(): string
}

/** One record a line. */
export const createJsonLinesWriter = (): RecordWriter => ({
  records: (records) => records.map((record) => `${record}\n`).join(''),
  end: () => '',
})

/** One array, a record a line; `[]` when there are none. */
export function createJsonArrayWriter(): RecordWriter {
  let isEmpty = true
  return {
    records(records) {
      if (records.length === 0) return ''
      const opening = isEmpty ? '[\n' : ',\n'
      isEmpty = false
      return opening + records.join(',\n')
    },
    end: () => (isEmpty ? '[]\n' : '\n]\n'),
  }
}
