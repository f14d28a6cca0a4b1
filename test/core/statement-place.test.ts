import { expect, test } from 'vitest'
import { placeIn } from '../../src/core/statement-place.ts'

test.each([
  ['select x', 7, { line: 1, text: 'select x', column: 7 }],
  ['select\n  x\nfrom t', 9, { line: 2, text: '  x', column: 2 }],
  ['a\nb', 1, { line: 1, text: 'a', column: 1 }],
  ['a\nb', 2, { line: 2, text: 'b', column: 0 }],
  ['a\nb', 50, { line: 2, text: 'b', column: 1 }],
])('in %j offset %d is at %j', (statement, offset, place) => {
  expect(placeIn(statement, offset)).toEqual(place)
})

test('a statement that sets a password has no place that may be shown', () => {
  expect(placeIn('alter user a identified by b', 3)).toBeUndefined()
})
