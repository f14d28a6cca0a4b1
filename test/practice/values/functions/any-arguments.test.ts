import fc from 'fast-check'
import { expect, test } from 'vitest'
import { OracleError } from '../../../../src/practice/error.ts'
import { DateTime } from '../../../../src/practice/values/date-time.ts'
import { conversionFunctions } from '../../../../src/practice/values/functions/conversion-functions.ts'
import { dateFunctions } from '../../../../src/practice/values/functions/date-functions.ts'
import { intervalFunctions } from '../../../../src/practice/values/functions/interval-functions.ts'
import { lobFunctions } from '../../../../src/practice/values/functions/lob-functions.ts'
import { nationalFunctions } from '../../../../src/practice/values/functions/national-functions.ts'
import { numberFunctions } from '../../../../src/practice/values/functions/number-functions.ts'
import { regexpFunctions } from '../../../../src/practice/values/functions/regexp-functions.ts'
import { textFunctions } from '../../../../src/practice/values/functions/text-functions.ts'
import { Interval } from '../../../../src/practice/values/interval.ts'
import { Blob, Clob } from '../../../../src/practice/values/lob.ts'
import { Decimal } from '../../../../src/practice/values/number.ts'
import type { Value } from '../../../../src/practice/values/value.ts'
import { american, date, timestamp } from '../settings.ts'

const functions = Object.entries({
  ...conversionFunctions,
  ...dateFunctions,
  ...intervalFunctions,
  ...lobFunctions,
  ...nationalFunctions,
  ...numberFunctions,
  ...regexpFunctions,
  ...textFunctions,
})

const numbers = ['0', '1', '-1', '2.5', '-0.5', '9', '1e30', '-1e125', '9.9e125', '1e-130', '2147483648']
const texts = [
  ...[
    'a',
    'äöü',
    '𝄞',
    ' 12 ',
    '-1.5e3',
    '(a|b)+',
    '[',
    'YYYY-MM-DD',
    '999.99',
    'FMXXX',
    'i',
    'DAY',
    'Q',
    'J',
  ],
  ...['2024-02-30', '01-JAN-24', '1 02:03:04', 'Europe/Zurich', '+99:99', '\\1', 'x'.repeat(4000)],
]

const values: readonly Value[] = [
  null,
  ...numbers.map((text) => new Decimal(text)),
  ...texts,
  ...[date('2024-02-29'), date('9999-12-31'), date('0001-01-01'), timestamp('2024-02-29 12:00:00.5')],
  DateTime.inZone('Europe/Zurich', 1_700_000_000, 0, 9),
  new DateTime('TIMESTAMP WITH LOCAL TIME ZONE', 0),
  new Interval('INTERVAL DAY TO SECOND', 1n),
  new Interval('INTERVAL YEAR TO MONTH', -13n),
  ...[new Uint8Array([0, 255]), new Clob('clob'), new Clob(''), new Blob(new Uint8Array([1])), true],
]

test('every function answers any arguments with a number, a text or null, or raises an ORA error', () => {
  const calls = fc
    .constantFrom(...functions)
    .chain(([name, found]) =>
      fc
        .array(fc.constantFrom(...values), { minLength: found.least, maxLength: Math.min(found.most, 7) })
        .map((given) => ({ name, found, given })),
    )
  fc.assert(
    fc.property(calls, ({ found, given }) => {
      try {
        const result = found.evaluate(given, american)
        expect(result).not.toBe('')
        expect(result).toBeDefined()
        if (result instanceof Decimal) expect(result.isFinite()).toBe(true)
      } catch (error) {
        expect(error).toBeInstanceOf(OracleError)
      }
    }),
    { numRuns: 20_000 },
  )
})
