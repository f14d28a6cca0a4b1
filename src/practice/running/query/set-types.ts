/**
 * What the columns of two queries become in one result ("SQL Language Reference, The Set Operators").
 */
import { notSupported, OracleError } from '../../error.ts'
import { castMisfit, castValue } from '../../values/casting.ts'
import type { Nls } from '../../values/nls.ts'
import type { DataType, Value } from '../../values/value.ts'
import { familyOf, numberType, textLength, textType } from '../expression/types.ts'

/**
 * The type of a column that two queries give; undefined as long as neither of them knows one (NULL).
 * Raises ORA-01790 where Oracle would have to convert, ORA-12704 for two character sets.
 */
export const setType = (
  left: DataType | undefined,
  right: DataType | undefined,
  at: number,
): DataType | undefined => {
  if (left === undefined || right === undefined) return left ?? right
  if (familyOf(left) !== familyOf(right)) throw differentTypes(at)
  switch (familyOf(left)) {
    case 'text':
      return textOf(left, right, at)
    case 'number':
      return numberOf(left, right, at)
    case 'date':
      return dateOf(left, right, at)
    case 'raw':
      return textLength(left) >= textLength(right) ? left : right
    default:
      if (left.name !== right.name) throw differentTypes(at)
      return sameType(left, right, at)
  }
}

const differentTypes = (at: number): OracleError =>
  new OracleError(1790, 'expression must have same datatype as corresponding expression', at)

const isNational = ({ name }: DataType): boolean => name === 'NCHAR' || name === 'NVARCHAR2'

/** Two CHARs of one length stay what they are; everything else varies. */
const textOf = (left: DataType, right: DataType, at: number): DataType => {
  if (isNational(left) !== isNational(right)) throw new OracleError(12704, 'character set mismatch', at)
  if (isSame(left, right)) return left
  const longest = Math.max(textLength(left), textLength(right))
  return isNational(left) ? { name: 'NVARCHAR2', length: longest } : textType(longest)
}

const plainNumbers: readonly string[] = ['NUMBER', 'BINARY_INTEGER']

const numberOf = (left: DataType, right: DataType, at: number): DataType =>
  plainNumbers.includes(left.name) && plainNumbers.includes(right.name) && !isSame(left, right)
    ? numberType
    : sameType(left, right, at)

const isSame = (left: DataType, right: DataType): boolean => JSON.stringify(left) === JSON.stringify(right)

const sameType = (left: DataType, right: DataType, at: number): DataType => {
  if (isSame(left, right)) return left
  throw notSupported(`${left.name} of two kinds in one column`, at)
}

const dateOf = (left: DataType, right: DataType, at: number): DataType => {
  if (left.name === 'DATE') return right
  if (right.name === 'DATE') return left
  if (left.name !== 'TIMESTAMP' || right.name !== 'TIMESTAMP') throw differentTypes(at)
  if (left.zone !== right.zone) throw notSupported('time zones of two kinds in one column', at)
  return left.fraction >= right.fraction ? left : right
}

/** Makes a query's value one of the whole's; undefined where it is one already. */
export const conversion = (
  from: DataType | undefined,
  to: DataType | undefined,
): ((value: Value, nls: Nls) => Value) | undefined =>
  from?.name === 'DATE' && to !== undefined && to.name !== 'DATE'
    ? (value, nls) => castValue(value, to, castMisfit, nls)
    : undefined
