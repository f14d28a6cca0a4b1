import { expect, test } from 'vitest'
import { failureLines } from '../../src/results/failure-text.ts'

const failure = {
  code: 'statement failed',
  message: 'ORA-00942: no such table',
  oracle: 'ORA-00942',
} as const
const advice = 'check the name, its schema, and whether this login may read it'

test('an error shows its line of the statement with a caret under the place, and what to do', () => {
  expect(failureLines({ ...failure, offset: 14 }, 'select *\nfrom nowhere')).toEqual([
    'ORA-00942: no such table',
    'line 2: from nowhere',
    '             ^',
    advice,
  ])
})

test('the caret stands right under wide characters too', () => {
  expect(failureLines({ ...failure, offset: 3 }, "'漢'x")).toEqual([
    failure.message,
    "line 1: '漢'x",
    '            ^',
    advice,
  ])
})

test('an offset beyond the end points behind it', () => {
  expect(failureLines({ ...failure, offset: 99 }, 'select')[2]).toBe('              ^')
})

test('a statement that sets a password is not shown', () => {
  const lines = failureLines({ ...failure, offset: 3 }, 'alter user a identified by tiger')
  expect(lines).toEqual([failure.message, advice])
})

test('without a place there is none to show', () => {
  expect(failureLines(failure, 'select 1')).toEqual([failure.message, advice])
})
