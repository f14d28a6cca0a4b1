/**
 * The settings of an American session on 15 May 2024, in UTC and seen from SQL.
 */
import { DateTime } from '../../../src/practice/values/date-time.ts'
import type { Surroundings } from '../../../src/practice/values/functions/single-row-function.ts'
import { americanFormats } from '../../../src/practice/values/nls.ts'
import { longestSqlText } from '../../../src/practice/values/text.ts'
import { textToDateTime } from '../../../src/practice/values/text-to-date-time.ts'

export const american: Surroundings = {
  ...americanFormats,
  timeZone: 0,
  now: () => DateTime.of('DATE', { year: 2024, month: 5, day: 15, hour: 12, minute: 0, second: 0 }),
  longestText: longestSqlText,
}

/** A DATE written as `2024-05-15` or `2024-05-15 12:34:56`. */
export const date = (text: string): DateTime =>
  textToDateTime(text, 'YYYY-MM-DD HH24:MI:SS', 'DATE', american)

/** A TIMESTAMP written as `2024-05-15 12:34:56.789`. */
export const timestamp = (text: string): DateTime =>
  textToDateTime(text, 'YYYY-MM-DD HH24:MI:SSXFF', 'TIMESTAMP', american)

/** A DATE as `2024-05-15 12:34:56`. */
export const shown = ({ fields }: DateTime): string => {
  const two = (value: number): string => String(value).padStart(2, '0')
  const day = `${String(fields.year).padStart(4, '0')}-${two(fields.month)}-${two(fields.day)}`
  return `${day} ${two(fields.hour)}:${two(fields.minute)}:${two(fields.second)}`
}
