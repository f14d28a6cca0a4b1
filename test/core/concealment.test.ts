import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { concealPlan } from '../../src/core/concealment.ts'
import { type JobRequest, planJob } from '../../src/core/plan.ts'

const plan = (text: string, part: Partial<JobRequest> = {}) =>
  planJob(
    {
      ...{ text, target: 'a', mode: 'each', cap: 0, parameters: [], commit: false },
      ...{ limits: { rows: 1, bytes: 1 }, results: 'keep', whenSelfBlocked: 'hold', settlesOthers: false },
      ...part,
    },
    { sessions: ['a', 'b'], groups: new Map() },
  )

describe('a plan that is kept', () => {
  test('is as it was when it sets no password', () => {
    const given = plan('select :x from dual', { parameters: [{ name: 'X', values: ['1'] }] })
    expect(concealPlan(given).plan).toBe(given)
    expect(concealPlan(given).calls.size).toBe(0)
  })

  test('holds no password, wherever it stood, and the calls still do', () => {
    const word = fc.stringMatching(/^s3cret[a-z0-9_]{0,8}$/)
    fc.assert(
      fc.property(word, fc.boolean(), fc.constantFrom('\n', ' ', ' /* by */ '), (password, isQuoted, gap) => {
        const written = isQuoted ? `"${password}"` : password
        for (const given of [
          plan(`alter user a identified${gap}by${gap}${written}`),
          plan(`begin execute immediate 'alter user a identified by ${written}'; end;`),
          plan('alter user a identified by &pw', { parameters: [{ name: 'PW', values: [password] }] }),
          plan('alter user a &i by &pw', {
            parameters: [
              { name: 'I', values: ['identified'] },
              { name: 'PW', values: [password] },
            ],
          }),
        ]) {
          const { plan: kept, calls } = concealPlan(given)
          expect(JSON.stringify(kept)).not.toContain(password)
          expect(kept.hasMaskedText).toBe(true)
          expect(calls.get(1)?.statement).toContain(password)
          expect(concealPlan(kept).plan).toEqual(kept)
        }
      }),
    )
  })

  test.each<[string, Partial<JobRequest>]>([
    ['alter user a identified by "s3cret', {}],
    ["begin execute immediate 'alter user a identified by s3cret; end;", {}],
    ['alter user a identified by "&pw"', { parameters: [{ name: 'PW', values: ['s3c"ret'] }] }],
    ['alter user a identified by x&pw', { parameters: [{ name: 'PW', values: ['s3 cret'] }] }],
  ])('that cannot be made of %s does not repeat the password either', (text, part) => {
    expect(() => plan(text, part)).toThrow()
    expect(() => plan(text, part)).not.toThrow(/s3/)
  })
})

describe('a secret in a plan', () => {
  test('is a name without a value', () => {
    const given = plan('select :pw, :x from dual', {
      secrets: ['PW'],
      parameters: [{ name: 'X', values: ['1'] }],
    })
    expect(given.tasks[0]?.binds).toEqual({ X: '1' })
    expect(given.secrets).toEqual(['PW'])
  })

  test.each<[string, Partial<JobRequest>, RegExp]>([
    ['select &pw from dual', { secrets: ['PW'] }, /&pw: a secret may stand in a statement as :name only/],
    ['select :pw, &pw from dual', { secrets: ['PW'] }, /as :name only/],
    ['select 1 from dual', { secrets: ['PW'] }, /the statement uses no .*:pw/],
    ['select :pw from dual', { secrets: ['PW', 'PW'] }, /PW is given twice/],
    [
      'select :pw from dual',
      { secrets: ['PW'], parameters: [{ name: 'PW', values: ['1'] }] },
      /PW is given twice/,
    ],
  ])('%s with %j is refused', (text, part, message) => {
    expect(() => plan(text, part)).toThrow(message)
  })
})
