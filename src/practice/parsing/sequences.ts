/**
 * CREATE, ALTER and DROP SEQUENCE, and GENERATED ... AS IDENTITY of a column.
 */
import { OracleError } from '../error.ts'
import type { Identity, SequenceStatement } from './ast/sequence.ts'
import { parseName } from './names.ts'
import { parseSequenceOptions } from './sequence-options.ts'
import type { TokenReader } from './token-reader.ts'

/** From SEQUENCE, which stands next. */
export function parseCreateSequence(reader: TokenReader): SequenceStatement {
  const { at } = reader.take()
  if (reader.areWords('IF', 'NOT', 'EXISTS')) throw reader.notSupported('IF NOT EXISTS')
  const name = parseName(reader)
  return { kind: 'create sequence', name, options: parseSequenceOptions(reader, false), at }
}

/** From behind SEQUENCE. Raises ORA-02286 when nothing is to change, ORA-02283 for START WITH alone. */
export function parseAlterSequence(reader: TokenReader, at: number): SequenceStatement {
  if (reader.areWords('IF', 'EXISTS')) throw reader.notSupported('IF EXISTS')
  const name = parseName(reader)
  const optionsAt = reader.at
  const options = parseSequenceOptions(reader, true)
  if (Object.keys(options).length === 0)
    throw new OracleError(2286, 'no options specified for ALTER SEQUENCE', optionsAt)
  if (options.start !== undefined && options.isRestart !== true)
    throw new OracleError(2283, 'cannot alter starting sequence number', optionsAt)
  return { kind: 'alter sequence', name, options, at }
}

/** GENERATED [ALWAYS | BY DEFAULT [ON NULL]] AS IDENTITY [(options)], GENERATED having been taken. */
export function parseIdentity(reader: TokenReader, at: number): Identity {
  const generation = parseGeneration(reader)
  reader.expectWord('AS', 905)
  if (!reader.isWord('IDENTITY')) throw reader.notSupported('GENERATED ALWAYS AS')
  reader.take()
  if (reader.acceptSymbol('(')) {
    const options = parseSequenceOptions(reader, false)
    reader.expectSymbol(')', 907)
    return { generation, options, at }
  }
  return { generation, options: parseSequenceOptions(reader, false), at }
}

function parseGeneration(reader: TokenReader): Identity['generation'] {
  if (!reader.acceptWords('BY')) {
    reader.acceptWords('ALWAYS')
    return 'ALWAYS'
  }
  reader.expectWord('DEFAULT', 905)
  if (!reader.acceptWords('ON', 'NULL')) return 'BY DEFAULT'
  if (reader.areWords('FOR', 'INSERT')) throw reader.notSupported('ON NULL FOR INSERT')
  return 'BY DEFAULT ON NULL'
}
