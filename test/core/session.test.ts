import { describe, expect, test } from 'vitest'
import { findSession, loginKey, passwordKey } from '../../src/core/session.ts'

const at = (user: string) => ({ user, connectString: 'db1' })

describe('sessions share', () => {
  test.each([
    ['hr', 'HR', true],
    ['"hr"', '"HR"', false],
    ['app[hr]', 'APP[HR]', true],
    ['app[hr]', 'app[fin]', false],
    ['app["hr"]', 'app["HR"]', false],
  ])('a login: %s and %s: %s', (one, other, isShared) => {
    expect(loginKey(at(one)) === loginKey(at(other))).toBe(isShared)
  })

  test.each([
    ['app[hr]', 'app[fin]', true],
    ['app[hr]', 'app', true],
    ['"App"["Hr"]', '"App"', true],
    ['"App"[hr]', 'app[hr]', false],
    ['"a[b]"', '"a"', false],
    ['hr', 'fin', false],
  ])('a password: %s and %s: %s', (one, other, isShared) => {
    expect(passwordKey(at(one)) === passwordKey(at(other))).toBe(isShared)
  })
})

test('one of several sessions alike is treated as its saved session is', () => {
  const spec = { name: 'hr', login: at('hr'), schema: 'app', protected: true, tags: ['live'] }
  expect(findSession('hr#2', [spec])).toEqual({ ...spec, name: 'hr#2' })
})
