/**
 * DBMS_SQL.RETURN_RESULT: results that a block gives its client beside its binds ("PL/SQL Packages and Types Reference").
 */
import type { RowSource } from '../../door.ts'
import { OracleError } from '../../error.ts'
import type { Slot } from '../frame.ts'
import type { RoutineParameter } from '../routine.ts'
import { type BuiltInPackage, cursorIn, optional, procedure } from './library.ts'

const toClient: RoutineParameter = {
  name: 'TO_CLIENT',
  direction: 'in',
  type: { name: 'BOOLEAN' },
  defaultValue: undefined,
}

export const dbmsSql: BuiltInPackage = {
  name: 'DBMS_SQL',
  routines: {
    RETURN_RESULT: procedure('RETURN_RESULT', [cursorIn('RC'), optional(toClient, true)], ([cursor], run) => {
      if (!isRowSource(cursor)) throw new OracleError(1001, 'invalid cursor')
      run.implicitResults.push(cursor)
    }),
  },
}

const isRowSource = (slot: Slot | undefined): slot is RowSource =>
  typeof slot === 'object' && slot !== null && 'fetch' in slot
