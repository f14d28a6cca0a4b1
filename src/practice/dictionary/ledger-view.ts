/**
 * PRACTICE_LEDGER: what really ran, for everybody to read. No view of Oracle's.
 */
import type { LedgerEntry } from '../running/ledger/ledger-entry.ts'
import { currentTimestamp } from '../running/moment.ts'
import type { DateTime } from '../values/date-time.ts'
import { number, row, text, timestamp } from './columns.ts'
import type { DictionaryView } from './dictionary-view.ts'

const columns = [
  ...[
    number('SEQ'),
    number('SID'),
    number('SERIAL#'),
    text('USERNAME'),
    text('MODULE', 64),
    text('ACTION', 64),
  ],
  ...[text('CLIENT_INFO', 64), text('SQL_TEXT', 4000), timestamp('STARTED'), timestamp('ENDED')],
  ...[text('OUTCOME', 9), number('ERROR'), number('ROWS_PROCESSED'), text('TRANSACTION_ID', 30)],
  text('COMMITTED', 11),
]

export const ledgerView: DictionaryView = {
  kind: 'DICTIONARY VIEW',
  owner: 'SYS',
  name: 'PRACTICE_LEDGER',
  columns,
  *rows(_, { ledger }) {
    for (const entry of ledger.entries()) yield rowOf(entry)
  },
}

/** Milliseconds since 1970 as a TIMESTAMP. */
const moment = (milliseconds: number | undefined): DateTime | undefined =>
  milliseconds === undefined ? undefined : currentTimestamp(milliseconds, 0)

const rowOf = (entry: LedgerEntry) =>
  row(
    ...[entry.sequence, entry.sid, entry.serial, entry.user, entry.module, entry.action, entry.clientInfo],
    ...[entry.text, moment(entry.startedAt), moment(entry.endedAt), entry.outcome, entry.error, entry.rows],
    // As DBMS_TRANSACTION.LOCAL_TRANSACTION_ID writes it; V$TRANSACTION has the three numbers.
    ...[entry.transactionId === undefined ? null : `1.0.${entry.transactionId}`, entry.fate],
  )
