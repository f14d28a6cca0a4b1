/**
 * Values that come from the session and its clock, without arguments: SYSDATE, USER and the like.
 */
import { Decimal } from '../../values/number.ts'
import { zoneText } from '../../values/time-zone.ts'
import type { DataType, Value } from '../../values/value.ts'
import type { Run } from '../frame.ts'
import { currentDate, currentTimestamp, zonedTimestamp } from '../moment.ts'
import { type Compiled, plain } from './compiled.ts'
import { dateType, numberType } from './types.ts'

interface SessionValue {
  readonly type: DataType
  read(run: Run): Value
}

const name: DataType = { name: 'VARCHAR2', length: 128 }
const zoned: DataType = { name: 'TIMESTAMP', fraction: 6, zone: 'with time zone' }

const values: Readonly<Record<string, SessionValue>> = {
  SYSDATE: { type: dateType, read: (run) => currentDate(run.now) },
  SYSTIMESTAMP: { type: zoned, read: (run) => zonedTimestamp(run.now, 0) },
  CURRENT_DATE: { type: dateType, read: ({ now, session }) => currentDate(now, session.nls.timeZone) },
  CURRENT_TIMESTAMP: { type: zoned, read: ({ now, session }) => zonedTimestamp(now, session.nls.timeZone) },
  LOCALTIMESTAMP: {
    type: { name: 'TIMESTAMP', fraction: 6 },
    read: ({ now, session }) => currentTimestamp(now, session.nls.timeZone),
  },
  SESSIONTIMEZONE: {
    type: { name: 'VARCHAR2', length: 75 },
    read: ({ session }) => zoneText(session.nls.timeZone),
  },
  DBTIMEZONE: { type: { name: 'VARCHAR2', length: 6 }, read: () => '+00:00' },
  USER: { type: name, read: ({ session }) => session.user },
  UID: { type: numberType, read: ({ session }) => new Decimal(session.userId) },
}

export const sessionValue = (word: string): Compiled | undefined => {
  const value = Object.hasOwn(values, word) ? values[word] : undefined
  return value && plain(value.type, (frame) => value.read(frame.run), false)
}
