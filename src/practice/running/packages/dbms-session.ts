/**
 * DBMS_SESSION and DBMS_LOCK, as far as they sleep and tag ("PL/SQL Packages and Types Reference").
 */
import { OracleError } from '../../error.ts'
import type { Routine } from '../routine.ts'
import {
  type BuiltInPackage,
  numberIn,
  numberOf,
  procedure,
  textIn,
  textOf,
  waitingProcedure,
} from './library.ts'

/** Waits for seconds with a fraction, to a hundredth; a cancel ends it at once. */
const sleep: Routine = waitingProcedure('SLEEP', [numberIn('SECONDS')], function* ([given]) {
  const seconds = numberOf(given)
  if (seconds === null || seconds < 0) throw new OracleError(38148, 'invalid time limit specified')
  yield { kind: 'sleep', until: performance.now() + Math.round(seconds * 100) * 10 }
})

export const dbmsSession: BuiltInPackage = {
  name: 'DBMS_SESSION',
  routines: {
    SLEEP: sleep,
    SET_IDENTIFIER: procedure('SET_IDENTIFIER', [textIn('CLIENT_ID')], ([identifier], { session }) =>
      session.tag({ clientIdentifier: textOf(identifier) }),
    ),
    RESET_PACKAGE: procedure('RESET_PACKAGE', [], (_, { call }) => {
      call.resetsPackages = true
    }),
    CLEAR_IDENTIFIER: procedure('CLEAR_IDENTIFIER', [], (_, { session }) =>
      session.tag({ clientIdentifier: null }),
    ),
  },
}

export const dbmsLock: BuiltInPackage = { name: 'DBMS_LOCK', routines: { SLEEP: sleep } }
