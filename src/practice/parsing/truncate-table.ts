/**
 * TRUNCATE TABLE. What becomes of its storage changes nothing here.
 */
import type { Statement } from './ast/statement.ts'
import { parseTableName } from './names.ts'
import type { TokenReader } from './token-reader.ts'

export function parseTruncate(reader: TokenReader): Statement {
  const { at } = reader.take()
  reader.refuseWords('CLUSTER')
  reader.expectWord('TABLE', 3290)
  const table = parseTableName(reader)
  reader.refuseWords('PRESERVE', 'PURGE', 'CASCADE')
  if (reader.acceptWords('DROP') || reader.acceptWords('REUSE')) {
    reader.refuseWords('ALL')
    reader.expectWord('STORAGE', 3291)
    reader.refuseWords('CASCADE')
  }
  return { kind: 'truncate table', table, at }
}
