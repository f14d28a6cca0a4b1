import { expect, test } from 'vitest'
import { errorLines, failureLines } from '../../src/results/failure-text.ts'

const failure = {
  code: 'statement failed',
  message: 'ORA-00942: no such table',
  oracle: 'ORA-00942',
} as const
const advice = 'check the name, its schema, and the grants; a role does not count inside stored code'

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

test('the place of a block that does not compile is read out of its message', () => {
  const message = "ORA-06550: line 2, column 3:\nPLS-00201: identifier 'X' must be declared"
  const lines = failureLines({ code: 'statement failed', message, oracle: 'ORA-06550' }, 'begin\n  x;\nend;')
  expect(lines.slice(2, 4)).toEqual(['line 2:   x;', '          ^'])
})

test('a tab takes one cell, before the caret too', () => {
  expect(failureLines({ ...failure, offset: 9 }, 'select\t* from x').slice(1, 3)).toEqual([
    'line 1: select␉* from x',
    '                 ^',
  ])
})

test.each([0, 5, 60, 118, 119])('a line wider than the screen is shown around the place (%i)', (offset) => {
  const text = Array.from({ length: 120 }, (_, index) => 'abcdefghij'[index % 10]).join('')
  const [, shown = '', caret = ''] = failureLines({ ...failure, offset }, text, 40)
  expect(shown.length).toBeLessThanOrEqual(40)
  expect(shown[caret.length - 1]).toBe(text[offset])
  expect(caret).toMatch(/^ *\^$/)
})

test('for reading it ends with what is known, and where Oracle tells more', () => {
  expect(errorLines(failure, 'select 1')).toEqual([
    failure.message,
    advice,
    'https://docs.oracle.com/error-help/db/ora-00942/',
  ])
  const other = {
    code: 'statement failed',
    message: 'ORA-01476: divisor is zero',
    oracle: 'ORA-01476',
  } as const
  expect(errorLines(other).at(-2)).toBe('use NULLIF(divisor, 0)')
})
