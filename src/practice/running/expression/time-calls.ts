/**
 * Calls that need the session or the types of their operands: EXTRACT, AT TIME ZONE and the current moments with a
 * precision.
 */
import { OracleError } from '../../error.ts'
import type { Expression } from '../../parsing/ast/expression.ts'
import { inconsistentTypes, instant, toText } from '../../values/conversion.ts'
import { DateTime } from '../../values/date-time.ts'
import { checkExtract, extractField, isExtractField } from '../../values/extract.ts'
import { Decimal } from '../../values/number.ts'
import { readTimeZone } from '../../values/time-zone.ts'
import type { DataType } from '../../values/value.ts'
import { currentTimestamp, zonedTimestamp } from '../moment.ts'
import { type Compiled, mapAll, mapOne, plain } from './compiled.ts'
import { numberType } from './types.ts'

type Call = Extract<Expression, { kind: 'call' }>

/** A call of this file, by its name; undefined when it is none. */
export const compileTimeCall = (
  name: string,
  { arguments: given, at }: Call,
  compile: () => readonly Compiled[],
): Compiled | undefined => {
  switch (name) {
    case 'EXTRACT': {
      const [field] = given
      const word = field?.value.kind === 'literal' ? field.value.value : undefined
      return typeof word === 'string' ? compileExtract(word, compile()[1], at) : undefined
    }
    case 'AT TIME ZONE':
      return compileAtZone(compile(), at)
    case 'CURRENT_TIMESTAMP':
    case 'LOCALTIMESTAMP': {
      const precision = given[0]?.value
      if (given.length !== 1 || precision?.kind !== 'literal') return undefined
      return precision.value instanceof Decimal ? compileNow(name, precision.value, precision.at) : undefined
    }
    default:
      return undefined
  }
}

const compileExtract = (field: string, operand: Compiled | undefined, at: number): Compiled | undefined => {
  if (!isExtractField(field) || operand === undefined) return undefined
  checkExtract(field, operand.type, at)
  const type: DataType = field === 'TIMEZONE_REGION' ? { name: 'VARCHAR2', length: 64 } : numberType
  return mapOne(operand, type, (value) => extractField(field, value))
}

/** @throws OracleError ORA-30084 for what is no timestamp. */
const compileAtZone = (operands: readonly Compiled[], at: number): Compiled => {
  const [operand] = operands
  if (operand?.type?.name !== 'TIMESTAMP')
    throw new OracleError(30084, 'invalid data type for datetime primary with time zone modifier', at)
  const type: DataType = { ...operand.type, zone: 'with time zone' }
  return mapAll(operands, type, ([value = null, zone = null], { run: { session } }) => {
    if (value === null || (operands.length > 1 && zone === null)) return null
    if (!(value instanceof DateTime)) throw inconsistentTypes('TIMESTAMP', value)
    const text = toText(zone, session.nls)
    const wanted = text === null ? session.nls.timeZone : readTimeZone(text)
    return DateTime.inZone(wanted, instant(value, session.nls), value.nanoseconds, value.fraction)
  })
}

const compileNow = (name: 'CURRENT_TIMESTAMP' | 'LOCALTIMESTAMP', digits: Decimal, at: number): Compiled => {
  const fraction = digits.toNumber()
  if (!Number.isInteger(fraction) || fraction < 0 || fraction > 9)
    throw new OracleError(30088, 'datetime/interval precision is out of range', at)
  const cut = (moment: number): number => moment - (moment % 10 ** Math.max(0, 3 - fraction))
  if (name === 'LOCALTIMESTAMP')
    return plain(
      { name: 'TIMESTAMP', fraction },
      ({ run: { now, session } }) => currentTimestamp(cut(now), session.nls.timeZone, fraction),
      false,
    )
  return plain(
    { name: 'TIMESTAMP', fraction, zone: 'with time zone' },
    ({ run: { now, session } }) => zonedTimestamp(cut(now), session.nls.timeZone, fraction),
    false,
  )
}
