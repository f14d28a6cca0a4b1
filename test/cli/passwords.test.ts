import { describe, expect, test } from 'vitest'
import { gatherPasswords, passwordVariable, takePasswordVariables } from '../../src/cli/passwords.ts'
import type { SessionSpec } from '../../src/core/session.ts'

const session = (name: string, user = name, connectString = 'db1'): SessionSpec => ({
  name,
  login: { user, connectString },
})

const askNobody = () => Promise.resolve(undefined)

describe('passwords', () => {
  test('are taken out of the environment, which keeps everything else', () => {
    const env = {
      PATH: '/bin',
      MULTISESSION_PASSWORD: 'x',
      MULTISESSION_PASSWORD_HR: 'y',
      MULTISESSION_PASSWORDS: 'z',
    }
    const taken = takePasswordVariables(env)
    expect(env).toEqual({ PATH: '/bin', MULTISESSION_PASSWORDS: 'z' })
    expect([...taken.values()]).toEqual(['x', 'y'])
  })

  test.each([
    ['hr', 'MULTISESSION_PASSWORD_HR'],
    ['hr-test.2', 'MULTISESSION_PASSWORD_HR_TEST_2'],
    ['hr#3', 'MULTISESSION_PASSWORD_HR'],
  ])('of session %s stand in %s', (name, variable) => {
    expect(passwordVariable(name)).toBe(variable)
  })

  test('come from the variable of the session', async () => {
    const variables = new Map([['MULTISESSION_PASSWORD_A', 'one']])
    expect(await gatherPasswords([session('a')], variables, askNobody)).toEqual(new Map([['A@db1', 'one']]))
  })

  test('of several sessions with one login are one, whichever variable holds it', async () => {
    const variables = new Map([['MULTISESSION_PASSWORD_B', 'one']])
    const sessions = [session('a', 'hr'), session('b', 'HR')]
    expect(await gatherPasswords(sessions, variables, askNobody)).toEqual(new Map([['HR@db1', 'one']]))
  })

  test('that differ for one login are refused, for a wrong one locks the account', async () => {
    const variables = new Map([
      ['MULTISESSION_PASSWORD_A', 'one'],
      ['MULTISESSION_PASSWORD_B', 'two'],
    ])
    await expect(
      gatherPasswords([session('a', 'hr'), session('b', 'hr')], variables, askNobody),
    ).rejects.toThrow('MULTISESSION_PASSWORD_A and MULTISESSION_PASSWORD_B differ')
  })

  test('may be one variable when all logins are one, and not otherwise', async () => {
    const variables = new Map([['MULTISESSION_PASSWORD', 'one']])
    expect(await gatherPasswords([session('a#1', 'a'), session('a#2', 'a')], variables, askNobody)).toEqual(
      new Map([['A@db1', 'one']]),
    )
    await expect(gatherPasswords([session('a'), session('b')], variables, askNobody)).rejects.toThrow(
      /no password for A@db1: set MULTISESSION_PASSWORD_A .*only when all sessions share one login/,
    )
  })

  test('of the practice database need not be given, but may be', async () => {
    const sessions = [session('scott', 'scott', 'practice')]
    expect(await gatherPasswords(sessions, new Map(), askNobody)).toEqual(
      new Map([['SCOTT@practice', 'tiger']]),
    )
    const variables = new Map([['MULTISESSION_PASSWORD_SCOTT', 'lion']])
    expect(await gatherPasswords(sessions, variables, askNobody)).toEqual(
      new Map([['SCOTT@practice', 'lion']]),
    )
  })

  test('of the practice database do not count where one variable serves one login', async () => {
    const variables = new Map([['MULTISESSION_PASSWORD', 'one']])
    const sessions = [session('scott', 'scott', 'practice'), session('hr')]
    expect(await gatherPasswords(sessions, variables, askNobody)).toEqual(
      new Map([
        ['SCOTT@practice', 'tiger'],
        ['HR@db1', 'one'],
      ]),
    )
  })

  test('are asked for one after the other, once for each login', async () => {
    const asked: string[] = []
    let isAsking = false
    const ask = async (login: string) => {
      expect(isAsking).toBe(false)
      isAsking = true
      asked.push(login)
      await Promise.resolve()
      isAsking = false
      return login.toLowerCase()
    }
    const sessions = [session('a'), session('b'), session('a2', 'A')]
    expect([...(await gatherPasswords(sessions, new Map(), ask)).values()]).toEqual(['a@db1', 'b@db1'])
    expect(asked).toEqual(['A@db1', 'B@db1'])
  })
})
