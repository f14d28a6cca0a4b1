/**
 * Data types as written in a column, a CAST or a declaration, with the limits of their lengths. Types that
 * Oracle has and the practice database lacks are refused by name.
 */
import { usualIntervalFraction, usualLeading } from '../values/interval.ts'
import type { DataType } from '../values/value.ts'
import type { TypeName } from './ast/expression.ts'
import { parseName } from './names.ts'
import type { TokenReader } from './token-reader.ts'

/**
 * Longest character types: "Database Reference, Datatype Limits" with MAX_STRING_SIZE standard; PL/SQL has
 * 32,767.
 */
const longestInSql = { VARCHAR2: 4000, NVARCHAR2: 2000, CHAR: 2000, NCHAR: 1000, RAW: 2000 } as const
const longestInPlsql = 32767

/** Types that are known to Oracle only. */
const lackingTypes: ReadonlySet<string> = new Set([
  ...[
    'FLOAT',
    'REAL',
    'DOUBLE',
    'BINARY_FLOAT',
    'BINARY_DOUBLE',
    'SIMPLE_INTEGER',
    'SIMPLE_FLOAT',
    'SIMPLE_DOUBLE',
  ],
  ...['NATURAL', 'NATURALN', 'POSITIVE', 'POSITIVEN', 'SIGNTYPE', 'NCLOB', 'BFILE', 'UROWID', 'XMLTYPE'],
  ...[
    'JSON',
    'VECTOR',
    'SDO_GEOMETRY',
    'ANYDATA',
    'ANYTYPE',
    'CHARACTER',
    'NATIONAL',
    'REF',
    'TABLE',
    'VARRAY',
  ],
])

/** A type with its length or precision. */
export const parseTypeName = (reader: TokenReader): TypeName => parseType(reader, 'constrained')

/** A parameter's or a function's type: PL/SQL allows no length there. */
export function parseParameterType(reader: TokenReader): TypeName {
  const type = parseType(reader, 'unconstrained')
  if (reader.isSymbol('(')) throw reader.unexpected(907, ':= . ) , @ % default character')
  return type
}

type Constraint = 'constrained' | 'unconstrained'

function parseType(reader: TokenReader, constraint: Constraint): TypeName {
  const { kind, text, at } = reader.token
  const isUserDefined = kind === 'quoted name' || reader.isSymbol('.', 1) || reader.isSymbol('%', 1)
  if (kind === 'word' && !isUserDefined) {
    if (lackingTypes.has(text)) throw reader.notSupported()
    const type = parseBuiltIn(reader, text, constraint)
    if (type !== undefined) return { kind: 'built-in', type, at }
  }
  if (reader.dialect !== 'PL/SQL') throw reader.unexpected(902, 'a data type')
  return parseNamedType(reader)
}

/** Reads a built-in type; undefined when the word is none. */
function parseBuiltIn(reader: TokenReader, word: string, constraint: Constraint): DataType | undefined {
  const take = <Type extends DataType>(type: Type): Type => {
    reader.take()
    return type
  }
  switch (word) {
    case 'VARCHAR2':
    case 'NVARCHAR2':
      reader.take()
      return { name: word, ...parseTextLength(reader, word, constraint) }
    case 'VARCHAR':
      reader.take()
      return { name: 'VARCHAR2', ...parseTextLength(reader, 'VARCHAR2', constraint) }
    case 'CHAR':
    case 'NCHAR':
      if (constraint === 'unconstrained') throw reader.notSupported()
      reader.take()
      if (reader.isSymbol('(')) return { name: word, ...parseTextLength(reader, word, constraint) }
      return word === 'CHAR' ? { name: word, length: 1, unit: 'byte' } : { name: word, length: 1 }
    case 'RAW':
      reader.take()
      return { name: word, length: parseTextLength(reader, word, constraint).length }
    case 'NUMBER':
      reader.take()
      return constraint === 'constrained' ? parseNumber(reader) : { name: 'NUMBER' }
    case 'DECIMAL':
    case 'NUMERIC':
    case 'DEC': {
      reader.take()
      const type = constraint === 'constrained' ? parseNumber(reader) : { name: 'NUMBER' as const }
      return 'precision' in type ? type : wholeNumber
    }
    case 'INTEGER':
    case 'INT':
    case 'SMALLINT':
      return take(wholeNumber)
    case 'TIMESTAMP':
      reader.take()
      return parseTimestamp(reader)
    case 'INTERVAL':
      reader.take()
      return parseIntervalType(reader)
    case 'LONG':
      if (reader.areWords('LONG', 'RAW')) throw reader.notSupported('LONG RAW')
      return take({ name: 'LONG' })
    case 'DATE':
    case 'CLOB':
    case 'BLOB':
    case 'ROWID':
      return take({ name: word })
    default:
      return reader.dialect === 'PL/SQL' ? parsePlsqlType(reader, word, constraint) : undefined
  }
}

function parsePlsqlType(reader: TokenReader, word: string, constraint: Constraint): DataType | undefined {
  switch (word) {
    case 'BOOLEAN':
      reader.take()
      return { name: 'BOOLEAN' }
    case 'PLS_INTEGER':
    case 'BINARY_INTEGER':
      reader.take()
      return { name: 'BINARY_INTEGER' }
    case 'DSINTERVAL_UNCONSTRAINED':
      reader.take()
      return { name: 'INTERVAL DAY TO SECOND', leading: 9, fraction: 9 }
    case 'YMINTERVAL_UNCONSTRAINED':
      reader.take()
      return { name: 'INTERVAL YEAR TO MONTH', leading: 9 }
    case 'TIMESTAMP_UNCONSTRAINED':
      reader.take()
      return { name: 'TIMESTAMP', fraction: 9 }
    case 'TIMESTAMP_TZ_UNCONSTRAINED':
      reader.take()
      return { name: 'TIMESTAMP', fraction: 9, zone: 'with time zone' }
    case 'SYS_REFCURSOR':
      reader.take()
      return { name: 'REF CURSOR' }
    case 'STRING':
      reader.take()
      return { name: 'VARCHAR2', ...parseTextLength(reader, 'VARCHAR2', constraint) }
    default:
      return undefined
  }
}

/** A length with what it counts. */
interface TextLength {
  readonly length: number
  readonly unit?: 'byte'
}

/** `CHAR` or `BYTE`, the usual one ("Database Reference, NLS_LENGTH_SEMANTICS"); national types count characters. */
function parseUnit(reader: TokenReader, type: keyof typeof longestInSql): Pick<TextLength, 'unit'> {
  if (type !== 'VARCHAR2' && type !== 'CHAR') return {}
  if (reader.acceptWords('CHAR')) return {}
  reader.acceptWords('BYTE')
  return { unit: 'byte' }
}

function parseTextLength(
  reader: TokenReader,
  type: keyof typeof longestInSql,
  constraint: Constraint,
): TextLength {
  if (constraint === 'unconstrained') return { length: longestInPlsql }
  const isPlsql = reader.dialect === 'PL/SQL'
  if (!reader.isSymbol('(') && isPlsql)
    throw reader.compileError('PLS-00215: String length constraints must be in range (1 .. 32767)')
  reader.expectSymbol('(', 906)
  const { at } = reader
  const length = parseInteger(reader)
  const longest = isPlsql ? longestInPlsql : longestInSql[type]
  if (length >= 1 && length <= longest) {
    const unit = parseUnit(reader, type)
    reader.expectSymbol(')', 907)
    return { length, ...unit }
  }
  if (isPlsql) throw reader.compileError('PLS-00215: String length constraints must be in range (1 .. 32767)')
  throw reader.error(length < 1 ? 1723 : 910, at)
}

function parseInteger(reader: TokenReader): number {
  const { kind, text } = reader.token
  if (kind !== 'number' || !/^\d+$/.test(text)) throw reader.unexpected(910, 'an integer')
  reader.take()
  return Number(text)
}

/** `(precision [, scale])` or `(*, scale)`, if any. */
function parseNumber(reader: TokenReader): DataType {
  if (!reader.acceptSymbol('(')) return { name: 'NUMBER' }
  const { at } = reader
  const isOpen = reader.acceptSymbol('*')
  const precision = isOpen ? 38 : parseInteger(reader)
  if (precision < 1 || precision > 38) throw reader.error(1727, at)
  const scale = reader.acceptSymbol(',') ? parseScale(reader) : 0
  reader.expectSymbol(')', 907)
  return { name: 'NUMBER', precision, scale, ...(isOpen ? { isOpen } : {}) }
}

/** What INTEGER and its like are: NUMBER(*, 0). */
const wholeNumber: DataType = { name: 'NUMBER', precision: 38, scale: 0, isOpen: true }

function parseScale(reader: TokenReader): number {
  const { at } = reader
  const sign = reader.acceptSymbol('-') ? -1 : 1
  const scale = sign * parseInteger(reader)
  if (scale < -84 || scale > 127) throw reader.error(1728, at)
  return scale
}

/** `(digits)`, 0 to 9, if any. @throws OracleError ORA-30088. */
export function parseDigits(reader: TokenReader): number | undefined {
  if (!reader.acceptSymbol('(')) return undefined
  const { at } = reader
  const digits = parseInteger(reader)
  if (digits > 9) throw reader.error(30088, at)
  reader.expectSymbol(')', 907)
  return digits
}

/** YEAR [(digits)] TO MONTH or DAY [(digits)] TO SECOND [(digits)]. */
function parseIntervalType(reader: TokenReader): DataType {
  const isYears = reader.acceptWords('YEAR')
  if (!isYears) reader.expectWord('DAY', 902)
  const leading = parseDigits(reader) ?? usualLeading
  reader.expectWord('TO', 905)
  reader.expectWord(isYears ? 'MONTH' : 'SECOND', 905)
  return isYears
    ? { name: 'INTERVAL YEAR TO MONTH', leading }
    : { name: 'INTERVAL DAY TO SECOND', leading, fraction: parseDigits(reader) ?? usualIntervalFraction }
}

function parseTimestamp(reader: TokenReader): DataType {
  const fraction = parseDigits(reader) ?? 6
  if (reader.acceptWords('WITH', 'TIME', 'ZONE'))
    return { name: 'TIMESTAMP', fraction, zone: 'with time zone' }
  if (reader.acceptWords('WITH', 'LOCAL', 'TIME', 'ZONE'))
    return { name: 'TIMESTAMP', fraction, zone: 'with local time zone' }
  return { name: 'TIMESTAMP', fraction }
}

/** `name%type`, `name%rowtype`, or the name of a declared type. */
function parseNamedType(reader: TokenReader): TypeName {
  const { at } = reader
  const name = parseName(reader)
  if (!reader.acceptSymbol('%')) {
    if (reader.isSymbol('(') && reader.peek(1).kind === 'number')
      throw reader.notSupported('constraint of a declared type')
    return { kind: 'named', name, at }
  }
  if (reader.acceptWords('TYPE')) return { kind: 'column type', name, at }
  if (reader.acceptWords('ROWTYPE')) return { kind: 'row type', name, at }
  throw reader.unexpected(902, 'type rowtype')
}
