import { expect, test } from 'vitest'
import type { Again, AgainPlan } from '../../src/core/again.ts'
import { leftWords } from '../../src/results/again-words.ts'

const left: AgainPlan = { plan: undefined, unknown: [], done: 5, failed: 2, notDone: 1200 }

test.each<[Again, string]>([
  ['resume', '5 done, 2 failed: "retry 3" runs them'],
  ['retry', '5 done, 1,200 not run or taken back: "resume 3" runs them'],
  ['retry unknown', '5 done'],
])('%s says what else there is, and what runs it', (how, words) => {
  expect(leftWords(how, 3, left).join(', ')).toBe(words)
})

test('where all is run nothing is left to be told', () => {
  expect(leftWords('resume', 3, { ...left, done: 0, failed: 0 })).toEqual([])
})
