/**
 * The methods of collections: COUNT, EXISTS, FIRST, LAST, NEXT, PRIOR, LIMIT, DELETE, EXTEND and TRIM ("PL/SQL Language
 * Reference, Collection Methods").
 */
import { notSupported, OracleError } from '../../error.ts'
import { CompileError } from '../../parsing/syntax-error.ts'
import { Decimal } from '../../values/number.ts'
import type { DataType, Value } from '../../values/value.ts'
import { type Compiled, constant, plain } from '../expression/compiled.ts'
import { booleanType, numberType } from '../expression/types.ts'
import type { Frame } from '../frame.ts'
import { turn, type Work } from '../pause.ts'
import type { Collection, Key } from './collection.ts'
import { collectionIn, type Designator, emptyElement, keyOf } from './designator.ts'
import type { CollectionShape } from './shapes.ts'

const integer: DataType = { name: 'BINARY_INTEGER' }

const keyValue = (key: Key | undefined): Value => {
  if (key === undefined) return null
  return typeof key === 'number' ? new Decimal(key) : key
}

/** A method that gives a value. Raises PLS-00302 for one that does not exist, PLS-00306 for its arguments. */
export const collectionMethod = (
  whole: Designator,
  { index }: CollectionShape,
  method: string,
  given: readonly Compiled[],
  at: number,
): Compiled => {
  if (whole.enter !== undefined) throw notSupported('collection of another package', at)
  const keyType = typeof index === 'object' ? ({ name: 'VARCHAR2', length: index.length } as const) : integer
  const collection = (frame: Frame) => {
    const found = collectionIn(whole.read(frame))
    if (found.isNull && method !== 'EXISTS') throw uninitialised()
    return found
  }
  switch (method) {
    case 'COUNT':
      requireNone(given, at)
      return plain(numberType, (frame) => new Decimal(collection(frame).count))
    case 'FIRST':
      requireNone(given, at)
      return plain(keyType, (frame) => keyValue(collection(frame).keys()[0]))
    case 'LAST':
      requireNone(given, at)
      return plain(keyType, (frame) => keyValue(collection(frame).keys().at(-1)))
    case 'EXISTS': {
      const key = requireKey(given, at)
      return plain(booleanType, (frame) => {
        const value = key(frame)
        return value !== null && collection(frame).has(keyOf(value, index, frame))
      })
    }
    case 'NEXT':
    case 'PRIOR': {
      const key = requireKey(given, at)
      const direction = method === 'NEXT' ? 'next' : 'prior'
      return plain(keyType, (frame) => {
        const value = key(frame)
        if (value === null) return null
        return keyValue(collection(frame).neighbour(keyOf(value, index, frame), direction))
      })
    }
    case 'LIMIT':
      requireNone(given, at)
      return constant(integer, null)
    case 'DELETE':
    case 'EXTEND':
    case 'TRIM':
      throw new CompileError(`PLS-00222: no function with name '${method}' exists in this scope`, at)
    default:
      throw new CompileError(`PLS-00302: component '${method}' must be declared`, at)
  }
}

/** What a method does that is a statement. */
type Change = (frame: Frame) => Work<void>

/**
 * A method that is a statement: DELETE, and EXTEND and TRIM of nested tables. undefined for every other name.
 */
export const changingMethod = (
  whole: Designator,
  shape: CollectionShape,
  method: string,
  given: readonly Compiled[],
  at: number,
): Change | undefined => {
  if (method !== 'DELETE' && method !== 'EXTEND' && method !== 'TRIM') return undefined
  if (whole.enter !== undefined) throw notSupported('collection of another package', at)
  const read = (frame: Frame): Collection => {
    const collection = collectionIn(whole.read(frame))
    if (collection.isNull) throw uninitialised()
    return collection
  }
  if (method === 'DELETE') return compileDelete(read, shape, given, at)
  if (shape.index !== 'none') throw wrongArguments(at)
  const [count, ...more] = plainOnly(given, at)
  if (more.length > 0) throw notSupported(`${method} with two arguments`, at)
  const counted = (frame: Frame): number =>
    count === undefined ? 1 : Number(keyOf(count(frame), 'integer', frame))
  if (method === 'EXTEND')
    return function* (frame) {
      const collection = read(frame)
      for (let left = counted(frame); left > 0; left -= 1) {
        collection.set(collection.count + 1, emptyElement(shape), frame.run.session.memory)
        if (frame.run.pulse.isTurn()) yield turn
      }
    }
  return function* (frame) {
    const collection = read(frame)
    const trimmed = counted(frame)
    if (trimmed > collection.count) throw new OracleError(6533, 'Subscript beyond count')
    for (let left = trimmed; left > 0; left -= 1) {
      collection.delete(collection.count)
      if (frame.run.pulse.isTurn()) yield turn
    }
  }
}

/** DELETE, DELETE(key) and DELETE(low, high). */
const compileDelete = (
  read: (frame: Frame) => Collection,
  { index }: CollectionShape,
  given: readonly Compiled[],
  at: number,
): Change => {
  const [low, high, ...more] = plainOnly(given, at)
  if (more.length > 0) throw wrongArguments(at)
  if (low === undefined)
    // biome-ignore lint/correctness/useYield: all at once
    return function* (frame) {
      read(frame).clear()
    }
  if (index === 'none') throw notSupported('DELETE of one element of a nested table', at)
  return function* (frame) {
    const collection = read(frame)
    const from = low(frame)
    const to = high === undefined ? from : high(frame)
    if (from === null || to === null) return
    const [first, last] = [keyOf(from, index, frame), keyOf(to, index, frame)]
    if (high === undefined) collection.delete(first)
    else
      for (const key of [...collection.keys()]) {
        if (key >= first && key <= last) collection.delete(key)
        if (frame.run.pulse.isTurn()) yield turn
      }
  }
}

const wrongArguments = (at: number): CompileError =>
  new CompileError('PLS-00306: wrong number or types of arguments in call', at)

const requireNone = (given: readonly Compiled[], at: number): void => {
  if (given.length > 0) throw wrongArguments(at)
}

const requireKey = (given: readonly Compiled[], at: number): ((frame: Frame) => Value) => {
  const [key, ...more] = plainOnly(given, at)
  if (key === undefined || more.length > 0) throw wrongArguments(at)
  return key
}

const plainOnly = (given: readonly Compiled[], at: number): readonly ((frame: Frame) => Value)[] =>
  given.map((compiled) => {
    if (compiled.pauses) throw notSupported('call inside the argument of a collection method', at)
    return compiled.run
  })

/** What using a nested table that has never been made ends with. */
export const uninitialised = (): OracleError => new OracleError(6531, 'Reference to uninitialized collection')
