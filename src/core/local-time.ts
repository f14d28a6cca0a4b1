/**
 * Times by the clock of this machine, whatever zone the process was put into: what its user had set is remembered when
 * this module is loaded, which the driver's room does before it changes the process to UTC.
 */

/** The variable as the user had it. */
const variable = process.env['TZ']

let zone: string | undefined

/** The zone of this machine, as its user set it. Looked up once, for the first look takes long. */
export function machineZone(): string {
  if (zone !== undefined) return zone
  const now = process.env['TZ']
  setVariable(variable)
  zone = new Intl.DateTimeFormat().resolvedOptions().timeZone
  setVariable(now)
  return zone
}

function setVariable(value: string | undefined): void {
  if (value === undefined) delete process.env['TZ']
  else process.env['TZ'] = value
}

/** A point of time as a clock on the wall shows it. */
export interface WallTime {
  readonly year: number
  /** From 1. */
  readonly month: number
  readonly day: number
  readonly hour: number
  readonly minute: number
  readonly second: number
}

const formats = new Map<string, Intl.DateTimeFormat>()

function formatOf(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone)
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      ...{ timeZone: zone, hourCycle: 'h23', calendar: 'gregory', numberingSystem: 'latn' },
      ...{ year: 'numeric', month: 'numeric', day: 'numeric' },
      ...{ hour: 'numeric', minute: 'numeric', second: 'numeric' },
    })
    formats.set(zone, format)
  }
  return format
}

/** What the clock shows at a point of time, in milliseconds since 1970. */
export function wallTime(at: number, zone: string = machineZone()): WallTime {
  const shown = { year: 0, month: 0, day: 0, hour: 0, minute: 0, second: 0 }
  for (const { type, value } of formatOf(zone).formatToParts(at))
    if (type in shown) shown[type as keyof typeof shown] = Number(value)
  return shown
}

/**
 * When the clock shows that, in milliseconds since 1970; parts may lie beyond their range, as in a Date. Of a time that
 * comes twice it is the first; one that a change of the clock leaves out is as much later as the clock jumps.
 */
export function instantOf(
  { year, month, day, hour, minute, second }: WallTime,
  zone: string = machineZone(),
): number {
  const asUtc = Date.UTC(year, month - 1, day, hour, minute, second)
  const before = asUtc - offsetAt(asUtc - 86_400_000, zone)
  if (offsetAt(before, zone) === offsetAt(asUtc - 86_400_000, zone)) return before
  const after = asUtc - offsetAt(asUtc + 86_400_000, zone)
  return offsetAt(after, zone) === offsetAt(asUtc + 86_400_000, zone) ? after : before
}

/** Milliseconds that the clock is ahead of UTC. */
function offsetAt(at: number, zone: string): number {
  const { year, month, day, hour, minute, second } = wallTime(at, zone)
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at / 1000) * 1000
}

const two = (value: number): string => String(value).padStart(2, '0')

/** `2026-12-01`. */
export const dayText = ({ year, month, day }: WallTime): string => `${year}-${two(month)}-${two(day)}`

/** `14:30:00`. */
export const clockText = ({ hour, minute, second }: WallTime): string =>
  [hour, minute, second].map(two).join(':')
