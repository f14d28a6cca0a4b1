/**
 * Date functions ("SQL Language Reference, Datetime Functions"). ROUND and TRUNC stand with the numeric ones;
 * SYSDATE and its like need a clock, which is not known here.
 */
import { addMonths, lastDay, monthsBetween, nextDay } from '../date-arithmetic.ts'
import {
  dateOf,
  dateResult,
  numberOf,
  numberResult,
  type SingleRowFunction,
  strict,
  textOf,
} from './single-row-function.ts'

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
  NEXT_DAY: {
    least: 2,
    most: 2,
    type: dateResult,
    evaluate: strict(([date, name], surroundings) =>
      date === undefined || name === undefined
        ? null
        : nextDay(dateOf(date, surroundings), textOf(name, surroundings)),
    ),
  },
}
