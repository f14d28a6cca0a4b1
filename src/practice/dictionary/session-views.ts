/**
 * v$session and its companions: what the sessions do at this moment. In the practice database everyone may look.
 */

import type { Instance } from '../running/instance.ts'
import { elapsedSeconds, remainingSeconds } from '../running/long-operation.ts'
import type { Session } from '../running/session.ts'
import type { Column, Row } from '../values/value.ts'
import { type Cell, date, number, row, text } from './columns.ts'
import type { DictionaryView } from './dictionary-view.ts'

/** Seconds from one moment in milliseconds to now. */
const secondsSince = (moment: number): number => Math.max(0, Math.floor((Date.now() - moment) / 1000))

/** A session's address, which no two sessions share. */
const addressOf = ({ serial }: Session): string => serial.toString(16).toUpperCase().padStart(16, '0')

interface SessionColumn {
  readonly column: Column
  read(session: Session, instance: Instance): Cell
}

/** What a session waits for, or waited for before it began to work, in the words of "Database Reference, Oracle Wait Events". */
const waitOf = (session: Session): { readonly event: string; readonly waitClass: string } => {
  if (!session.isActive) return { event: 'SQL*Net message from client', waitClass: 'Idle' }
  const pause = session.waitsFor
  switch (pause?.kind === 'sleep' && pause.isInternal ? undefined : pause?.kind) {
    case 'lock':
      return { event: session.waitsFor.event, waitClass: 'Application' }
    case 'sleep':
      return { event: 'PL/SQL lock timer', waitClass: 'Idle' }
    default:
      return { event: 'SQL*Net message to client', waitClass: 'Network' }
  }
}

const statusOf = ({ killedBy, isActive }: Session): string =>
  killedBy !== undefined ? 'KILLED' : isActive ? 'ACTIVE' : 'INACTIVE'

const isWaiting = (session: Session): boolean => !session.isActive || session.waitsFor !== undefined

const blockerOf = ({ waitsFor }: Session): number | undefined =>
  waitsFor?.kind === 'lock' ? waitsFor.holder.sid : undefined

const sessionColumns: readonly SessionColumn[] = [
  { column: text('SADDR', 16), read: addressOf },
  { column: number('SID'), read: (session) => session.sid },
  { column: number('SERIAL#'), read: (session) => session.serial },
  { column: number('AUDSID'), read: (session) => session.audsid },
  { column: number('USER#'), read: (session) => session.userId },
  { column: text('USERNAME'), read: (session) => session.user },
  { column: text('STATUS', 8), read: statusOf },
  { column: text('SCHEMANAME'), read: (session) => session.schema },
  { column: text('OSUSER'), read: (session) => session.logon.osUser },
  { column: text('PROCESS', 24), read: (session) => session.logon.process },
  { column: text('MACHINE', 64), read: (session) => session.logon.machine },
  { column: text('TERMINAL', 30), read: (session) => session.logon.terminal },
  { column: text('PROGRAM', 84), read: (session) => session.logon.program },
  { column: text('TYPE', 10), read: () => 'USER' },
  { column: text('SQL_ID', 13), read: ({ isActive, statement }) => (isActive ? statement?.id : null) },
  {
    column: text('PREV_SQL_ID', 13),
    read: ({ isActive, statement, previousStatement }) => (isActive ? previousStatement : statement)?.id,
  },
  { column: text('MODULE', 64), read: (session) => session.module },
  { column: text('ACTION', 64), read: (session) => session.action },
  { column: text('CLIENT_INFO', 64), read: (session) => session.clientInfo },
  { column: text('CLIENT_IDENTIFIER', 64), read: (session) => session.clientIdentifier },
  { column: date('LOGON_TIME'), read: (session) => new Date(session.loggedOnAt) },
  { column: number('LAST_CALL_ET'), read: (session) => secondsSince(session.changedAt) },
  {
    column: text('BLOCKING_SESSION_STATUS', 11),
    read: (session) => (blockerOf(session) === undefined ? 'NO HOLDER' : 'VALID'),
  },
  {
    column: number('BLOCKING_INSTANCE'),
    read: (session) => (blockerOf(session) === undefined ? null : 1),
  },
  { column: number('BLOCKING_SESSION'), read: blockerOf },
  { column: number('FINAL_BLOCKING_SESSION'), read: finalBlockerOf },
  { column: text('EVENT', 64), read: (session) => waitOf(session).event },
  { column: text('WAIT_CLASS', 64), read: (session) => waitOf(session).waitClass },
  {
    column: number('SECONDS_IN_WAIT'),
    read: (session) => {
      if (!isWaiting(session)) return 0
      return secondsSince(session.isActive ? session.waitsSince : session.changedAt)
    },
  },
  {
    column: text('STATE', 19),
    read: (session) => (isWaiting(session) ? 'WAITING' : 'WAITED SHORT TIME'),
  },
  { column: text('SERVICE_NAME', 64), read: (_, { identity }) => identity.service },
  {
    column: text('TADDR', 16),
    read: ({ transaction }) => (transaction?.hasWork ? transactionAddress(transaction.id) : null),
  },
]

/** The session at the end of the chain of those who wait for each other. */
function finalBlockerOf(session: Session, { sessions }: Instance): number | undefined {
  let blocker = blockerOf(session)
  for (let next = blocker; next !== undefined; ) {
    const holder = sessions.get(next)
    next = holder && blockerOf(holder)
    blocker = next ?? blocker
  }
  return blocker
}

const transactionAddress = (id: number): string => id.toString(16).toUpperCase().padStart(16, '0')

const sessionRows = (instance: Instance): readonly Row[] =>
  [...instance.sessions.values()].map((session) =>
    row(...sessionColumns.map(({ read }) => read(session, instance))),
  )

/** A v$ view and the gv$ view of the same rows, with the instance in front. */
const withGlobal = (
  name: string,
  columns: readonly Column[],
  rows: (instance: Instance) => readonly Row[],
): DictionaryView[] => [
  {
    kind: 'DICTIONARY VIEW',
    owner: 'SYS',
    name: `V$${name}`,
    columns,
    rows: (_, instance) => rows(instance),
  },
  {
    kind: 'DICTIONARY VIEW',
    owner: 'SYS',
    name: `GV$${name}`,
    columns: [number('INST_ID'), ...columns],
    rows: (_, instance) => rows(instance).map((values) => [...row(1), ...values]),
  },
]

const operationColumns: readonly Column[] = [
  ...[number('SID'), number('SERIAL#'), text('OPNAME', 64), text('TARGET', 64), text('TARGET_DESC', 32)],
  ...[number('SOFAR'), number('TOTALWORK'), text('UNITS', 32), date('START_TIME'), date('LAST_UPDATE_TIME')],
  ...[number('TIME_REMAINING'), number('ELAPSED_SECONDS'), number('CONTEXT'), text('MESSAGE', 512)],
  ...[text('USERNAME'), text('SQL_ID', 13)],
]

const operationRows = ({ sessions }: Instance): readonly Row[] =>
  [...sessions.values()].flatMap((session) =>
    [...session.longOperations.values()].map((operation) =>
      row(
        session.sid,
        session.serial,
        operation.name,
        operation.target === 0 ? null : String(operation.target),
        operation.targetDescription,
        operation.soFar,
        operation.totalWork,
        operation.units,
        new Date(operation.startedAt),
        new Date(operation.updatedAt),
        remainingSeconds(operation),
        elapsedSeconds(operation),
        operation.context,
        `${operation.name}: ${operation.targetDescription} : ${operation.soFar} out of ${operation.totalWork} ${operation.units} done`,
        session.user,
        session.statement?.id,
      ),
    ),
  )

const transactionColumns: readonly Column[] = [
  ...[text('ADDR', 16), text('SES_ADDR', 16), number('XIDUSN'), number('XIDSLOT'), number('XIDSQN')],
  ...[text('STATUS', 16), date('START_DATE')],
]

const transactionRows = ({ sessions }: Instance): readonly Row[] =>
  [...sessions.values()].flatMap((session) => {
    const { transaction } = session
    if (!transaction?.hasWork) return []
    const { id, startedAt } = transaction
    return [row(transactionAddress(id), addressOf(session), 1, 0, id, 'ACTIVE', new Date(startedAt))]
  })

export const sessionViews: readonly DictionaryView[] = [
  ...withGlobal(
    'SESSION',
    sessionColumns.map(({ column }) => column),
    sessionRows,
  ),
  ...withGlobal('SESSION_LONGOPS', operationColumns, operationRows),
  ...withGlobal('TRANSACTION', transactionColumns, transactionRows),
]
