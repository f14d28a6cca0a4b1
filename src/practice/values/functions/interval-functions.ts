/**
 * Functions that make intervals, and those of time zones ("SQL Language Reference, Datetime Functions").
 */
import { OracleError } from '../../error.ts'
import { inconsistentTypes, instant, toDateTime } from '../conversion.ts'
import { DateTime } from '../date-time.ts'
import { type IntervalKind, intervalOf } from '../interval.ts'
import { type IntervalField, intervalUnit, kindOfField, textToInterval } from '../interval-text.ts'
import { offsetAt, readTimeZone, zoneText } from '../time-zone.ts'
import type { DataType } from '../value.ts'
import { numberOf, type SingleRowFunction, strict, textOf, textResult } from './single-row-function.ts'

const widest = (kind: IntervalKind): DataType =>
  kind === 'INTERVAL YEAR TO MONTH' ? { name: kind, leading: 9 } : { name: kind, leading: 9, fraction: 9 }

const fields: readonly IntervalField[] = ['YEAR', 'MONTH', 'DAY', 'HOUR', 'MINUTE', 'SECOND']

/** NUMTODSINTERVAL and NUMTOYMINTERVAL. @throws OracleError ORA-01760 for a unit of the other kind, or none. */
const counting = (kind: IntervalKind): SingleRowFunction => ({
  least: 2,
  most: 2,
  type: () => widest(kind),
  evaluate: strict(([count, unit], surroundings) => {
    if (count === undefined || unit === undefined) return null
    const word = textOf(unit, surroundings).trim().toUpperCase()
    const field = fields.find((name) => name === word)
    if (field === undefined || kindOfField(field) !== kind)
      throw new OracleError(1760, 'illegal argument for function')
    return intervalOf(kind, numberOf(count), intervalUnit(field))
  }),
})

/** TO_DSINTERVAL and TO_YMINTERVAL. */
const reading = (kind: IntervalKind): SingleRowFunction => ({
  least: 1,
  most: 1,
  type: () => widest(kind),
  evaluate: strict(([value], surroundings) =>
    value === undefined ? null : textToInterval(textOf(value, surroundings), kind),
  ),
})

const zoned: DataType = { name: 'TIMESTAMP', fraction: 9, zone: 'with time zone' }

/** FROM_TZ(timestamp, zone). @throws OracleError ORA-00932 for a value that has a zone already. */
const fromZone: SingleRowFunction = {
  least: 2,
  most: 2,
  type: ([first]) => (first?.name === 'TIMESTAMP' ? { ...first, zone: 'with time zone' } : zoned),
  evaluate: strict(([value, zone], surroundings) => {
    if (value === undefined || zone === undefined) return null
    if (value instanceof DateTime && value.kind !== 'TIMESTAMP') throw inconsistentTypes('TIMESTAMP', value)
    const timestamp = toDateTime(value, 'TIMESTAMP', surroundings)
    if (timestamp === null) return null
    const { wall, nanoseconds, fraction } = timestamp
    return DateTime.onWall(readTimeZone(textOf(zone, surroundings)), wall, nanoseconds, fraction)
  }),
}

/** SYS_EXTRACT_UTC(timestamp with time zone). */
const extractUtc: SingleRowFunction = {
  least: 1,
  most: 1,
  type: ([first]) => ({ name: 'TIMESTAMP', fraction: first?.name === 'TIMESTAMP' ? first.fraction : 9 }),
  evaluate: strict(([value], surroundings) => {
    const moment = value === undefined ? null : toDateTime(value, 'TIMESTAMP WITH TIME ZONE', surroundings)
    if (moment === null) return null
    const seconds = instant(moment, surroundings)
    return new DateTime('TIMESTAMP', seconds, moment.nanoseconds, 0, moment.fraction)
  }),
}

/** TZ_OFFSET(zone): where its clocks stand today. */
const zoneOffset: SingleRowFunction = {
  least: 1,
  most: 1,
  type: textResult(7),
  evaluate: strict(([zone], surroundings) =>
    zone === undefined
      ? null
      : zoneText(offsetAt(readTimeZone(textOf(zone, surroundings)), Math.floor(Date.now() / 1000))),
  ),
}

export const intervalFunctions: Readonly<Record<string, SingleRowFunction>> = {
  FROM_TZ: fromZone,
  NUMTODSINTERVAL: counting('INTERVAL DAY TO SECOND'),
  NUMTOYMINTERVAL: counting('INTERVAL YEAR TO MONTH'),
  SYS_EXTRACT_UTC: extractUtc,
  TO_DSINTERVAL: reading('INTERVAL DAY TO SECOND'),
  TO_YMINTERVAL: reading('INTERVAL YEAR TO MONTH'),
  TZ_OFFSET: zoneOffset,
}
