/**
 * v$session and its companions: what the sessions do at this moment.
 */

import type { Instance } from '../running/instance.ts'
import { elapsedSeconds, remainingSeconds } from '../running/long-operation.ts'
import type { Session } from '../running/session.ts'
import type { Column, Row } from '../values/value.ts'
import { type Cell, date, number, row, text } from './columns.ts'
import type { DictionaryView } from './dictionary-view.ts'
import { dynamicViews } from './dynamic-view.ts'

/** Seconds from one moment in milliseconds to now. */
const secondsSince = (moment: number): number => Math.max(0, Math.floor((Date.now() - moment) / 1000))

/** A session's address, which no two sessions share. */
const addressOf = ({ serial }: Session): string => serial.toString(16).toUpperCase().padStart(16, '0')

interface SessionColumn {
  readonly column: Column
  read(session: Session, instance: Instance): Cell
}

/** Its last wait was over soon. */
const atWork = { event: 'SQL*Net message to client', waitClass: 'Network' }

/** What a session waits for, or waited for before it began to work, in the words of "Database Reference, Oracle Wait Events". */
const waitOf = (session: Session): { readonly event: string; readonly waitClass: string } => {
  if (!session.isActive) return { event: 'SQL*Net message from client', waitClass: 'Idle' }
  const pause = session.waitsFor
  switch (pause?.kind) {
    case 'lock':
      return { event: pause.event, waitClass: 'Application' }
    case 'sleep':
      return pause.isInternal ? atWork : { event: 'PL/SQL lock timer', waitClass: 'Idle' }
    default:
      return atWork
  }
}

const statusOf = ({ killedBy, isActive }: Session): string =>
  killedBy !== undefined ? 'KILLED' : isActive ? 'ACTIVE' : 'INACTIVE'

const isWaiting = (session: Session): boolean => !session.isActive || waitOf(session) !== atWork

const waitingSince = ({ isActive, waitsSince, changedAt }: Session): number =>
  isActive ? waitsSince : changedAt

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
  { column: text('SERVER', 9), read: () => 'DEDICATED' },
  {
    column: number('COMMAND'),
    read: ({ isActive, statement }) => (isActive ? (statement?.commandType ?? 0) : 0),
  },
  { column: text('SQL_ID', 13), read: ({ isActive, statement }) => (isActive ? statement?.id : null) },
  {
    column: number('SQL_CHILD_NUMBER'),
    read: ({ isActive, statement }) => (isActive && statement !== undefined ? 0 : null),
  },
  {
    column: date('SQL_EXEC_START'),
    read: ({ isActive, statement, statementAt }) =>
      isActive && statement !== undefined ? new Date(statementAt) : null,
  },
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
  {
    column: text('FINAL_BLOCKING_SESSION_STATUS', 11),
    read: (session) => (blockerOf(session) === undefined ? 'NO HOLDER' : 'VALID'),
  },
  {
    column: number('FINAL_BLOCKING_INSTANCE'),
    read: (session) => (blockerOf(session) === undefined ? null : 1),
  },
  { column: number('FINAL_BLOCKING_SESSION'), read: finalBlockerOf },
  { column: text('EVENT', 64), read: (session) => waitOf(session).event },
  { column: text('WAIT_CLASS', 64), read: (session) => waitOf(session).waitClass },
  {
    column: number('SECONDS_IN_WAIT'),
    read: (session) => (isWaiting(session) ? secondsSince(waitingSince(session)) : 0),
  },
  {
    column: text('STATE', 19),
    read: (session) => (isWaiting(session) ? 'WAITING' : 'WAITED SHORT TIME'),
  },
  {
    column: number('WAIT_TIME_MICRO'),
    read: (session) => (isWaiting(session) ? 1000 * (Date.now() - waitingSince(session)) : 0),
  },
  { column: text('SERVICE_NAME', 64), read: (_, { identity }) => identity.service },
  {
    column: text('TADDR', 16),
    read: ({ transaction }) => (transaction?.hasWork ? transactionAddress(transaction.id) : null),
  },
]

/** The session at the end of the chain of those who wait for each other; in a circle, which ought not to be, any of it. */
function finalBlockerOf(session: Session, { sessions }: Instance): number | undefined {
  const chain = new Set<number>()
  let blocker: number | undefined
  for (let next = blockerOf(session); next !== undefined && !chain.has(next); ) {
    chain.add(next)
    blocker = next
    const holder = sessions.get(next)
    next = holder && blockerOf(holder)
  }
  return blocker
}

const transactionAddress = (id: number): string => id.toString(16).toUpperCase().padStart(16, '0')

const sessionRows = (instance: Instance): readonly Row[] =>
  [...instance.sessions.values()].map((session) =>
    row(...sessionColumns.map(({ read }) => read(session, instance))),
  )

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
  ...[text('ADDR', 16), number('XIDUSN'), number('XIDSLOT'), number('XIDSQN'), text('STATUS', 16)],
  ...[text('START_TIME', 20), date('START_DATE'), text('SES_ADDR', 16), number('USED_UREC')],
]

const working = ({ sessions }: Instance) =>
  [...sessions.values()].flatMap((session) =>
    session.transaction?.hasWork ? [{ session, transaction: session.transaction }] : [],
  )

const twoDigits = (number: number): string => String(number).padStart(2, '0')

/** As V$TRANSACTION.START_TIME is written: MM/DD/YY HH24:MI:SS. */
const startText = (moment: number): string => {
  const at = new Date(moment)
  const day = [at.getUTCMonth() + 1, at.getUTCDate(), at.getUTCFullYear() % 100].map(twoDigits).join('/')
  return `${day} ${[at.getUTCHours(), at.getUTCMinutes(), at.getUTCSeconds()].map(twoDigits).join(':')}`
}

const transactionRows = (instance: Instance): readonly Row[] =>
  working(instance).map(({ session, transaction: { id, startedAt, mark } }) =>
    row(
      ...[transactionAddress(id), 1, 0, id, 'ACTIVE'],
      ...[startText(startedAt), new Date(startedAt), addressOf(session), mark],
    ),
  )

const lockColumns: readonly Column[] = [
  ...[number('SID'), text('TYPE', 2), number('ID1'), number('ID2'), number('LMODE'), number('REQUEST')],
  ...[number('CTIME'), number('BLOCK')],
]

/** What V$TRANSACTION calls undo segment and slot, in one number. */
const TRANSACTION_SLOT = 1 << 16
const EXCLUSIVE = 6

/** The TX locks: one a transaction, and one for each session that waits for it. */
function* lockRows(instance: Instance): Generator<Row, void, void> {
  for (const { session, transaction } of working(instance)) {
    const { id, startedAt, waiters } = transaction
    const isBlocking = waiters.size > 0 ? 1 : 0
    yield row(session.sid, 'TX', TRANSACTION_SLOT, id, EXCLUSIVE, 0, secondsSince(startedAt), isBlocking)
  }
  for (const { sid, waitsFor, waitsSince } of instance.sessions.values())
    if (waitsFor?.kind === 'lock')
      yield row(sid, 'TX', TRANSACTION_SLOT, waitsFor.holder.id, 0, EXCLUSIVE, secondsSince(waitsSince), 0)
}

export const sessionViews: readonly DictionaryView[] = [
  ...dynamicViews(
    'SESSION',
    sessionColumns.map(({ column }) => column),
    sessionRows,
  ),
  ...dynamicViews('SESSION_LONGOPS', operationColumns, operationRows, 'everyone'),
  ...dynamicViews('TRANSACTION', transactionColumns, transactionRows),
  ...dynamicViews('LOCK', lockColumns, lockRows),
]
