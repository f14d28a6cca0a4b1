/**
 * COMMIT, ROLLBACK and SAVEPOINT, the same in SQL and in PL/SQL.
 */
import type { Placed } from './ast/name.ts'
import { parseSimpleName } from './names.ts'
import type { TokenReader } from './token-reader.ts'

export type TransactionStatement =
  | (Placed & { readonly kind: 'commit' })
  | (Placed & { readonly kind: 'rollback'; readonly to?: string })
  | (Placed & { readonly kind: 'savepoint'; readonly name: string })

/** Reads one of the three; undefined, with nothing taken, when something else stands next. */
export function parseTransactionStep(reader: TokenReader): TransactionStatement | undefined {
  const { at } = reader
  if (reader.acceptWords('COMMIT')) {
    reader.acceptWords('WORK')
    reader.refuseWords('COMMENT', 'WRITE', 'FORCE')
    return { kind: 'commit', at }
  }
  if (reader.acceptWords('ROLLBACK')) {
    reader.acceptWords('WORK')
    reader.refuseWords('FORCE')
    if (!reader.acceptWords('TO')) return { kind: 'rollback', at }
    reader.acceptWords('SAVEPOINT')
    return { kind: 'rollback', to: parseSimpleName(reader).name, at }
  }
  return reader.acceptWords('SAVEPOINT')
    ? { kind: 'savepoint', name: parseSimpleName(reader).name, at }
    : undefined
}
