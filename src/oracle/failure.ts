/**
 * The driver's errors, translated once into failures. Knows the driver's and Oracle's codes; not what to do about them.
 */
import { type Failure, type FailureCode, FailureError } from '../core/failure.ts'

/** What the driver throws: node-oracledb documentation, "Error Properties". */
interface DriverError extends Error {
  readonly code?: string
  readonly offset?: number
}

/** NJS codes that mean the connection is gone (node-oracledb 26 source, lib/errors.js). */
const lostCodes = new Set(['NJS-003', 'NJS-500', 'NJS-501', 'NJS-521'])

const connectCodes: Readonly<Record<string, FailureCode>> = {
  'ORA-01005': 'wrong password',
  'ORA-01017': 'wrong password',
  'ORA-28000': 'account locked',
  'ORA-28001': 'password expired',
  'ORA-00018': 'too many sessions',
  'ORA-00020': 'too many sessions',
  'ORA-02391': 'too many sessions',
  'ORA-12516': 'too many sessions',
  'ORA-12519': 'too many sessions',
  'ORA-12520': 'too many sessions',
  'NJS-518': 'unknown service',
  'NJS-519': 'unknown service',
  'NJS-530': 'unknown host',
  'NJS-503': 'nobody listens',
  'NJS-511': 'nobody listens',
  'NJS-510': 'no answer',
  'NJS-512': 'bad connect string',
  'NJS-514': 'bad connect string',
  'NJS-515': 'bad connect string',
  'NJS-516': 'bad connect string',
  'NJS-517': 'bad connect string',
  'NJS-520': 'bad connect string',
}

/** NJS errors of encoding a bind: nothing was sent. */
const valueCodes = new Set(['NJS-011', 'NJS-012', 'NJS-044', 'NJS-052', 'NJS-098', 'NJS-105', 'NJS-115'])

/** The failure behind an error of a call on an open connection. */
export function callFailure(error: unknown): Failure {
  if (error instanceof FailureError) return error.failure
  const { code, message, offset } = describe(error)
  if (code === 'ORA-01013') return { code: 'call cancelled', message, oracle: code }
  if (code !== undefined && lostCodes.has(code))
    return withCode({ code: 'connection lost', message }, serverCode(message) ?? code)
  if (code !== undefined && valueCodes.has(code)) return { code: 'bad value', message, oracle: code }
  if (code === undefined) return { code: 'internal', message }
  const failure: Failure = { code: 'statement failed', message, oracle: code }
  // The server sends 0 where it has no place to tell.
  return offset !== undefined && offset > 0 ? { ...failure, offset } : failure
}

/** The failure behind an error of opening a connection. */
export function connectFailure(error: unknown): Failure {
  if (error instanceof FailureError) return error.failure
  const { code, message } = describe(error)
  // The driver wraps what the listener said: an ORA code in the text tells more than the NJS code before it.
  const known = [serverCode(message), code, ...codesIn(message)].find(
    (each) => each !== undefined && connectCodes[each] !== undefined,
  )
  const kind: FailureCode = known === undefined ? 'not connected' : (connectCodes[known] ?? 'not connected')
  return withCode({ code: kind, message }, known ?? code)
}

/** The failure of a call as an exception, the driver's error kept as its cause. */
export const callError = (error: unknown): FailureError => new FailureError(callFailure(error), error)

/** The failure of opening a connection as an exception. */
export const connectError = (error: unknown): FailureError => new FailureError(connectFailure(error), error)

function describe(error: unknown): { code: string | undefined; message: string; offset: number | undefined } {
  if (!(error instanceof Error)) return { code: undefined, message: String(error), offset: undefined }
  const { code, offset } = error as DriverError
  return { code: code ?? codesIn(error.message)[0], message: withoutHelp(error.message), offset }
}

/** Drops the documentation links that the driver and newer servers append. */
const withoutHelp = (message: string): string =>
  message
    .split('\n')
    .filter((line) => !/^(Help: )?https:\/\/docs\.oracle\.com\//.test(line.trim()))
    .join('\n')
    .trimEnd()

const codesIn = (message: string): string[] => message.match(/\b(?:ORA|NJS|PLS|TNS|DPI)-\d{3,5}\b/g) ?? []

/** What the server or its listener said under the driver's own code. */
const serverCode = (message: string): string | undefined =>
  codesIn(message).find((code) => code.startsWith('ORA-'))

const withCode = (failure: Failure, oracle: string | undefined): Failure =>
  oracle === undefined ? failure : { ...failure, oracle }
