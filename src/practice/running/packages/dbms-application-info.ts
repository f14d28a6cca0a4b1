/**
 * DBMS_APPLICATION_INFO: what a session shows of its work ("PL/SQL Packages and Types Reference").
 */
import { OracleError } from '../../error.ts'
import { Decimal } from '../../values/number.ts'
import type { LongOperation } from '../long-operation.ts'
import {
  type BuiltInPackage,
  numberIn,
  numberInOut,
  numberOf,
  optional,
  procedure,
  textIn,
  textOf,
  textOut,
} from './library.ts'

/** The rindex that asks for a new row of v$session_longops. */
const NO_HINT = -1
/** Rows of v$session_longops that a session keeps; the oldest goes first. */
const MOST_OPERATIONS = 50

const zero = new Decimal(0)

export const dbmsApplicationInfo: BuiltInPackage = {
  name: 'DBMS_APPLICATION_INFO',
  constants: { SET_SESSION_LONGOPS_NOHINT: NO_HINT },
  routines: {
    SET_MODULE: procedure(
      'SET_MODULE',
      [textIn('MODULE_NAME'), textIn('ACTION_NAME')],
      ([module, action], { session }) => session.tag({ module: textOf(module), action: textOf(action) }),
    ),
    SET_ACTION: procedure('SET_ACTION', [textIn('ACTION_NAME')], ([action], { session }) =>
      session.tag({ action: textOf(action) }),
    ),
    SET_CLIENT_INFO: procedure('SET_CLIENT_INFO', [textIn('CLIENT_INFO')], ([info], { session }) =>
      session.tag({ clientInfo: textOf(info) }),
    ),
    READ_MODULE: procedure(
      'READ_MODULE',
      [textOut('MODULE_NAME'), textOut('ACTION_NAME')],
      (slots, { session }) => {
        slots[0] = session.module
        slots[1] = session.action
      },
    ),
    READ_CLIENT_INFO: procedure('READ_CLIENT_INFO', [textOut('CLIENT_INFO')], (slots, { session }) => {
      slots[0] = session.clientInfo
    }),
    SET_SESSION_LONGOPS: procedure(
      'SET_SESSION_LONGOPS',
      [
        numberInOut('RINDEX'),
        numberInOut('SLNO'),
        optional(textIn('OP_NAME')),
        optional(numberIn('TARGET'), zero),
        optional(numberIn('CONTEXT'), zero),
        optional(numberIn('SOFAR'), zero),
        optional(numberIn('TOTALWORK'), zero),
        optional(textIn('TARGET_DESC'), 'unknown target'),
        optional(textIn('UNITS')),
      ],
      (slots, { session }) => {
        const operations = session.longOperations
        const given = numberOf(slots[0]) ?? NO_HINT
        const before = operations.get(given)
        if (given !== NO_HINT && before === undefined)
          throw new OracleError(20000, `DBMS_APPLICATION_INFO: rindex ${given} is not of this session`)
        const index = before?.index ?? session.nextOperation()
        const now = Date.now()
        const operation: LongOperation = {
          index,
          name: textOf(slots[2]) ?? before?.name ?? '',
          target: numberOf(slots[3]) ?? 0,
          context: numberOf(slots[4]) ?? 0,
          soFar: numberOf(slots[5]) ?? 0,
          totalWork: numberOf(slots[6]) ?? 0,
          targetDescription: textOf(slots[7]) ?? '',
          units: textOf(slots[8]) ?? before?.units ?? '',
          startedAt: before?.startedAt ?? now,
          updatedAt: now,
        }
        operations.set(index, operation)
        const [oldest] = operations.keys()
        if (operations.size > MOST_OPERATIONS && oldest !== undefined) operations.delete(oldest)
        slots[0] = new Decimal(index)
      },
    ),
  },
}
