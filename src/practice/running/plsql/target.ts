/**
 * What can be assigned to: variables, fields of records, whole records, and binds.
 */
import { OracleError } from '../../error.ts'
import type { Expression } from '../../parsing/ast/expression.ts'
import { CompileError } from '../../parsing/syntax-error.ts'
import { castValue, variableMisfit } from '../../values/casting.ts'
import type { Column, DataType, Row, Value } from '../../values/value.ts'
import type { Frame, Run } from '../frame.ts'
import type { UnitContext } from './unit-context.ts'
import { type BlockNames, recordIn } from './variables.ts'

export interface ScalarTarget {
  readonly kind: 'scalar'
  /** undefined for a bind whose type is not declared yet. */
  readonly type: DataType | undefined
  /** Converts and stores. Raises ORA-06502 for what does not fit. */
  assign(frame: Frame, value: Value): void
}

export interface RecordTarget {
  readonly kind: 'record'
  readonly fields: readonly Column[]
  assign(frame: Frame, row: Row): void
}

export type Target = ScalarTarget | RecordTarget

/** Raises PLS-00363 for what cannot be assigned to and PLS-00201 for what is not declared. */
export const compileTarget = (expression: Expression, context: UnitContext, names: BlockNames): Target => {
  if (expression.kind === 'bind') return bindTarget(expression.index, context)
  if (expression.kind !== 'name')
    throw new CompileError('PLS-00363: expression cannot be used as an assignment target', expression.at)
  const text = expression.name.parts.join('.')
  const found = names.find(expression.name)
  if (found === undefined)
    throw new CompileError(`PLS-00201: identifier '${text}' must be declared`, expression.at)
  const { variable, field } = found
  const { slot, shape, isNotNull } = variable
  if (variable.isConstant)
    throw new CompileError(
      `PLS-00363: expression '${text}' cannot be used as an assignment target`,
      expression.at,
    )
  if (shape.kind === 'scalar') {
    const { type } = shape
    return {
      kind: 'scalar',
      type,
      assign(frame, value) {
        if (isNotNull && value === null) throw nullNotAllowed()
        frame.slots[slot] = castValue(value, type, variableMisfit, frame.run.session.nls)
      },
    }
  }
  const { fields } = shape
  const column = field === undefined ? undefined : fields[field]
  if (field !== undefined && column !== undefined) {
    return {
      kind: 'scalar',
      type: column.type,
      assign(frame, value) {
        recordIn(frame, slot).fields[field] = castValue(
          value,
          column.type,
          variableMisfit,
          frame.run.session.nls,
        )
      },
    }
  }
  return {
    kind: 'record',
    fields,
    assign(frame, row) {
      const record = recordIn(frame, slot)
      for (const [index, { type }] of fields.entries())
        record.fields[index] = castValue(row[index] ?? null, type, variableMisfit, frame.run.session.nls)
    },
  }
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

const nullNotAllowed = (): OracleError => new OracleError(6502, 'PL/SQL: numeric or value error')

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
