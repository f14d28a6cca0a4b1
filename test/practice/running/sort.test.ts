import fc from 'fast-check'
import { expect, it } from 'vitest'
import { finish, Pulse } from '../../../src/practice/running/pause.ts'
import { comparing, type SortKey, sortRows } from '../../../src/practice/running/query/sort.ts'
import { DateTime } from '../../../src/practice/values/date-time.ts'
import { Decimal } from '../../../src/practice/values/number.ts'
import type { Value } from '../../../src/practice/values/value.ts'

/** Few different values of each type, some of them only told apart at their end. */
const columns: readonly fc.Arbitrary<Value>[] = [
  fc.constantFrom('-1', '0', '2', '10', '1.00000000000000000001', '1').map((text) => new Decimal(text)),
  fc.constantFrom('a', 'b', 'a ', '\ufffd', '\u{1f600}'),
  fc.nat(3).map((nanoseconds) => new DateTime('TIMESTAMP', 0, nanoseconds)),
]
const orNull = (values: fc.Arbitrary<Value>): fc.Arbitrary<Value> => fc.option(values, { nil: null })
const key: fc.Arbitrary<SortKey> = fc.record({ isDescending: fc.boolean(), isNullFirst: fc.boolean() })

it('rows come in the order of their keys, and those with equal keys stay in theirs', () => {
  const rows = fc.tuple(...columns.map(orNull)).map((keys) => ({ keys }))
  fc.assert(
    fc.property(fc.array(rows, { maxLength: 100 }), fc.tuple(key, key, key), (all, order) => {
      const reference = [...all].sort(comparing(order))
      const sorted = finish(sortRows(all, order, new Pulse()))
      expect(sorted.length).toBe(reference.length)
      expect(sorted.every((row, index) => row === reference[index])).toBe(true)
    }),
  )
})

it('values without an order, and of different types, are refused', () => {
  const refused = (...values: Value[]) => {
    const rows = values.map((value) => ({ keys: [value] }))
    return () => finish(sortRows(rows, [{ isDescending: false, isNullFirst: false }], new Pulse()))
  }
  expect(refused(new Decimal(1), new DateTime('DATE', 2))).toThrow('ORA-00932')
  expect(refused('a', new Decimal(1))).toThrow('ORA-00932')
  expect(refused({ kind: 'cursor' }, { kind: 'cursor' })).toThrow('ORA-00932')
})
