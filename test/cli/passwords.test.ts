import { describe, expect, test } from 'vitest'
import { gatherPasswords, type PasswordWays, passwordVariable } from '../../src/cli/passwords.ts'
import { takeNamedVariables, takeSecretVariables } from '../../src/cli/secret-variables.ts'
import type { SessionSpec } from '../../src/core/session.ts'

const session = (name: string, user = name, connectString = 'db1'): SessionSpec => ({
  name,
  login: { user, connectString },
})

const askNobody = () => Promise.resolve(undefined)

const ways = (part: Partial<PasswordWays>): PasswordWays => ({
  variables: new Map(),
  ask: askNobody,
  command: () => Promise.reject(new Error('no command is run')),
  keychain: () => Promise.reject(new Error('no keychain is asked')),
  ...part,
})

describe('passwords', () => {
  test('are taken out of the environment, which keeps everything else', () => {
    const env = {
      PATH: '/bin',
      MULTISESSION_PASSWORD: 'x',
      MULTISESSION_PASSWORD_HR: 'y',
      MULTISESSION_PASSWORDS: 'z',
      MULTISESSION_SECRET_PW: 'w',
    }
    const taken = takeSecretVariables(env)
    expect(env).toEqual({ PATH: '/bin', MULTISESSION_PASSWORDS: 'z' })
    expect([...taken.values()]).toEqual(['x', 'y', 'w'])
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
    expect(await gatherPasswords([session('a')], ways({ variables }))).toEqual(new Map([['A@db1', 'one']]))
  })

  test('of several sessions with one login are one, whichever variable holds it', async () => {
    const variables = new Map([['MULTISESSION_PASSWORD_B', 'one']])
    const sessions = [session('a', 'hr'), session('b', 'HR')]
    expect(await gatherPasswords(sessions, ways({ variables }))).toEqual(new Map([['HR@db1', 'one']]))
  })

  test('that differ for one login are refused, for a wrong one locks the account', async () => {
    const variables = new Map([
      ['MULTISESSION_PASSWORD_A', 'one'],
      ['MULTISESSION_PASSWORD_B', 'two'],
    ])
    await expect(
      gatherPasswords([session('a', 'hr'), session('b', 'hr')], ways({ variables })),
    ).rejects.toThrow('MULTISESSION_PASSWORD_A and MULTISESSION_PASSWORD_B differ')
  })

  test('may be one variable when all logins are one, and not otherwise', async () => {
    const variables = new Map([['MULTISESSION_PASSWORD', 'one']])
    expect(await gatherPasswords([session('a#1', 'a'), session('a#2', 'a')], ways({ variables }))).toEqual(
      new Map([['A@db1', 'one']]),
    )
    await expect(gatherPasswords([session('a'), session('b')], ways({ variables }))).rejects.toThrow(
      /no password for A@db1: set MULTISESSION_PASSWORD_A .*only when all sessions share one login/,
    )
  })

  test('of the practice database need not be given, but may be', async () => {
    const sessions = [session('scott', 'scott', 'practice')]
    expect(await gatherPasswords(sessions, ways({}))).toEqual(new Map([['SCOTT@practice', 'tiger']]))
    const variables = new Map([['MULTISESSION_PASSWORD_SCOTT', 'lion']])
    expect(await gatherPasswords(sessions, ways({ variables }))).toEqual(
      new Map([['SCOTT@practice', 'lion']]),
    )
  })

  test('of the practice database do not count where one variable serves one login', async () => {
    const variables = new Map([['MULTISESSION_PASSWORD', 'one']])
    const sessions = [session('scott', 'scott', 'practice'), session('hr')]
    expect(await gatherPasswords(sessions, ways({ variables }))).toEqual(
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
    expect([...(await gatherPasswords(sessions, ways({ ask }))).values()]).toEqual(['a@db1', 'b@db1'])
    expect(asked).toEqual(['A@db1', 'B@db1'])
  })

  test('of a proxy are one for all schemas that it opens', async () => {
    const asked: string[] = []
    const ask = async (login: string) => {
      asked.push(login)
      return 'one'
    }
    const sessions = [session('a', 'app[hr]'), session('b', 'app[fin]'), session('c', 'App')]
    expect(await gatherPasswords(sessions, ways({ ask }))).toEqual(new Map([['APP@db1', 'one']]))
    expect(asked).toEqual(['APP@db1'])
  })

  const from = (password: SessionSpec['password'], name = 'a'): SessionSpec => ({
    ...session(name, 'hr'),
    ...(password && { password }),
  })

  test('come from the place that a session names, for all sessions of its login', async () => {
    const variables = new Map([['HR_PW', 'one']])
    const sessions = [from({ from: 'environment', variable: 'HR_PW' }), from(undefined, 'b')]
    expect(await gatherPasswords(sessions, ways({ variables }))).toEqual(new Map([['HR@db1', 'one']]))
    const command = async (given: unknown, name: string) => `${given} of ${name}`
    expect(await gatherPasswords([from({ from: 'command', command: 'pass' })], ways({ command }))).toEqual(
      new Map([['HR@db1', 'pass of a']]),
    )
    const keychain = async (account: string) => `kept for ${account}`
    expect(await gatherPasswords([from({ from: 'keychain' })], ways({ keychain }))).toEqual(
      new Map([['HR@db1', 'kept for HR@db1']]),
    )
  })

  test('from a variable given for this once go before the place that a session names', async () => {
    const variables = new Map([['MULTISESSION_PASSWORD_A', 'now']])
    expect(await gatherPasswords([from({ from: 'keychain' })], ways({ variables }))).toEqual(
      new Map([['HR@db1', 'now']]),
    )
  })

  test.each<[string, SessionSpec[], RegExp]>([
    ['an unset variable', [from({ from: 'environment', variable: 'HR_PW' })], /from HR_PW, which is not set/],
    [
      'nothing in the keychain',
      [from({ from: 'keychain' })],
      /"multisession sessions password a" puts it there/,
    ],
    [
      'two places for one login',
      [from({ from: 'keychain' }), from({ from: 'environment', variable: 'X' }, 'b')],
      /a, b share the login HR@db1, but name different places/,
    ],
  ])('are refused for %s, and what to do is said', async (_, sessions, message) => {
    const keychain = () => Promise.resolve(undefined)
    await expect(gatherPasswords(sessions, ways({ keychain }))).rejects.toThrow(message)
  })

  test('in variables that saved sessions name are taken out of the environment, asked for or not', () => {
    const env = { HR_PW: 'one', PATH: '/bin' }
    const taken = takeNamedVariables(env, [from({ from: 'environment', variable: 'HR_PW' })], new Map())
    expect(env).toEqual({ PATH: '/bin' })
    expect(taken.get('HR_PW')).toBe('one')
  })
})
