/**
 * Time zones: offsets from UTC, and regions by the rules that this runtime knows (ICU, the same public time zone
 * data that Oracle's files are made of). What a region's rules leave open is answered as Oracle does by default.
 */
import { notSupported, OracleError } from '../error.ts'

/** Minutes from UTC, or the name of a region as it was written. */
export type TimeZone = number | string

const formats = new Map<string, Intl.DateTimeFormat>()

/** Names that Oracle and ICU mean alike: `Area/City`, and UTC and GMT. */
const regionName = /^(?:[A-Za-z_]+(?:\/[A-Za-z_+\-0-9]+)+|UTC|GMT)$/i

/**
 * @throws OracleError ORA-01882 for a region that is none; ORA-03001 for abbreviations (`PST`), which the two
 *   sets of rules may read differently.
 */
function formatOf(region: string): Intl.DateTimeFormat {
  const key = region.toUpperCase()
  const known = formats.get(key)
  if (known !== undefined) return known
  if (!regionName.test(region)) throw notSupported(`time zone region ${region}`)
  try {
    const format = new Intl.DateTimeFormat('en-US', {
      timeZone: region,
      calendar: 'gregory',
      era: 'short',
      hourCycle: 'h23',
      ...({ year: 'numeric', month: 'numeric', day: 'numeric' } as const),
      ...({ hour: 'numeric', minute: 'numeric', second: 'numeric' } as const),
    })
    formats.set(key, format)
    return format
  } catch (error) {
    if (error instanceof RangeError) throw new OracleError(1882, 'timezone region not found')
    throw error
  }
}

/** Oracle's regions shift by whole minutes only since local mean times were given up. */
const firstSecond = Date.UTC(1930, 0, 1) / 1000
/** Until here rules are data, beyond it they are guesses. */
const lastSecond = Date.UTC(2038, 0, 1) / 1000

/** Minutes from UTC at a moment. @throws OracleError ORA-01882, ORA-03001. */
export function offsetAt(zone: TimeZone, seconds: number): number {
  if (typeof zone === 'number') return zone
  const format = formatOf(zone)
  if (seconds < firstSecond || seconds >= lastSecond)
    throw notSupported('time zone region outside of the years 1930 to 2037')
  const parts = Object.fromEntries(
    format.formatToParts(seconds * 1000).map(({ type, value }) => [type, value]),
  )
  const field = (name: string): number => Number(parts[name] ?? 0)
  const wall = Date.UTC(
    ...([field('year'), field('month') - 1, field('day')] as const),
    ...([field('hour'), field('minute'), field('second')] as const),
  )
  const minutes = (wall / 1000 - Math.floor(seconds)) / 60
  if (!Number.isInteger(minutes)) throw notSupported('time zone offset with seconds')
  return minutes
}

const secondsInDay = 86_400

/**
 * Minutes from UTC when the wall clock shows `wall` (seconds since 1970-01-01 00:00 of that clock). A time that
 * occurs twice is standard time ("Database Globalization Support Guide, Daylight Saving Time").
 * @throws OracleError ORA-01878 for a time that the clock skips; ORA-01882, ORA-03001.
 */
export function offsetAtWall(zone: TimeZone, wall: number): number {
  if (typeof zone === 'number') return zone
  const around = [offsetAt(zone, wall - secondsInDay), offsetAt(zone, wall + secondsInDay)]
  const possible = around.filter((offset) => offsetAt(zone, wall - offset * 60) === offset)
  if (possible.length === 0) throw new OracleError(1878, 'specified field not found in datetime or interval')
  return Math.min(...possible)
}

/**
 * An offset (`+02:00`, `-8:30`) or the name of a region.
 * @throws OracleError ORA-01874, ORA-01875, ORA-01882; ORA-03001 for abbreviations.
 */
export function readTimeZone(text: string): TimeZone {
  const found = /^([+-]?)(\d{1,2}):(\d{1,2})$/.exec(text.trim())
  if (found === null) {
    formatOf(text.trim())
    return text.trim()
  }
  const [, sign, hours, minutes] = found
  return zoneOffset(sign === '-' ? -1 : 1, Number(hours), Number(minutes))
}

/**
 * Minutes from UTC, checked. Beyond the clocks of this world, -12:00 to +14:00, versions differ.
 * @throws OracleError ORA-01874, ORA-01875; ORA-03001.
 */
export function zoneOffset(sign: 1 | -1, hours: number, minutes: number): number {
  if (minutes > 59) throw new OracleError(1875, 'time zone minute must be between -59 and 59')
  if (hours > 15) throw new OracleError(1874, 'time zone hour must be between -15 and 15')
  const offset = hours * 60 + minutes
  if (offset > (sign === 1 ? 14 : 12) * 60) throw notSupported(`time zone offset of ${hours} hours`)
  return offset === 0 ? 0 : sign * offset
}

/** An offset as `+02:00`; a region as it was written. */
export function zoneText(zone: TimeZone): string {
  if (typeof zone === 'string') return zone
  const minutes = Math.abs(zone)
  const digits = (number: number): string => String(number).padStart(2, '0')
  return `${zone < 0 ? '-' : '+'}${digits(Math.floor(minutes / 60))}:${digits(minutes % 60)}`
}
