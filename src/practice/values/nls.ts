/**
 * What a session says about the text of dates. Language and territory are always American English.
 */
import type { DateTime } from './date-time.ts'
import type { TimeZone } from './time-zone.ts'

export interface Nls {
  /** NLS_DATE_FORMAT */
  readonly dateFormat: string
  /** NLS_TIMESTAMP_FORMAT */
  readonly timestampFormat: string
  /** NLS_TIMESTAMP_TZ_FORMAT */
  readonly timestampTzFormat: string
  readonly timeZone: TimeZone
  /** The current date: what a format model leaves out of a date's year and month is taken from it. */
  readonly now: () => DateTime
}

/**
 * The formats of the territory AMERICA ("Database Globalization Support Guide, Date and Time Parameters").
 */
export const americanFormats = {
  dateFormat: 'DD-MON-RR',
  timestampFormat: 'DD-MON-RR HH.MI.SSXFF AM',
  timestampTzFormat: 'DD-MON-RR HH.MI.SSXFF AM TZR',
} as const
