/**
 * Date functions ("SQL Language Reference, Datetime Functions"). ROUND and TRUNC stand with the numeric ones;
 * SYSDATE and its like need a clock, which is not known here.
 */
import { notSupported, OracleError } from '../../error.ts'
import { addDays, addMonths, lastDay, monthsBetween, nextDay } from '../date-arithmetic.ts'
import { Decimal, divide } from '../number.ts'
import {
  dateOf,
  dateResult,
  numberOf,
  numberResult,
  type SingleRowFunction,
  strict,
  textOf,
} from './single-row-function.ts'

/** Hours from UTC of the zones that NEW_TIME knows ("SQL Language Reference, NEW_TIME"). */
const zoneHours: Readonly<Record<string, number>> = {
  ...{ AST: -4, ADT: -3, BST: -11, BDT: -10, CST: -6, CDT: -5, EST: -5, EDT: -4, GMT: 0, HST: -10, HDT: -9 },
  ...{ MST: -7, MDT: -6, NST: -3.5, PST: -8, PDT: -7, YST: -9, YDT: -8 },
}

/** @throws OracleError ORA-01857. */
function hoursOf(zone: string): number {
  const hours = Object.hasOwn(zoneHours, zone.toUpperCase()) ? zoneHours[zone.toUpperCase()] : undefined
  if (hours === undefined) throw new OracleError(1857, 'not a valid time zone')
  return hours
}

export const dateFunctions: Readonly<Record<string, SingleRowFunction>> = {
  ADD_MONTHS: {
    least: 2,
    most: 2,
    type: dateResult,
    evaluate: strict(([date, months], surroundings) =>
      date === undefined || months === undefined
        ? null
        : addMonths(dateOf(date, surroundings), numberOf(months)),
    ),
  },
  LAST_DAY: {
    least: 1,
    most: 1,
    type: dateResult,
    evaluate: strict(([date], surroundings) =>
      date === undefined ? null : lastDay(dateOf(date, surroundings)),
    ),
  },
  MONTHS_BETWEEN: {
    least: 2,
    most: 2,
    type: numberResult,
    evaluate: strict(([left, right], surroundings) =>
      left === undefined || right === undefined
        ? null
        : monthsBetween(dateOf(left, surroundings), dateOf(right, surroundings)),
    ),
  },
  NEW_TIME: {
    least: 3,
    most: 3,
    type: dateResult,
    evaluate: strict(([date, from, to], surroundings) => {
      if (date === undefined || from === undefined || to === undefined) return null
      const hours = hoursOf(textOf(to, surroundings)) - hoursOf(textOf(from, surroundings))
      return addDays(dateOf(date, surroundings), divide(new Decimal(hours), new Decimal(24)))
    }),
  },
  NEXT_DAY: {
    least: 2,
    most: 2,
    type: dateResult,
    evaluate: strict(([date, name], surroundings) => {
      if (date === undefined || name === undefined) return null
      if (typeof name !== 'string') throw notSupported('NEXT_DAY by a number')
      return nextDay(dateOf(date, surroundings), name)
    }),
  },
}
