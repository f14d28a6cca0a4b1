/**
 * LOCK TABLE ... IN ... MODE [NOWAIT | WAIT n].
 */
import type { Statement } from './ast/statement.ts'
import { parseExpression } from './expressions.ts'
import { parseCommaList, parseTableName } from './names.ts'
import type { TokenReader } from './token-reader.ts'

type LockTable = Extract<Statement, { kind: 'lock table' }>

/** Longer spellings first; SHARE UPDATE is ROW SHARE ("SQL Language Reference, LOCK TABLE"). */
const modes: readonly (readonly [words: readonly string[], mode: LockTable['mode']])[] = [
  [['ROW', 'SHARE'], 'row share'],
  [['ROW', 'EXCLUSIVE'], 'row exclusive'],
  [['SHARE', 'UPDATE'], 'row share'],
  [['SHARE', 'ROW', 'EXCLUSIVE'], 'share row exclusive'],
  [['SHARE'], 'share'],
  [['EXCLUSIVE'], 'exclusive'],
]

/** From LOCK, which stands next. */
export function parseLockTable(reader: TokenReader): LockTable {
  const { at } = reader.take()
  reader.expectWord('TABLE', 905)
  const tables = parseCommaList(reader, () => {
    const table = parseTableName(reader)
    reader.refuseWords('PARTITION', 'SUBPARTITION')
    return table
  })
  reader.expectWord('IN', 905)
  const found = modes.find(([words]) => reader.acceptWords(...words))
  if (found === undefined) throw reader.unexpected(1737, 'a lock mode')
  reader.expectWord('MODE', 905)
  return { kind: 'lock table', tables, mode: found[1], wait: parseWait(reader), at }
}

function parseWait(reader: TokenReader): LockTable['wait'] {
  if (reader.acceptWords('NOWAIT')) return 'nowait'
  return reader.acceptWords('WAIT') ? parseExpression(reader) : 'wait'
}
