/**
 * RAISE_APPLICATION_ERROR, which belongs to no package that anybody names ("PL/SQL Language Reference").
 */
import { notSupported, OracleError } from '../../error.ts'
import type { Routine, RoutineParameter } from '../routine.ts'
import { numberIn, numberOf, optional, procedure, textIn, textOf } from './library.ts'

/** Bytes of the message that are kept. */
const LONGEST_MESSAGE = 2048

const keepErrors: RoutineParameter = {
  name: 'KEEPERRORSTACK',
  direction: 'in',
  type: { name: 'BOOLEAN' },
  defaultValue: undefined,
}

export const raiseApplicationError: Routine = procedure(
  'RAISE_APPLICATION_ERROR',
  [numberIn('NUM'), textIn('MSG'), optional(keepErrors, false)],
  ([number, message, keep]) => {
    const code = numberOf(number) ?? 0
    if (keep === true) throw notSupported('RAISE_APPLICATION_ERROR that keeps the errors before it')
    if (code > -20000 || code < -20999)
      throw new OracleError(
        21000,
        `error number argument to raise_application_error of ${code} is out of range`,
      )
    throw new OracleError(-code, (textOf(message) ?? '').slice(0, LONGEST_MESSAGE))
  },
)
