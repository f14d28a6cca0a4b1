/**
 * Expressions that name a place: a variable, a field of a record, an element of a collection or a field of one. Knows how
 * to read the place and how to write it, not what is written there.
 */
import { notSupported, OracleError } from '../../error.ts'
import type { Argument, Expression } from '../../parsing/ast/expression.ts'
import type { Name } from '../../parsing/ast/name.ts'
import { CompileError } from '../../parsing/syntax-error.ts'
import { castValue, variableMisfit } from '../../values/casting.ts'
import { toNumber, toText } from '../../values/conversion.ts'
import type { Value } from '../../values/value.ts'
import { undeclared } from '../expression/call.ts'
import type { Compilation } from '../expression/compilation.ts'
import { compileExpression } from '../expression/compile-expression.ts'
import { type Compiled, pausing, plain } from '../expression/compiled.ts'
import { frameAt, type Scope } from '../expression/scope.ts'
import { type Frame, RecordValue, type Run, type Slot } from '../frame.ts'
import type { Work } from '../pause.ts'
import { Collection, type Element, type Key, noElement } from './collection.ts'
import { collectionMethod, uninitialised } from './collection-methods.ts'
import type { CollectionShape, RecordShape, Shape } from './shapes.ts'
import { type BlockNames, plsqlAround } from './variables.ts'

export interface Designator {
  readonly shape: Shape
  /** As written, for errors. */
  readonly text: string
  readonly isConstant: boolean
  readonly isNotNull: boolean
  /** Makes sure that the package it stands in has its state. */
  readonly enter: ((run: Run) => Work<void>) | undefined
  read(frame: Frame): Slot
  /** The record that stands there, for a change of one of its fields; an element that is not there is made. */
  readToChange(frame: Frame): Slot
  /** Stores what has the place's shape already. */
  write(frame: Frame, value: Slot): void
}

/** The variable or field that a name means; undefined when it is no such thing. */
export const designateName = (name: Name, names: BlockNames): Designator | undefined => {
  const found = names.variable(name)
  if (found === undefined) return undefined
  const { item, rest, reach, enter } = found
  const { slot, shape, isConstant, isNotNull } = item
  const variable: Designator = {
    shape,
    text: name.parts.join('.'),
    isConstant,
    isNotNull,
    enter,
    read: (frame) => reach(frame).slots[slot] ?? null,
    readToChange: (frame) => reach(frame).slots[slot] ?? null,
    write(frame, value) {
      reach(frame).slots[slot] = value
    },
  }
  return rest.reduce<Designator | undefined>((whole, part) => whole && fieldOf(whole, part), variable)
}

/** PLS-00302 for a name that begins with a record and goes on with none of its fields; PLS-00201 for any other. */
export const undesignated = (name: Name, names: BlockNames | undefined): CompileError => {
  const { parts, at } = name
  const whole = { parts: parts.slice(0, -1), at }
  return names !== undefined && whole.parts.length > 0 && designateName(whole, names)?.shape.kind === 'record'
    ? new CompileError(
        `PLS-00302: component '${parts.at(-1)}' must be declared`,
        at + whole.parts.join('.').length + 1,
      )
    : undeclared(name)
}

/** A field of a record; undefined when there is none of that name. */
const fieldOf = (whole: Designator, name: string): Designator | undefined => {
  if (whole.shape.kind !== 'record') return undefined
  const index = whole.shape.fields.findIndex((field) => field.name === name)
  const field = whole.shape.fields[index]
  if (field === undefined) return undefined
  return {
    ...whole,
    shape: { kind: 'scalar', type: field.type },
    isNotNull: false,
    read: (frame) => recordIn(whole.read(frame)).fields[index] ?? null,
    write(frame, value) {
      recordIn(whole.readToChange(frame)).fields[index] = value as Value
    },
  }
}

export const recordIn = (slot: Slot): RecordValue => {
  if (slot instanceof RecordValue) return slot
  throw new Error('a record variable without its record')
}

export const collectionIn = (slot: Slot): Collection => {
  if (slot instanceof Collection) return slot
  throw new Error('a collection variable without its collection')
}

/** A place that is read or written as it is; undefined for what is no place. */
export const designate = (
  expression: Expression,
  compilation: Compilation,
  scope: Scope | undefined,
): Designator | undefined => {
  const around = plsqlAround(scope)
  if (around === undefined) return undefined
  switch (expression.kind) {
    case 'name': {
      const found = designateName(expression.name, around.names)
      return found && seenFrom(found, around.depth)
    }
    case 'call': {
      const collection = designateName(expression.name, around.names)
      if (collection?.shape.kind !== 'collection') return undefined
      const index = compileIndex(expression.arguments, compilation, scope, expression.at)
      return elementOf(seenFrom(collection, around.depth), collection.shape, index, expression.at)
    }
    case 'member': {
      const whole = designate(expression.of, compilation, scope)
      if (whole === undefined) return undefined
      const field = fieldOf(whole, expression.member)
      if (field !== undefined) return field
      throw new CompileError(`PLS-00302: component '${expression.member}' must be declared`, expression.at)
    }
    default:
      return undefined
  }
}

/** The same place, from the frame of a query block inside the PL/SQL. */
const seenFrom = (place: Designator, depth: number): Designator =>
  depth === 0
    ? place
    : {
        ...place,
        read: (frame) => place.read(frameAt(frame, depth)),
        readToChange: (frame) => place.readToChange(frameAt(frame, depth)),
        write: (frame, value) => place.write(frameAt(frame, depth), value),
      }

// ---- elements of collections ------------------------------------------------------------------------------

/** The one index of an element. Raises PLS-00306 for more or fewer. */
const compileIndex = (
  given: readonly Argument[],
  compilation: Compilation,
  scope: Scope | undefined,
  at: number,
): Compiled => {
  const [only, another] = given
  if (only === undefined || another !== undefined || only.name !== undefined)
    throw new CompileError('PLS-00306: wrong number or types of arguments in call', at)
  return compileExpression(only.value, { ...compilation, isAtOnce: true }, scope)
}

/** @throws OracleError ORA-06502 for null and for texts that are too long, ORA-01426 for numbers out of range. */
export const keyOf = (value: Value, index: CollectionShape['index'], frame: Frame): Key => {
  const { nls } = frame.run.session
  const key =
    typeof index === 'object'
      ? toText(castValue(value, { name: 'VARCHAR2', length: index.length }, variableMisfit, nls), nls)
      : toNumber(castValue(value, { name: 'BINARY_INTEGER' }, variableMisfit, nls))?.toNumber()
  if (key === null || key === undefined)
    throw new OracleError(6502, 'PL/SQL: numeric or value error: NULL index table key value')
  return key
}

const elementOf = (whole: Designator, shape: CollectionShape, index: Compiled, at: number): Designator => {
  if (index.pauses) throw notSupported('call inside the index of an element', at)
  const { run } = index
  const { element } = shape
  /** The collection with a key that it may have. */
  const locate = (frame: Frame) => {
    const collection = collectionIn(whole.read(frame))
    const key = keyOf(run(frame), shape.index, frame)
    if (shape.index === 'none') requireSubscript(collection, key)
    return { collection, key }
  }
  return {
    ...whole,
    shape: element,
    isNotNull: false,
    read(frame) {
      const { collection, key } = locate(frame)
      const found = collection.get(key)
      if (found === undefined) throw noElement()
      return found
    },
    readToChange(frame) {
      const { collection, key } = locate(frame)
      const found = collection.get(key)
      if (found === undefined) collection.set(key, emptyElement(shape), frame.run.session.memory)
      return collection.toChange(key) ?? null
    },
    write(frame, value) {
      const { collection, key } = locate(frame)
      collection.set(key, value as Element, frame.run.session.memory)
    },
  }
}

/** Raises ORA-06531, ORA-06532 and ORA-06533: a nested table has the elements that it was made and extended to. */
const requireSubscript = (collection: Collection, key: Key): void => {
  if (collection.isNull) throw uninitialised()
  if (Number(key) < 1) throw new OracleError(6532, 'Subscript outside of limit')
  if (Number(key) > collection.count) throw new OracleError(6533, 'Subscript beyond count')
}

// ---- as expressions ---------------------------------------------------------------------------------------

/** A place as a value; undefined when it is none or holds more than one value. */
export const readPlace = (place: Designator | undefined): Compiled | undefined => {
  if (place?.shape.kind !== 'scalar') return undefined
  const { enter, shape, read } = place
  const readValue = (frame: Frame): Value => read(frame) as Value
  if (enter === undefined) return plain(shape.type, readValue)
  return pausing(shape.type, function* (frame) {
    yield* enter(frame.run)
    return readValue(frame)
  })
}

/** What a name means in PL/SQL as a value: a variable, a field, or a method of a collection. */
export const readName = (name: Name, names: BlockNames): Compiled | undefined => {
  const place = designateName(name, names)
  if (place !== undefined) return readPlace(place)
  const whole = designateName({ parts: name.parts.slice(0, -1), at: name.at }, names)
  if (whole?.shape.kind !== 'collection') return undefined
  return collectionMethod(whole, whole.shape, name.parts.at(-1) ?? '', [], name.at)
}

/** A method of a collection with arguments, an element, or a field of one; undefined for anything else. */
export const readComponent = (
  expression: Extract<Expression, { kind: 'call' | 'member' }>,
  compilation: Compilation,
  scope: Scope | undefined,
): Compiled | undefined => {
  const around = plsqlAround(scope)
  if (around === undefined) return undefined
  if (expression.kind === 'call' && expression.name.parts.length > 1) {
    const { parts, at } = expression.name
    const whole = designateName({ parts: parts.slice(0, -1), at }, around.names)
    if (whole?.shape.kind === 'collection') {
      const atOnce = { ...compilation, isAtOnce: true }
      const given = expression.arguments.map(({ value }) => compileExpression(value, atOnce, scope))
      return collectionMethod(seenFrom(whole, around.depth), whole.shape, parts.at(-1) ?? '', given, at)
    }
  }
  return readPlace(designate(expression, compilation, scope))
}

/** What a new element of a collection holds. */
export const emptyElement = ({ element }: CollectionShape): Element =>
  element.kind === 'record' ? new RecordValue(element.fields.map(() => null)) : null

/** A new record or collection with nothing in it. */
export const emptyOf = (shape: RecordShape | CollectionShape): Slot =>
  shape.kind === 'record'
    ? new RecordValue(shape.fields.map(() => null))
    : new Collection(shape.index === 'none')
