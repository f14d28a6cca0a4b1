/**
 * What can be assigned to: variables, fields, elements, whole records and collections, and binds.
 */
import { OracleError } from '../../error.ts'
import type { Expression } from '../../parsing/ast/expression.ts'
import { CompileError } from '../../parsing/syntax-error.ts'
import { castValue, variableMisfit } from '../../values/casting.ts'
import type { DataType, Row, Value } from '../../values/value.ts'
import { type Frame, RecordValue, type Run } from '../frame.ts'
import type { Collection } from './collection.ts'
import { type Designator, designate, undesignated } from './designator.ts'
import type { CollectionShape, RecordShape, ScalarShape } from './shapes.ts'
import type { UnitContext } from './unit-context.ts'
import type { BlockNames } from './variables.ts'

export interface ScalarTarget {
  readonly kind: 'scalar'
  /** undefined for a bind whose type is not declared yet. */
  readonly type: DataType | undefined
  /** Converts and stores. Raises ORA-06502 for what does not fit. */
  assign(frame: Frame, value: Value): void
}

export interface RecordTarget {
  readonly kind: 'record'
  readonly shape: RecordShape
  assign(frame: Frame, row: Row): void
}

export interface CollectionTarget {
  readonly kind: 'collection'
  readonly shape: CollectionShape
  assign(frame: Frame, collection: Collection): void
}

export type Target = ScalarTarget | RecordTarget | CollectionTarget

/** Raises PLS-00363 for what cannot be assigned to and PLS-00201 for what is not declared. */
export const compileTarget = (expression: Expression, context: UnitContext, names: BlockNames): Target => {
  if (expression.kind === 'bind') return bindTarget(expression.index, context)
  const place = designate(expression, context.compilation, names)
  if (place === undefined) {
    if (expression.kind === 'name') throw undesignated(expression.name, names)
    throw new CompileError('PLS-00363: expression cannot be used as an assignment target', expression.at)
  }
  if (place.isConstant)
    throw new CompileError(
      `PLS-00363: expression '${place.text}' cannot be used as an assignment target`,
      expression.at,
    )
  if (place.enter !== undefined) context.entered.add(place.enter)
  return placeTarget(place)
}

const placeTarget = (place: Designator): Target => {
  const { shape, isNotNull } = place
  switch (shape.kind) {
    case 'scalar':
      return scalarTarget(place, shape, isNotNull || shape.isNotNull === true)
    case 'record':
      return {
        kind: 'record',
        shape,
        assign: (frame, row) => place.write(frame, recordOf(shape, row, frame)),
      }
    case 'collection':
      return { kind: 'collection', shape, assign: (frame, collection) => place.write(frame, collection) }
  }
}

const scalarTarget = (place: Designator, { type }: ScalarShape, isNotNull: boolean): ScalarTarget => ({
  kind: 'scalar',
  type,
  assign(frame, value) {
    if (isNotNull && value === null) throw nullNotAllowed()
    place.write(frame, castValue(value, type, variableMisfit, frame.run.session.nls))
  },
})

/** A record of the shape, its values converted. Raises ORA-06502 for what does not fit. */
export const recordOf = ({ fields }: RecordShape, row: Row, frame: Frame): RecordValue => {
  const { nls } = frame.run.session
  return new RecordValue(
    fields.map(({ type }, index) => castValue(row[index] ?? null, type, variableMisfit, nls)),
  )
}

/** A target that has to take one value. */
export const compileScalarTarget = (
  expression: Expression,
  context: UnitContext,
  names: BlockNames,
): ScalarTarget => {
  const target = compileTarget(expression, context, names)
  if (target.kind === 'scalar') return target
  throw new CompileError('PLS-00382: expression is of wrong type', expression.at)
}

export const nullNotAllowed = (): OracleError => new OracleError(6502, 'PL/SQL: numeric or value error')

const bindTarget = (index: number, context: UnitContext): ScalarTarget => {
  context.writtenBinds.add(index)
  return {
    kind: 'scalar',
    type: context.compilation.bindTypes[index],
    assign(frame, value) {
      assignBind(frame.run, index, value)
    },
  }
}

/** Stores an OUT bind as the client declared it. Raises ORA-06502 when the client's buffer is too small. */
export const assignBind = (run: Run, index: number, value: Value): void => {
  const declared = run.bindTypes[index]
  const fitted =
    declared === undefined ? value : castValue(value, declared.type, variableMisfit, run.session.nls)
  if (typeof fitted === 'string' && declared !== undefined && Buffer.byteLength(fitted) > declared.maxSize)
    throw new OracleError(6502, 'PL/SQL: numeric or value error: character string buffer too small')
  run.binds[index] = fitted
}
