/**
 * Moments of this machine's clock as Oracle's dates. The practice database's host lives in UTC.
 */
import { DateTime } from '../values/date-time.ts'

/** The date and time of day, `zone` minutes from UTC, of a moment in milliseconds since 1970. */
export const currentDate = (moment: number, zone = 0): DateTime =>
  new DateTime('DATE', Math.floor(moment / 1000) + zone * 60)

/** The same with a fraction, without a zone. */
export const currentTimestamp = (moment: number, zone: number): DateTime =>
  new DateTime('TIMESTAMP', Math.floor(moment / 1000) + zone * 60, (moment % 1000) * 1e6)

/** The same with its zone. */
export const zonedTimestamp = (moment: number, zone: number): DateTime =>
  new DateTime('TIMESTAMP WITH TIME ZONE', Math.floor(moment / 1000), (moment % 1000) * 1e6, zone)

/** A zone as `+02:00`, from minutes. */
export const zoneText = (zone: number): string => {
  const minutes = Math.abs(zone)
  const digits = (number: number): string => String(number).padStart(2, '0')
  return `${zone < 0 ? '-' : '+'}${digits(Math.floor(minutes / 60))}:${digits(minutes % 60)}`
}
