/**
 * The options of a sequence, in any order: of CREATE and ALTER SEQUENCE, and of an identity column.
 */
import { Decimal } from 'decimal.js'
import { OracleError } from '../error.ts'
import type { SequenceOptions } from './ast/sequence.ts'
import type { TokenReader } from './token-reader.ts'

type Draft = { -readonly [Option in keyof SequenceOptions]: SequenceOptions[Option] }

/** Reads one option into the draft; false, with nothing taken, when none stands next. */
type ParseOption = (reader: TokenReader, draft: Draft) => boolean

/** The most digits that a parameter may have ("SQL Language Reference, CREATE SEQUENCE"). */
const MOST_DIGITS = 28

/** Reads a whole number, which the parameter has to be. Raises ORA-04001 and ORA-04003. */
function parseWhole(reader: TokenReader, parameter: string): bigint {
  const { at } = reader
  const isNegative = reader.acceptSymbol('-')
  if (!isNegative) reader.acceptSymbol('+')
  if (reader.token.kind !== 'number')
    throw new OracleError(4001, `sequence parameter ${parameter} must be an integer`, at)
  const number = new Decimal(reader.take().text)
  if (!number.isInteger())
    throw new OracleError(4001, `sequence parameter ${parameter} must be an integer`, at)
  const digits = number.toFixed()
  if (digits.length > MOST_DIGITS)
    throw new OracleError(
      4003,
      `sequence parameter ${parameter} exceeds maximum size allowed (28 digits)`,
      at,
    )
  return isNegative ? -BigInt(digits) : BigInt(digits)
}

/** Says what a second option of the same kind ends with. */
const requireNew = (given: unknown, number: number, text: string, at: number): void => {
  if (given !== undefined) throw new OracleError(number, text, at)
}

const parseStep: ParseOption = (reader, draft) => {
  const { at } = reader
  if (!reader.acceptWords('INCREMENT')) return false
  requireNew(draft.increment, 2284, 'duplicate INCREMENT BY specifications', at)
  reader.expectWord('BY', 924)
  draft.increment = parseWhole(reader, 'INCREMENT')
  return true
}

const parseStart: ParseOption = (reader, draft) => {
  const { at } = reader
  if (!reader.acceptWords('START')) return false
  requireNew(draft.start, 2285, 'duplicate START WITH specifications', at)
  reader.expectWord('WITH', 905)
  reader.refuseWords('LIMIT')
  draft.start = parseWhole(reader, 'START')
  return true
}

const parseMaximum: ParseOption = (reader, draft) => {
  const { at } = reader
  const isNone = reader.acceptWords('NOMAXVALUE')
  if (!isNone && !reader.acceptWords('MAXVALUE')) return false
  requireNew(draft.maximum, 2278, 'duplicate or conflicting MAXVALUE/NOMAXVALUE specifications', at)
  draft.maximum = isNone ? 'none' : parseWhole(reader, 'MAXVALUE')
  return true
}

const parseMinimum: ParseOption = (reader, draft) => {
  const { at } = reader
  const isNone = reader.acceptWords('NOMINVALUE')
  if (!isNone && !reader.acceptWords('MINVALUE')) return false
  requireNew(draft.minimum, 2279, 'duplicate or conflicting MINVALUE/NOMINVALUE specifications', at)
  draft.minimum = isNone ? 'none' : parseWhole(reader, 'MINVALUE')
  return true
}

const parseCycle: ParseOption = (reader, draft) => {
  if (!reader.isWord('CYCLE', 'NOCYCLE')) return false
  const { text, at } = reader.take()
  requireNew(draft.isCycle, 2282, 'duplicate or conflicting CYCLE/NOCYCLE specifications', at)
  draft.isCycle = text === 'CYCLE'
  return true
}

const parseCache: ParseOption = (reader, draft) => {
  if (!reader.isWord('CACHE', 'NOCACHE')) return false
  const { text, at } = reader.take()
  requireNew(draft.cache, 2281, 'duplicate or conflicting CACHE/NOCACHE specifications', at)
  draft.cache = text === 'NOCACHE' ? 0n : parseCacheSize(reader)
  return true
}

function parseCacheSize(reader: TokenReader): bigint {
  const { at } = reader
  const size = parseWhole(reader, 'CACHE')
  if (size <= 1n) throw new OracleError(4010, 'the number of values to CACHE must be greater than 1', at)
  return size
}

const parseOrder: ParseOption = (reader, draft) => {
  if (!reader.isWord('ORDER', 'NOORDER')) return false
  const { text, at } = reader.take()
  requireNew(draft.isOrdered, 2280, 'duplicate or conflicting ORDER/NOORDER specifications', at)
  draft.isOrdered = text === 'ORDER'
  return true
}

const parseRestart: ParseOption = (reader, draft) => {
  if (!reader.acceptWords('RESTART')) return false
  draft.isRestart = true
  return true
}

/** Options that are defaults and change nothing here. */
const skipDefaults: ParseOption = (reader) =>
  ['NOKEEP', 'NOSCALE', 'NOSHARD', 'GLOBAL'].some((word) => reader.acceptWords(word))

const options: readonly ParseOption[] = [
  ...[parseStep, parseStart, parseMaximum, parseMinimum, parseCycle, parseCache, parseOrder, skipDefaults],
]

/** All options that follow; none is no error here. `mayRestart` in ALTER SEQUENCE only. */
export function parseSequenceOptions(reader: TokenReader, mayRestart: boolean): SequenceOptions {
  const draft: Draft = {}
  const known = mayRestart ? [...options, parseRestart] : options
  while (known.some((parse) => parse(reader, draft)));
  reader.refuseWords('KEEP', 'SCALE', 'SHARD', 'SESSION', 'SHARING')
  return draft
}
