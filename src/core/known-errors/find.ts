/**
 * Finds what is known of an error by its number, however it is written, and where Oracle explains it. Works offline.
 */
import { nearestName } from '../nearest.ts'
import type { ErrorEntry, KnownError } from './known-error.ts'
import { plsqlErrors } from './plsql.ts'
import { serverErrors } from './server.ts'
import { sqlErrors } from './sql.ts'

const entries: readonly ErrorEntry[] = [...sqlErrors, ...serverErrors, ...plsqlErrors]

export const knownErrors: ReadonlyMap<string, KnownError> = new Map(
  entries.map(([code, cause, action]) => [code, { code, cause, action }]),
)

/** `942`, `ora-942` and `ORA-00942` are one; undefined for what is no number of an error. */
export function errorCode(text: string): string | undefined {
  const [, family = 'ORA', number] = /^(?:([a-z]{2,4})[-\s]?)?0*(\d{1,5})$/i.exec(text.trim()) ?? []
  if (number === undefined) return undefined
  const prefix = family.toUpperCase()
  return `${prefix}-${number.padStart(prefix === 'NJS' || prefix === 'DPI' ? 3 : 5, '0')}`
}

/** The known error that a slip of the finger most likely meant. */
export const nearestError = (code: string): string | undefined => nearestName(code, knownErrors.keys())

/** Errors that applications raise with texts of their own. */
const firstOwn = 20_000
const lastOwn = 20_999

/** Oracle's own page about an error; undefined for those that it has none for. */
export function errorLink(code: string | undefined): string | undefined {
  const [, number] = /^ORA-(\d{5})$/.exec(code ?? '') ?? []
  if (number === undefined || (Number(number) >= firstOwn && Number(number) <= lastOwn)) return undefined
  return `https://docs.oracle.com/error-help/db/ora-${number}/`
}
