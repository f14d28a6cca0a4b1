import { describe, expect, test } from 'vitest'
import { errorCode, errorLink, knownErrors, nearestError } from '../../src/core/known-errors/find.ts'

describe('an error is found by its number', () => {
  test.each([
    ['ORA-00942', 'ORA-00942'],
    ['942', 'ORA-00942'],
    ['ora-942', 'ORA-00942'],
    ['ora 00942', 'ORA-00942'],
    [' NJS-500 ', 'NJS-500'],
    ['njs 3', 'NJS-003'],
    ['pls-201', 'PLS-00201'],
    ['1', 'ORA-00001'],
    ['emp', undefined],
    ['123456', undefined],
    ['', undefined],
  ])('written as %j', (text, code) => {
    expect(errorCode(text)).toBe(code)
  })
})

test('about 120 common ones and more are explained, each once, in a cause and what to do', () => {
  expect(knownErrors.size).toBeGreaterThanOrEqual(120)
  for (const [code, { cause, action }] of knownErrors) {
    expect(errorCode(code)).toBe(code)
    for (const text of [cause, action]) {
      expect(text).toMatch(/^[^.].*[^.\s]$/)
      expect(text.length).toBeLessThan(120)
    }
  }
})

test('Oracle tells more of its own errors, and nothing of those of applications', () => {
  expect(errorLink('ORA-00942')).toBe('https://docs.oracle.com/error-help/db/ora-00942/')
  for (const code of ['ORA-20001', 'NJS-500', undefined]) expect(errorLink(code)).toBeUndefined()
})

test('an unknown number names the nearest', () => {
  expect(nearestError('PLS-00301')).toMatch(/PLS-00/)
})
