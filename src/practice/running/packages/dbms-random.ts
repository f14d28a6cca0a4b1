/**
 * DBMS_RANDOM.VALUE ("PL/SQL Packages and Types Reference").
 */
import { Decimal } from '../../values/number.ts'
import type { Value } from '../../values/value.ts'
import { numberType } from '../expression/types.ts'
import type { Slot } from '../frame.ts'
import { type BuiltInPackage, builtInFunction, numberIn, optional } from './library.ts'

/** Digits after the point. */
const DIGITS = 38

/** A number from 0 up to but not including 1. */
const fraction = (): Decimal => {
  let digits = ''
  while (digits.length < DIGITS) digits += Math.random().toFixed(10).slice(2)
  return new Decimal(`0.${digits.slice(0, DIGITS)}`)
}

const bound = (slot: Slot | undefined, otherwise: number): Decimal =>
  slot instanceof Decimal ? slot : new Decimal(otherwise)

export const dbmsRandom: BuiltInPackage = {
  name: 'DBMS_RANDOM',
  routines: {
    VALUE: builtInFunction(
      'VALUE',
      [optional(numberIn('LOW')), optional(numberIn('HIGH'))],
      numberType,
      ([low, high]): Value => {
        const from = bound(low, 0)
        return fraction().times(bound(high, 1).minus(from)).plus(from)
      },
    ),
  },
}
