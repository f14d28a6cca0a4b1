import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseSession } from '../../src/cli/session-text.ts'

const messageOf = (text: string): string => {
  try {
    parseSession(text, '--connect', 2)
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
  throw new Error(`${text} was accepted`)
}

describe('a session as written', () => {
  test.each([
    ['hr=hr@db1/pdb1', 'hr', { user: 'hr', connectString: 'db1/pdb1' }],
    ['hr-2=hr@//db1:1522/pdb1', 'hr-2', { user: 'hr', connectString: '//db1:1522/pdb1' }],
    ['dba=sys@db1/cdb as sysdba', 'dba', { user: 'sys', connectString: 'db1/cdb', role: 'sysdba' }],
    ['dba = sys@db1/cdb AS SYSOPER ', 'dba', { user: 'sys', connectString: 'db1/cdb', role: 'sysoper' }],
    ['p=app[hr]@tcps://db1/pdb1', 'p', { user: 'app[hr]', connectString: 'tcps://db1/pdb1' }],
    ['p="App"["Hr"]@db1', 'p', { user: '"App"["Hr"]', connectString: 'db1' }],
    ['q="My/User"@db1', 'q', { user: '"My/User"', connectString: 'db1' }],
    [
      'd=hr@(DESCRIPTION=(ADDRESS=(PROTOCOL=tcp)(HOST=h)(PORT=1521))(CONNECT_DATA=(SERVICE_NAME=s)))',
      'd',
      {
        user: 'hr',
        connectString:
          '(DESCRIPTION=(ADDRESS=(PROTOCOL=tcp)(HOST=h)(PORT=1521))(CONNECT_DATA=(SERVICE_NAME=s)))',
      },
    ],
  ])('%s is read', (text, name, login) => {
    expect(parseSession(text, '--connect', 1)).toEqual({ name, login })
  })

  test('a password is refused with the variable to use instead', () => {
    expect(messageOf('hr-1=hr/secret@db1')).toMatch(/command line.*MULTISESSION_PASSWORD_HR_1/)
  })

  test.each([
    ['hr@db1', /^--connect number 2: expected NAME=/],
    ['=hr@db1', /^--connect number 2: expected NAME=/],
    ['a,b=hr@db1', /^--connect number 2: expected NAME=/],
    ['hr=hr', /^--connect hr: expected user@/],
    ['hr=@db1', /^--connect hr: expected user@/],
    ['hr=hr@', /connect string after @ is missing/],
    ['hr=hr@db1 as sysasm', /"as sysdba" or "as sysoper"/],
  ])('%s is refused', (text, message) => {
    expect(messageOf(text)).toMatch(message)
  })

  test('no error repeats a password, wherever it stands', () => {
    const secret = fc.string({ minLength: 1, maxLength: 8 }).map((text) => `s3cr3t${text}`)
    fc.assert(
      fc.property(secret, (password) => {
        for (const text of [
          `hr=hr/${password}@db`,
          `hr/${password}@db`,
          `hr/${password}`,
          `hr=hr/${password}`,
        ]) {
          expect(messageOf(text)).not.toContain('s3cr3t')
        }
      }),
    )
  })
})
