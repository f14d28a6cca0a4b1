import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createRowOrder, type Rank } from '../../../src/ui/live/row-order.ts'

const rank = fc.option(fc.integer({ min: 0, max: 9 }), { nil: undefined })
const changes = fc.array(
  fc.oneof(
    fc.record({ type: fc.constant('grow' as const), rank }),
    fc.record({ type: fc.constant('touch' as const), row: fc.nat(99), rank }),
    fc.record({ type: fc.constant('take in' as const), count: fc.nat(7) }),
  ),
  { maxLength: 120 },
)

test('rows that come, change and go are always those that pass, in their order, wherever the reading stands', () => {
  fc.assert(
    fc.property(changes, fc.boolean(), (steps, isReversed) => {
      const ranks: (number | undefined)[] = []
      const order = createRowOrder(
        () => ranks.length,
        (index) => ranks[index],
        isReversed,
      )
      for (const step of steps) {
        if (step.type === 'grow') ranks.push(step.rank)
        else if (step.type === 'take in') order.takeIn(step.count)
        else if (step.row < ranks.length) {
          ranks[step.row] = step.rank
          order.touch(step.row)
        }
        const expected = ranks
          .slice(0, order.taken)
          .flatMap((rank, index) => (rank === undefined ? [] : [{ rank, index }]))
          .sort((a, b) => (isReversed ? b.rank - a.rank : a.rank - b.rank) || a.index - b.index)
          .map(({ index }) => index)
        expect(Array.from({ length: order.length }, (_, place) => order.at(place))).toEqual(expected)
        expect(expected.map(order.placeOf)).toEqual(expected.map((_, place) => place))
      }
    }),
  )
})

test('one change among 100,000 rows looks at one row', () => {
  const ranks = Array.from({ length: 100_000 }, (_, index): Rank => (index * 7919) % 100_003)
  let looks = 0
  const order = createRowOrder(
    () => ranks.length,
    (index) => {
      looks++
      return ranks[index]
    },
  )
  while (!order.takeIn(2_000));
  expect(looks).toBe(100_000)
  ranks[50_000] = -1
  order.touch(50_000)
  expect(looks).toBe(100_001)
  expect(order.at(0)).toBe(50_000)
})
