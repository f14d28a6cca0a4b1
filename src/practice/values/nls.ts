/**
 * What a session says about the text of dates. Language and territory are always American English.
 */
import type { DateTime } from './date-time.ts'

export interface Nls {
  /** NLS_DATE_FORMAT */
  readonly dateFormat: string
  /** NLS_TIMESTAMP_FORMAT */
  readonly timestampFormat: string
  /** NLS_TIMESTAMP_TZ_FORMAT */
  readonly timestampZoneFormat: string
  /** The session's time zone: minutes from UTC. */
  readonly timeZone: number
  /** The current date: a format without a year or month takes them from here. */
  readonly now: () => DateTime
}

/** Formats of the territory AMERICA ("Database Globalization Support Guide, Setting Up a Globalization Support Environment"). */
export const americanFormats = {
  dateFormat: 'DD-MON-RR',
  timestampFormat: 'DD-MON-RR HH.MI.SSXFF AM',
  timestampZoneFormat: 'DD-MON-RR HH.MI.SSXFF AM TZR',
} as const
