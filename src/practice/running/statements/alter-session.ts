/**
 * ALTER SESSION SET.
 */
import { notSupported, OracleError } from '../../error.ts'
import type { SessionSetting, Statement } from '../../parsing/ast/statement.ts'
import { readDateTimeModel } from '../../values/date-time-model.ts'
import { readTimeZone } from '../../values/time-zone.ts'
import type { Run } from '../frame.ts'
import type { Session } from '../session.ts'
import type { StatementPlan } from './statement-plan.ts'

type AlterSession = Extract<Statement, { kind: 'alter session' }>

/** All of its parameters are set, or none. */
export const alterSession = ({ settings }: AlterSession): StatementPlan => {
  const changes = settings.map(changeOf)
  return {
    kind: 'session',
    run(run) {
      for (const change of changes) change(run)
    },
  }
}

/** Raises ORA-03001 for parameters that are not known here. */
const changeOf = ({ parameter, value, at }: SessionSetting): ((run: Run) => void) => {
  switch (parameter) {
    case 'CURRENT_SCHEMA':
      return ({ session, instance }) => {
        if (instance.catalog.user(value) === undefined) throw new OracleError(1435, 'user does not exist', at)
        session.schema = value
      }
    case 'NLS_DATE_FORMAT':
      return setFormat(value, (session) => session.set({ dateFormat: value }))
    case 'NLS_TIMESTAMP_FORMAT':
      return setFormat(value, (session) => session.set({ timestampFormat: value }))
    case 'NLS_TIMESTAMP_TZ_FORMAT':
      return setFormat(value, (session) => session.set({ timestampTzFormat: value }))
    case 'TIME_ZONE': {
      if (/^LOCAL$/i.test(value)) return ({ session }) => session.set({ timeZone: session.homeTimeZone })
      const timeZone = /^DBTIMEZONE$/i.test(value) ? 0 : readTimeZone(value)
      return ({ session }) => session.set({ timeZone })
    }
    default:
      throw notSupported(parameter, at)
  }
}

/** Raises ORA-01821 for a format that is none. */
const setFormat = (format: string, set: (session: Session) => void): ((run: Run) => void) => {
  readDateTimeModel(format)
  return ({ session }) => set(session)
}
