/**
 * Statements by their first word, apart from queries, DML and blocks: DDL, grants, session and transaction
 * control.
 */
import type { Statement } from './ast/statement.ts'
import { parseCreateTable } from './create-table.ts'
import { parseCommaList, parseName, parseSimpleName, parseTableName } from './names.ts'
import type { TokenReader } from './token-reader.ts'
import { parseCreateUnit } from './units.ts'

/** What CREATE and DROP can be followed by and only Oracle knows. */
const lackingObjects = [
  ...[
    'AND',
    'BITMAP',
    'BLOCKCHAIN',
    'CLUSTER',
    'CONTEXT',
    'CONTROLFILE',
    'DATABASE',
    'DIMENSION',
    'DIRECTORY',
  ],
  ...[
    'DISKGROUP',
    'DOMAIN',
    'DUPLICATED',
    'EDITION',
    'FLASHBACK',
    'FORCE',
    'GLOBAL',
    'IMMUTABLE',
    'INDEX',
    'INDEXTYPE',
  ],
  ...[
    'JAVA',
    'JSON',
    'LIBRARY',
    'LOCKDOWN',
    'MATERIALIZED',
    'MULTIVALUE',
    'NO',
    'OPERATOR',
    'OUTLINE',
    'PACKAGE',
  ],
  ...[
    'PFILE',
    'PLUGGABLE',
    'PRIVATE',
    'PROFILE',
    'PUBLIC',
    'RESTORE',
    'ROLE',
    'ROLLBACK',
    'SCHEMA',
    'SEQUENCE',
    'SHARDED',
  ],
  ...['SPFILE', 'SYNONYM', 'TABLESPACE', 'TRIGGER', 'TYPE', 'UNDO', 'UNIQUE', 'USER', 'VIEW'],
]

/** CREATE ... */
export function parseCreate(reader: TokenReader): Statement {
  reader.take()
  const orReplace = reader.acceptWords('OR', 'REPLACE')
  if (!reader.acceptWords('EDITIONABLE')) reader.acceptWords('NONEDITIONABLE')
  if (reader.isWord('PROCEDURE', 'FUNCTION')) return parseCreateUnit(reader, orReplace)
  if (reader.isWord('TABLE') && !orReplace) return parseCreateTable(reader)
  reader.refuseWords(...lackingObjects)
  throw reader.unexpected(orReplace ? 922 : 901, 'an object')
}

/** DROP TABLE name [PURGE], DROP PROCEDURE name, DROP FUNCTION name. */
export function parseDrop(reader: TokenReader): Statement {
  const { at } = reader.take()
  reader.refuseWords(...lackingObjects)
  if (!reader.isWord('TABLE', 'PROCEDURE', 'FUNCTION')) throw reader.unexpected(950, 'an object')
  const { text } = reader.take()
  if (reader.areWords('IF', 'EXISTS')) throw reader.notSupported('IF EXISTS')
  if (text !== 'TABLE')
    return {
      kind: 'drop unit',
      name: parseName(reader),
      type: text === 'FUNCTION' ? 'FUNCTION' : 'PROCEDURE',
      at,
    }
  const table = parseTableName(reader)
  reader.refuseWords('CASCADE')
  return { kind: 'drop table', table, isPurge: reader.acceptWords('PURGE'), at }
}

/** GRANT privilege, ... ON object TO grantee, ... */
export function parseGrant(reader: TokenReader): Statement {
  const { at } = reader.take()
  const privileges = parseCommaList(reader, () => parsePrivilege(reader))
  if (reader.isWord('TO')) throw reader.notSupported('system privilege')
  reader.expectWord('ON', 969)
  reader.refuseWords('DIRECTORY', 'EDITION', 'JAVA', 'MINING', 'USER')
  const on = parseName(reader)
  reader.expectWord('TO', 905)
  const to = parseCommaList(reader, () => parseGrantee(reader))
  if (reader.isWord('WITH')) throw reader.notSupported('WITH GRANT OPTION')
  return { kind: 'grant', privileges, on, to, at }
}

function parsePrivilege(reader: TokenReader): string {
  if (reader.token.kind !== 'word') throw reader.unexpected(990, 'a privilege')
  const words = [reader.take().text]
  if (words[0] === 'ALL') reader.acceptWords('PRIVILEGES')
  while (reader.token.kind === 'word' && !reader.isWord('ON', 'TO')) words.push(reader.take().text)
  if (reader.isSymbol('(')) throw reader.notSupported('privilege on columns')
  return words.join(' ')
}

const parseGrantee = (reader: TokenReader): string =>
  reader.acceptWords('PUBLIC') ? 'PUBLIC' : parseSimpleName(reader).name

/** ALTER SESSION SET parameter = value; every other ALTER is refused. */
export function parseAlter(reader: TokenReader): Statement {
  const { at } = reader.take()
  if (!reader.acceptWords('SESSION')) throw reader.notSupported(`ALTER ${reader.token.text}`.trimEnd())
  reader.refuseWords('ENABLE', 'DISABLE', 'FORCE', 'ADVISE', 'CLOSE', 'SYNC')
  reader.expectWord('SET', 2248)
  const parameter = parseSimpleName(reader, 2248).name
  reader.expectSymbol('=', 927)
  const { kind, text } = reader.token
  if (kind !== 'word' && kind !== 'string' && kind !== 'number' && kind !== 'quoted name')
    throw reader.unexpected(2248, 'a value')
  reader.take()
  if (reader.token.kind === 'word') throw reader.notSupported('several parameters')
  return { kind: 'alter session', parameter, value: text, at }
}
