import { expect, test } from 'vitest'
import { nearestName } from '../../src/core/nearest.ts'

test.each([
  ['scot', 'scott'],
  ['SCTOT', 'scott'],
  ['prd', 'prod'],
  ['porduction', 'production'],
  ['zebra', undefined],
  ['', undefined],
])('%j is nearest to %s', (typed, name) => {
  expect(nearestName(typed, ['scott', 'prod', 'production'])).toBe(name)
})
