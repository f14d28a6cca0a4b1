import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { FailureError } from '../../src/core/failure.ts'
import { type KnownNames, resolveTarget } from '../../src/core/target.ts'

const known: KnownNames = {
  sessions: ['scott', 'hr1', 'hr2', 'hr10', 'Prod_A', 'prod_b', 'test.c'],
  groups: new Map([
    ['prod', ['Prod_A', 'prod_b']],
    ['emea', ['prod_b', 'hr2']],
    ['none', []],
  ]),
}

const resolve = (text: string) => resolveTarget(text, known)

describe('which sessions a target names', () => {
  test.each([
    ['scott', ['scott']],
    ['SCOTT', ['scott']],
    ['prod_a', ['Prod_A']],
    ['prod', ['Prod_A', 'prod_b']],
    ['hr2,hr1', ['hr2', 'hr1']],
    ['scott,scott', ['scott']],
    ['prod,emea', ['Prod_A', 'prod_b', 'hr2']],
    ['prod&emea', ['prod_b']],
    ['prod!emea', ['Prod_A']],
    ['prod&!emea', ['Prod_A']],
    ['!prod', ['scott', 'hr1', 'hr2', 'hr10', 'test.c']],
    ['hr*', ['hr1', 'hr2', 'hr10']],
    ['hr?', ['hr1', 'hr2']],
    ['HR*!hr1?', ['hr1', 'hr2']],
    ['test.?', ['test.c']],
    ['*', known.sessions],
    ['scott,prod!emea', ['scott', 'Prod_A']],
    ['(scott,prod)!emea', ['scott', 'Prod_A']],
    ['prod!emea!prod_a,hr1', ['hr1']],
    [' scott , hr1 ', ['scott', 'hr1']],
    ['scott:3', ['scott#1', 'scott#2', 'scott#3']],
    ['scott:3!scott:1', ['scott#2', 'scott#3']],
    ['none,hr1', ['hr1']],
  ])('%s is %j', (text, sessions) => {
    expect(resolve(text).sessions).toEqual(sessions)
  })

  test('several of a session are told with their base and number, the greatest number of each', () => {
    expect(resolve('scott:2,SCOTT:3,hr1:1,hr2').numbered).toEqual([
      { base: 'scott', count: 3 },
      { base: 'hr1', count: 1 },
    ])
  })
})

describe('what is refused, and how', () => {
  test.each([
    ['scot', 'target "scot", position 1: expected a session or group, got "scot"; did you mean "scott"?'],
    [
      'hr1,rpod',
      'target "hr1,rpod", position 5: expected a session or group, got "rpod"; did you mean "prod"?',
    ],
    ['zzz', 'target "zzz", position 1: expected a session or group, got "zzz"'],
    ['', 'target "", position 1: expected a session or group, got the end'],
    ['hr1,', 'target "hr1,", position 5: expected a session or group, got the end'],
    ['hr1 hr2', 'target "hr1 hr2", position 5: expected ",", "&", "!" or the end, got "hr2"'],
    ['(hr1', 'target "(hr1", position 5: expected ")", got the end'],
    ['hr1)', 'target "hr1)", position 4: expected ",", "&", "!" or the end, got ")"'],
    ['x*', 'target "x*", position 1: no session matches "x*"'],
    ['hr1&hr2', 'target "hr1&hr2" has no sessions: nothing would run'],
    ['none', 'target "none" has no sessions: nothing would run'],
    ['scott:0', 'target "scott:0", position 7: expected a number from 1 to 1000 after ":", got "0"'],
    ['scott:x', 'target "scott:x", position 7: expected a number from 1 to 1000 after ":", got "x"'],
    ['scott:', 'target "scott:", position 7: expected a number from 1 to 1000 after ":", got the end'],
    ['prod:2', 'target "prod:2", position 1: expected the name of one session before ":", got "prod"'],
    ['hr*:2', 'target "hr*:2", position 1: expected the name of one session before ":", got "hr*"'],
    ['sc:2', 'target "sc:2", position 1: expected a session or group, got "sc"'],
  ])('%s', (text, message) => {
    expect(() => resolve(text)).toThrow(new FailureError({ code: 'bad request', message }))
  })

  test('a name that is a session and a group', () => {
    const both = { sessions: ['a'], groups: new Map([['A', ['a']]]) }
    expect(() => resolveTarget('a', both)).toThrow('"a" is a session and a group')
  })
})

test('and, not and or mean what they mean for sets', () => {
  const name = fc.constantFrom(...known.sessions)
  const set = (text: string): Set<string> => {
    try {
      return new Set(resolve(text).sessions)
    } catch {
      return new Set()
    }
  }
  fc.assert(
    fc.property(fc.array(name, { minLength: 1 }), fc.array(name, { minLength: 1 }), (a, b) => {
      const [left, right] = [`(${a})`, `(${b})`]
      expect(set(`${left},${right}`)).toEqual(new Set([...a, ...b]))
      expect(set(`${left}&${right}`)).toEqual(new Set(a.filter((session) => b.includes(session))))
      expect(set(`${left}!${right}`)).toEqual(new Set(a.filter((session) => !b.includes(session))))
      expect(set(`${left}&!${right}`)).toEqual(set(`${left}!${right}`))
    }),
  )
})
