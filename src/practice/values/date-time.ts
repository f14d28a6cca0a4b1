/**
 * DATE and TIMESTAMP as wall-clock time: seconds on the proleptic calendar and nanoseconds, with an offset
 * where the type has one. No time zone of this process ever takes part.
 */
import { offsetAt, offsetAtWall, type TimeZone } from './time-zone.ts'

/** Which of Oracle's date types a value belongs to. */
export type DateTimeKind =
  | 'DATE'
  | 'TIMESTAMP'
  | 'TIMESTAMP WITH TIME ZONE'
  | 'TIMESTAMP WITH LOCAL TIME ZONE'

/** The calendar fields of a date-time; months from 1, hours from 0. */
export interface DateTimeFields {
  readonly year: number
  readonly month: number
  readonly day: number
  readonly hour: number
  readonly minute: number
  readonly second: number
}

/**
 * TIMESTAMP without a precision has six digits of a fraction ("SQL Language Reference, TIMESTAMP Data Type").
 */
const usualFraction = (kind: DateTimeKind): number => (kind === 'DATE' ? 0 : 6)

export class DateTime {
  readonly kind: DateTimeKind
  /** Seconds since 1970-01-01 00:00:00 of the wall clock; of UTC where `kind` has a time zone. */
  readonly seconds: number
  /** 0 to 999,999,999; always 0 in a DATE. */
  readonly nanoseconds: number
  /** Offset from UTC in minutes; 0 unless `kind` is TIMESTAMP WITH TIME ZONE. */
  readonly offset: number
  /**
   * Digits of the fraction that the value's type has: what the format element FF writes. Nothing else asks
   * for it.
   */
  readonly fraction: number
  /** The region that `offset` comes from, if any. */
  readonly region: string | undefined

  constructor(
    kind: DateTimeKind,
    seconds: number,
    nanoseconds = 0,
    offset = 0,
    fraction = usualFraction(kind),
    region?: string,
  ) {
    this.kind = kind
    this.seconds = seconds
    this.nanoseconds = nanoseconds
    this.offset = offset
    this.fraction = fraction
    this.region = region
  }

  /** Seconds since 1970-01-01 00:00:00 of the wall clock. */
  get wall(): number {
    return this.seconds + this.offset * 60
  }

  /** The time zone of a TIMESTAMP WITH TIME ZONE. */
  get zone(): TimeZone {
    return this.region ?? this.offset
  }

  /** A TIMESTAMP WITH TIME ZONE of a moment. @throws OracleError ORA-01882, ORA-03001. */
  static inZone(zone: TimeZone, seconds: number, nanoseconds: number, fraction: number): DateTime {
    const region = typeof zone === 'string' ? zone : undefined
    const offset = offsetAt(zone, seconds)
    return new DateTime('TIMESTAMP WITH TIME ZONE', seconds, nanoseconds, offset, fraction, region)
  }

  /** A TIMESTAMP WITH TIME ZONE of what a clock there shows. @throws OracleError ORA-01878, ORA-01882. */
  static onWall(zone: TimeZone, wall: number, nanoseconds: number, fraction: number): DateTime {
    return DateTime.inZone(zone, wall - offsetAtWall(zone, wall) * 60, nanoseconds, fraction)
  }

  /** The wall-clock fields, in the value's own offset. */
  get fields(): DateTimeFields {
    const date = new Date(this.wall * 1000)
    return {
      year: date.getUTCFullYear(),
      month: date.getUTCMonth() + 1,
      day: date.getUTCDate(),
      hour: date.getUTCHours(),
      minute: date.getUTCMinutes(),
      second: date.getUTCSeconds(),
    }
  }

  /** Builds a value from wall-clock fields in the given offset (minutes). */
  static of(kind: DateTimeKind, fields: DateTimeFields, nanoseconds = 0, offset = 0, fraction = 6): DateTime {
    const date = new Date(0)
    date.setUTCFullYear(fields.year, fields.month - 1, fields.day)
    date.setUTCHours(fields.hour, fields.minute, fields.second)
    return new DateTime(kind, date.getTime() / 1000 - offset * 60, nanoseconds, offset, fraction)
  }
}
