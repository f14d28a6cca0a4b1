/**
 * DATE and TIMESTAMP literals, whose format no session setting changes ("SQL Language Reference, Literals").
 */
import { notSupported, OracleError } from '../error.ts'
import { DateTime } from './date-time.ts'
import { americanFormats } from './nls.ts'
import { textToDateTime } from './text-to-date-time.ts'

/** The formats name every field, so that the current date never counts. */
const nls = { ...americanFormats, timeZone: 0, now: () => new DateTime('DATE', 0) }

/** `DATE '2020-01-31'`: the text between the quotes. @throws OracleError with `at` as its place. */
export const parseDateLiteral = (text: string, at: number): DateTime => {
  if (text.trim().startsWith('-')) throw notSupported('years before Christ', at)
  return placed(at, () => textToDateTime(text, 'YYYY-MM-DD', 'DATE', nls))
}

/**
 * `TIMESTAMP '2020-01-31 23:59:59.999 +02:00'`, the zone optional and perhaps a region. @throws OracleError with `at` as its
 * place.
 */
export const parseTimestampLiteral = (text: string, at: number): DateTime =>
  placed(at, () => {
    if (!/:.*:/.test(text)) throw notSupported('TIMESTAMP literal without seconds')
    const model = `YYYY-MM-DD HH24:MI:SS${/:\d{1,2}\.\d/.test(text) ? 'XFF' : ''}`
    const hasZone = /:\d{1,2}(?:\.\d*)? *[^\d.:\s]/.test(text)
    return hasZone
      ? textToDateTime(text, `${model} TZR`, 'TIMESTAMP WITH TIME ZONE', nls)
      : textToDateTime(text, model, 'TIMESTAMP', nls)
  })

function placed(at: number, read: () => DateTime): DateTime {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof OracleError)) throw error
    throw new OracleError(error.number, error.message.slice('ORA-nnnnn: '.length), at)
  }
}
