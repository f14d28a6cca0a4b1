/**
 * Definitions, rights and session statements by their first word. What Oracle has and is not in the table is refused by
 * its word.
 */
import { parseAlter } from './alter.ts'
import type { Statement } from './ast/statement.ts'
import { parseCreate } from './create.ts'
import { parseDrop } from './drop.ts'
import { parseGrant, parseRevoke } from './grant.ts'
import { parseLockTable } from './lock-table.ts'
import { parseSet } from './set-statements.ts'
import type { TokenReader } from './token-reader.ts'
import { parseTruncate } from './truncate-table.ts'

/** Each reads a whole statement, its first word included. */
const statements: Readonly<Record<string, (reader: TokenReader) => Statement>> = {
  ALTER: parseAlter,
  CREATE: parseCreate,
  DROP: parseDrop,
  GRANT: parseGrant,
  LOCK: parseLockTable,
  REVOKE: parseRevoke,
  SET: parseSet,
  TRUNCATE: parseTruncate,
}

/** Every word a statement of Oracle's may begin with ("SQL Language Reference, Types of SQL Statements"), built or not. */
const oracleStatements = [
  ...['ADMINISTER', 'ALTER', 'ANALYZE', 'ASSOCIATE', 'AUDIT', 'COMMENT', 'CREATE', 'DISASSOCIATE', 'DROP'],
  ...['EXPLAIN', 'FLASHBACK', 'GRANT', 'LOCK', 'MERGE', 'NOAUDIT', 'PURGE', 'RENAME', 'REVOKE', 'SET'],
  'TRUNCATE',
]

/**
 * The statement whose first word stands next; undefined, with nothing taken, when no statement of Oracle's begins so.
 * @throws OracleError ORA-03001 for one that only Oracle has.
 */
export function parseOtherStatement(reader: TokenReader): Statement | undefined {
  const { kind, text } = reader.token
  const parse = kind === 'word' && Object.hasOwn(statements, text) ? statements[text] : undefined
  if (parse === undefined) reader.refuseWords(...oracleStatements)
  return parse?.(reader)
}
