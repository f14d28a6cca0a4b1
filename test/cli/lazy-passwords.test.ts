import { describe, expect, test } from 'vitest'
import { lazyPasswords } from '../../src/cli/lazy-passwords.ts'
import type { PasswordWays } from '../../src/cli/passwords.ts'
import type { SessionSpec } from '../../src/core/session.ts'

const login = (user: string) => ({ user, connectString: 'db1' })
const session = (name: string, user: string): SessionSpec => ({ name, login: login(user) })

function asking(sessions: readonly SessionSpec[], part: Partial<PasswordWays> = {}) {
  const asked: string[] = []
  const passwords = lazyPasswords(sessions, {
    variables: new Map(),
    ask: async (key) => {
      asked.push(key)
      return `${asked.length}`
    },
    command: () => Promise.reject(new Error('no command is run')),
    keychain: () => Promise.reject(new Error('no keychain is asked')),
    ...part,
  })
  return { ...passwords, asked }
}

describe('passwords in the shell', () => {
  const sessions = [session('a', 'hr'), session('b', 'HR'), session('c', 'fin'), session('p', 'fin[hr]')]

  test('are asked for when a session opens, once for all of its login, also while it is being typed', async () => {
    const { password, asked } = asking(sessions)
    expect(await Promise.all([password(login('hr')), password(login('HR'))])).toEqual(['1', '1'])
    expect(await password(login('hr'))).toBe('1')
    expect(asked).toEqual(['HR@db1'])
    expect(await password(login('fin[hr]'))).toBe(await password(login('fin')))
    expect(asked).toEqual(['HR@db1', 'FIN@db1'])
  })

  test('are asked for again after a wrong one, and after none was given', async () => {
    const { password, wrongPassword, asked } = asking(sessions)
    expect(await password(login('hr'))).toBe('1')
    wrongPassword(login('hr'))
    expect(await password(login('hr'))).toBe('2')
    expect(asked).toHaveLength(2)
    let answer: string | undefined
    const hesitant = asking(sessions, { ask: async () => answer })
    await expect(hesitant.password(login('hr'))).rejects.toThrow('no password for HR@db1')
    answer = 'now'
    expect(await hesitant.password(login('hr'))).toBe('now')
  })

  test('in the one variable without a name serve only where all sessions share a login', async () => {
    const variables = new Map([['MULTISESSION_PASSWORD', 'one']])
    expect(await asking(sessions.slice(0, 2), { variables }).password(login('hr'))).toBe('one')
    expect(await asking(sessions, { variables }).password(login('hr'))).toBe('1')
  })
})
