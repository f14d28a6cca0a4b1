/**
 * Moments of this machine's clock as Oracle's dates. The practice database's host lives in UTC.
 */
import { DateTime } from '../values/date-time.ts'
import { offsetAt, type TimeZone } from '../values/time-zone.ts'

const wallOf = (moment: number, zone: TimeZone): number => {
  const seconds = Math.floor(moment / 1000)
  return seconds + offsetAt(zone, seconds) * 60
}

/** The date and time of day in a time zone of a moment in milliseconds since 1970. */
export const currentDate = (moment: number, zone: TimeZone = 0): DateTime =>
  new DateTime('DATE', wallOf(moment, zone))

/** The same with a fraction, without a zone. */
export const currentTimestamp = (moment: number, zone: TimeZone, fraction = 6): DateTime =>
  new DateTime('TIMESTAMP', wallOf(moment, zone), (moment % 1000) * 1e6, 0, fraction)

/** The same with its zone. */
export const zonedTimestamp = (moment: number, zone: TimeZone, fraction = 6): DateTime =>
  DateTime.inZone(zone, Math.floor(moment / 1000), (moment % 1000) * 1e6, fraction)
