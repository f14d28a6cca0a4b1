import { describe, expect, test } from 'vitest'
import { callFailure, connectFailure } from '../../src/oracle/failure.ts'

const driverError = (code: string, message: string, offset?: number): Error =>
  Object.assign(new Error(message), { code, offset })

describe('an error of a call', () => {
  test('keeps code, text and place, and loses the help lines', () => {
    const error = driverError(
      'ORA-00942',
      'ORA-00942: table or view does not exist\nHelp: https://docs.oracle.com/error-help/db/ora-00942/',
      14,
    )
    expect(callFailure(error)).toEqual({
      code: 'statement failed',
      message: 'ORA-00942: table or view does not exist',
      oracle: 'ORA-00942',
      offset: 14,
    })
  })

  test('offset 0 is no place, for the server sends it when it has none', () => {
    expect(callFailure(driverError('ORA-20001', 'ORA-20001: no', 0))).not.toHaveProperty('offset')
  })

  test('a lost connection tells the ORA code that lies under it', () => {
    const error = driverError(
      'NJS-500',
      'NJS-500: connection to the Oracle Database was broken\nORA-00028: your session has been killed',
    )
    expect(callFailure(error)).toMatchObject({ code: 'connection lost', oracle: 'ORA-00028' })
  })

  test('a break that was answered is a cancelled call', () => {
    expect(
      callFailure(driverError('ORA-01013', 'ORA-01013: user requested cancel of current operation')).code,
    ).toBe('call cancelled')
  })

  test('a value that cannot be sent is told apart from a refused statement', () => {
    expect(
      callFailure(driverError('NJS-115', 'NJS-115: value cannot be represented as an Oracle Database number'))
        .code,
    ).toBe('bad value')
  })

  test('what is no error of driver or server is a defect of ours', () => {
    expect(callFailure(new TypeError('x is not a function')).code).toBe('internal')
  })
})

describe('an error of opening a connection', () => {
  test.each([
    ['ORA-01017', 'ORA-01017: invalid credential or not authorized; logon denied', 'wrong password'],
    ['ORA-28000', 'ORA-28000: The account is locked.', 'account locked'],
    ['ORA-28001', 'ORA-28001: The account has expired.', 'password expired'],
    ['ORA-02391', 'ORA-02391: exceeded simultaneous SESSIONS_PER_USER limit', 'too many sessions'],
    [
      'NJS-518',
      'NJS-518: cannot connect to Oracle Database. Service "x" is not registered',
      'unknown service',
    ],
    [
      'NJS-517',
      'NJS-517: cannot connect to Oracle Database. Unable to find "x" in tnsnames.ora',
      'bad connect string',
    ],
    ['NJS-511', 'NJS-511: connection to listener was refused', 'nobody listens'],
    ['NJS-511', 'NJS-511: connection to listener was refused. Oracle error ORA-12516', 'too many sessions'],
    ['NJS-510', 'NJS-510: connection timed out', 'no answer'],
    ['ORA-00257', 'ORA-00257: archiver error', 'not connected'],
  ])('%s: %s is told as %s', (code, message, expected) => {
    expect(connectFailure(driverError(code, message)).code).toBe(expected)
  })
})
