/**
 * What a built-in single-row function is: how many arguments it takes, what it gives, and how. Knows no
 * function.
 */
import { notSupported, OracleError } from '../../error.ts'
import { toDateTime, toNumber, toText } from '../conversion.ts'
import type { DateTime } from '../date-time.ts'
import { Clob, madeClob } from '../lob.ts'
import type { Nls } from '../nls.ts'
import type { Decimal } from '../number.ts'
import type { DataType, Value } from '../value.ts'

/** What a function may ask of the place it is called from. */
export interface Surroundings extends Nls {
  /** Bytes a VARCHAR2 may have there: `longestSqlText` or `longestPlsqlText`. */
  readonly longestText: number
}

export interface SingleRowFunction {
  /** Fewest and most arguments. */
  readonly least: number
  readonly most: number
  /**
   * The type of the result by those of the arguments; undefined stands for a type that is not known (NULL).
   */
  type(argumentTypes: readonly (DataType | undefined)[]): DataType | undefined
  /** The arguments are as many as allowed. @throws OracleError as the function's own rules say. */
  evaluate(values: readonly Value[], surroundings: Surroundings): Value
  /** The same for functions that can take long: yields now and then, so that others may go on. */
  steps?(values: readonly Value[], surroundings: Surroundings): Steps
}

/** The way to a value that takes a while. */
export type Steps = Generator<undefined, Value, void>

/** A function that can take long: in steps, or all of them at once. */
export const inSteps = (
  steps: NonNullable<SingleRowFunction['steps']>,
): Pick<SingleRowFunction, 'evaluate' | 'steps'> => ({
  steps,
  evaluate(values, surroundings) {
    const work = steps(values, surroundings)
    for (;;) {
      const step = work.next()
      if (step.done) return step.value
    }
  },
})

/** The same function, told to take long enough that others may go on behind it. */
export const takingLong = (quick: SingleRowFunction): SingleRowFunction => ({
  ...quick,
  *steps(values, surroundings) {
    const value = quick.evaluate(values, surroundings)
    yield
    return value
  },
})

/**
 * ORA-00909, ORA-00938 or ORA-00939 when a call has too few or too many arguments; undefined when it has not.
 */
export function argumentCountError(
  { least, most }: SingleRowFunction,
  count: number,
  at: number,
): OracleError | undefined {
  if (count >= least && count <= most) return undefined
  if (least === most) return new OracleError(909, 'invalid number of arguments', at)
  return count < least
    ? new OracleError(938, 'not enough arguments for function', at)
    : new OracleError(939, 'too many arguments for function', at)
}

// ---- result types -----------------------------------------------------------------------------------------

export const numberResult = (): DataType => ({ name: 'NUMBER' })
export const dateResult = (): DataType => ({ name: 'DATE' })
export const textResult = (length: number) => (): DataType => ({ name: 'VARCHAR2', length })

/** A text, or a CLOB of a CLOB. */
export const textLikeFirst =
  (length: number) =>
  ([first]: readonly (DataType | undefined)[]): DataType =>
    first?.name === 'CLOB' ? first : { name: 'VARCHAR2', length }

/** A text as long as the first argument, or a CLOB of a CLOB. */
export function sameTextResult([first]: readonly (DataType | undefined)[]): DataType {
  if (first?.name === 'CLOB') return first
  const length = first === undefined ? undefined : textLengthOf(first)
  const isNational = first?.name === 'NVARCHAR2' || first?.name === 'NCHAR'
  return { name: isNational ? 'NVARCHAR2' : 'VARCHAR2', length: Math.max(1, length ?? longestColumn) }
}

/** A text of the first argument's own type, CHAR too. */
export const sameTypeResult = (types: readonly (DataType | undefined)[]): DataType => {
  const [first] = types
  return first?.name === 'CHAR' || first?.name === 'NCHAR' ? first : sameTextResult(types)
}

/** Characters of the longest VARCHAR2 a column has. */
export const longestColumn = 4000
/** Characters that an implicit conversion gives a number, and room for a date by any usual format. */
const numberWidth = 41
const dateWidth = 75

function textLengthOf(type: DataType): number | undefined {
  switch (type.name) {
    case 'VARCHAR2':
    case 'NVARCHAR2':
    case 'CHAR':
    case 'NCHAR':
      return type.length
    case 'RAW':
      return type.length * 2
    case 'NUMBER':
    case 'BINARY_INTEGER':
      return numberWidth
    case 'DATE':
    case 'TIMESTAMP':
      return dateWidth
    default:
      return undefined
  }
}

// ---- arguments --------------------------------------------------------------------------------------------

/** Gives null as soon as an argument is null, as most functions do. */
export const strict =
  (evaluate: (values: readonly Exclude<Value, null>[], surroundings: Surroundings) => Value) =>
  (values: readonly Value[], surroundings: Surroundings): Value =>
    values.every((value) => value !== null) ? evaluate(values, surroundings) : null

/** A strict function of numbers. */
export const ofNumbers = (
  least: number,
  most: number,
  evaluate: (...numbers: readonly [Decimal, ...Decimal[]]) => Decimal,
): SingleRowFunction => ({
  least,
  most,
  type: numberResult,
  evaluate: strict((values) => {
    const [first, ...others] = values.map((value) => numberOf(value))
    return first === undefined ? null : evaluate(first, ...others)
  }),
})

/** An argument that is not null, as a number. */
export function numberOf(value: Exclude<Value, null>): Decimal {
  const number = toNumber(value)
  if (number === null) throw new Error('a value that is not null has a number')
  return number
}

/** An argument that is not null, as a whole number; its fraction is cut off. */
export const integerOf = (value: Exclude<Value, null>): number => numberOf(value).trunc().toNumber()

/** An argument that is not null, as text; an empty CLOB has an empty one. */
export const textOf = (value: Exclude<Value, null>, surroundings: Surroundings): string =>
  toText(value, surroundings) ?? ''

/**
 * The same for functions that count its characters: those of a CLOB are UTF-16 units in Oracle, which a VARCHAR2's
 * are not.
 */
export function countedTextOf(value: Exclude<Value, null>, surroundings: Surroundings): string {
  const text = textOf(value, surroundings)
  if (value instanceof Clob && /[\ud800-\udfff]/.test(text))
    throw notSupported('characters of a CLOB beyond the basic plane')
  return text
}

/** An argument that is not null, as a DATE. */
export function dateOf(value: Exclude<Value, null>, surroundings: Surroundings): DateTime {
  const date = toDateTime(value, 'DATE', surroundings)
  if (date === null) throw new Error('a value that is not null has a date')
  return date
}

/** What a text function gives: a CLOB of a CLOB, else a VARCHAR2. */
export const likeText = (source: Value, text: string | null, surroundings: Surroundings): Value => {
  if (!(source instanceof Clob)) return asVarchar2(text, surroundings)
  return text === null ? null : madeClob(text)
}

/** A text that only a CLOB could hold is refused: the functions here give VARCHAR2. */
export function asVarchar2(text: string | null, { longestText }: Surroundings): string | null {
  if (text !== null && text.length * 3 > longestText && Buffer.byteLength(text) > longestText)
    throw notSupported('a text function with a CLOB as result')
  return text
}
