/**
 * Which of two values is smaller. Values of one family are compared as they are; across families one of them
 * is converted first, as Oracle chooses ("SQL Language Reference, Data Type Comparison Rules").
 */
import {
  inconsistentTypes,
  instant,
  toDateTime,
  toInterval,
  toNumber,
  toRaw,
  typeNameOf,
} from './conversion.ts'
import { DateTime } from './date-time.ts'
import { Interval } from './interval.ts'
import type { Nls } from './nls.ts'
import { approximate, compareNumbers, Decimal, isApproximatedAlone } from './number.ts'
import type { Value } from './value.ts'

type Present = Exclude<Value, null>

/**
 * Compares two values of one type, such as those of one column: below 0 when `left` is smaller, 0 when they
 * are equal.
 * @throws OracleError ORA-00932 for values without an order (LOB, cursor) or of different families.
 */
export function compareValues(left: Present, right: Present): number {
  if (typeof left === 'string' && typeof right === 'string') return compareText(left, right)
  if (left instanceof Decimal && right instanceof Decimal) return compareNumbers(left, right)
  if (left instanceof DateTime && right instanceof DateTime)
    return left.seconds - right.seconds || left.nanoseconds - right.nanoseconds
  if (left instanceof Uint8Array && right instanceof Uint8Array) return Buffer.compare(left, right)
  if (left instanceof Interval && right instanceof Interval && left.kind === right.kind)
    return left.amount < right.amount ? -1 : left.amount > right.amount ? 1 : 0
  if (typeof left === 'boolean' && typeof right === 'boolean') return Number(left) - Number(right)
  throw inconsistentTypes(typeNameOf(left) === typeNameOf(right) ? '-' : typeNameOf(left), right)
}

/**
 * Compares two values of any types, converting as Oracle does: text becomes a number beside a number, a date
 * beside a date, RAW beside RAW. undefined when either is null.
 * @throws OracleError ORA-00932, or the error of the conversion.
 */
export function compare(left: Value, right: Value, nls: Nls): number | undefined {
  if (left === null || right === null) return undefined
  if (left instanceof Decimal || right instanceof Decimal)
    return comparePresent(toNumber(left), toNumber(right))
  if (left instanceof DateTime || right instanceof DateTime) return compareDateTimes(left, right, nls)
  if (left instanceof Interval && typeof right === 'string')
    return comparePresent(left, toInterval(right, left.kind))
  if (right instanceof Interval && typeof left === 'string')
    return comparePresent(toInterval(left, right.kind), right)
  if (left instanceof Uint8Array || right instanceof Uint8Array)
    return comparePresent(toRaw(left), toRaw(right))
  return compareValues(left, right)
}

const comparePresent = (left: Value, right: Value): number | undefined =>
  left === null || right === null ? undefined : compareValues(left, right)

/** A text takes the type of the other side; types with a zone are compared as moments. */
function compareDateTimes(left: Present, right: Present, nls: Nls): number | undefined {
  const first = left instanceof DateTime ? left : toDateTime(left, kindOf(right), nls)
  const second = right instanceof DateTime ? right : toDateTime(right, kindOf(left), nls)
  if (first === null || second === null) return undefined
  if (first.kind === second.kind) return compareValues(first, second)
  return instant(first, nls) - instant(second, nls) || first.nanoseconds - second.nanoseconds
}

const kindOf = (value: Present) => (value instanceof DateTime ? value.kind : 'DATE')

/** What stands for a value where many are compared; null for null. */
export type Rank = number | string | null

/**
 * The rank of a value among others of its type: what is smaller has a smaller rank or the same one. Ranks are compared by
 * `<`, which is far cheaper than values are.
 */
export const rankOf = (value: Value): Rank => {
  if (value === null) return null
  if (typeof value === 'string') return highest.test(value) ? inCodePointOrder(value) : value
  if (value instanceof Decimal) return approximate(value)
  if (value instanceof DateTime) return value.seconds
  return 0
}

/** Whether values like this one are equal when they have the same rank. */
export const isToldByRank = (value: Value): boolean => {
  if (value === null || typeof value === 'string') return true
  if (value instanceof Decimal) return isApproximatedAlone(value)
  return value instanceof DateTime && value.nanoseconds === 0
}

/** Code units that are not in the order of the code points they belong to. */
const highest = /[\ud800-\uffff]/

/** The text with other units, whose order is that of its code points: surrogates above all others. */
const inCodePointOrder = (text: string): string =>
  text.replace(/[\ud800-\uffff]/g, (unit) => {
    const code = unit.charCodeAt(0)
    return String.fromCharCode(code < 0xe000 ? code + 0x2000 : code - 0x800)
  })

/** Units that are compared one by one before it is worth asking how the machine may compare them. */
const FEW = 32

/** Binary order of the database character set AL32UTF8, which is the order of code points. */
export function compareText(left: string, right: string): number {
  if (left === right) return 0
  const length = Math.min(left.length, right.length)
  for (let at = 0; at < length; at += 1) {
    if (at === FEW && !highest.test(left) && !highest.test(right)) return left < right ? -1 : 1
    const first = left.charCodeAt(at)
    const second = right.charCodeAt(at)
    if (first !== second) return orderOf(first) - orderOf(second)
  }
  return left.length - right.length
}

/**
 * Blank-padded comparison, for values that are both CHAR or literals: the shorter one counts as filled with
 * blanks.
 */
export const comparePaddedText = (left: string, right: string): number => {
  const length = Math.max(left.length, right.length)
  return compareText(left.padEnd(length), right.padEnd(length))
}

/** Surrogates stand for code points above all others. */
const orderOf = (unit: number): number => (unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit)
