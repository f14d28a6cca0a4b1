/**
 * V$SQL and its kin: the statements that clients sent lately, and what became of them.
 */
import type { Instance } from '../running/instance.ts'
import type { SqlStatistics } from '../running/sql-area.ts'
import { Clob } from '../values/lob.ts'
import type { Column, Row } from '../values/value.ts'
import { type Cell, clob, date, number, row, text } from './columns.ts'
import { dynamicViews } from './dynamic-view.ts'

/** Characters of SQL_TEXT, and of a piece of V$SQLTEXT ("Database Reference"). */
const SHORT_TEXT = 1000
const PIECE = 64

const timeText = (moment: number): string => new Date(moment).toISOString().slice(0, 19).replace('T', '/')

const columns: readonly Column[] = [
  ...[text('SQL_TEXT', SHORT_TEXT), clob('SQL_FULLTEXT'), text('SQL_ID', 13), number('FETCHES')],
  ...[number('EXECUTIONS'), text('FIRST_LOAD_TIME', 19), number('ROWS_PROCESSED'), number('COMMAND_TYPE')],
  ...[number('PARSING_USER_ID'), text('PARSING_SCHEMA_NAME'), text('MODULE', 64), text('ACTION', 64)],
  ...[number('ELAPSED_TIME'), date('LAST_ACTIVE_TIME')],
]

const cells = (sql: SqlStatistics): readonly Cell[] => [
  ...[sql.text.slice(0, SHORT_TEXT), new Clob(sql.text), sql.id, sql.fetches],
  ...[sql.executions, timeText(sql.firstAt), sql.rows, sql.commandType],
  ...[sql.userId, sql.schema, sql.module, sql.action],
  ...[Math.round(sql.elapsed * 1000), new Date(sql.lastAt)],
]

function* pieces({ sqlArea }: Instance): Generator<Row, void, void> {
  for (const { id, text: whole, commandType } of sqlArea)
    for (let piece = 0; piece * PIECE < whole.length; piece += 1)
      yield row(id, commandType, piece, whole.slice(piece * PIECE, (piece + 1) * PIECE))
}

export const statementViews = [
  ...dynamicViews('SQL', [...columns, number('CHILD_NUMBER')], ({ sqlArea }) =>
    [...sqlArea].map((sql) => row(...cells(sql), 0)),
  ),
  ...dynamicViews('SQLAREA', [...columns, number('VERSION_COUNT')], ({ sqlArea }) =>
    [...sqlArea].map((sql) => row(...cells(sql), 1)),
  ),
  ...dynamicViews(
    'SQLTEXT',
    [text('SQL_ID', 13), number('COMMAND_TYPE'), number('PIECE'), text('SQL_TEXT', PIECE)],
    pieces,
  ),
]
