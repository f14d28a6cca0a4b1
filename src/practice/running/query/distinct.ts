/**
 * Rows without those that were there before; nulls are equal.
 */
import type { Row } from '../../values/value.ts'
import type { Run } from '../frame.ts'
import { groupingKey } from '../grouping-key.ts'
import { turn } from '../pause.ts'
import { isPause, type Stream } from './stream.ts'

/** About how many bytes a key takes beside its characters. */
const ENTRY = 80

/** Each row once, where it comes first. */
export function* distinct(rows: Stream<Row>, { memory, pulse }: Run): Stream<Row> {
  const area = memory.open()
  const seen = new Set<string>()
  try {
    for (const item of rows) {
      if (pulse.isTurn()) yield turn
      if (isPause(item)) {
        yield item
        continue
      }
      const key = groupingKey(item)
      if (seen.has(key)) continue
      area.charge(key.length + ENTRY)
      seen.add(key)
      yield item
    }
  } finally {
    area.release()
  }
}
