/**
 * Declared types: built-in ones, %TYPE and %ROWTYPE.
 */
import { OracleError } from '../../error.ts'
import type { TypeName } from '../../parsing/ast/expression.ts'
import type { Name } from '../../parsing/ast/name.ts'
import { CompileError } from '../../parsing/syntax-error.ts'
import type { Column, DataType } from '../../values/value.ts'
import type { Compilation } from '../expression/compilation.ts'
import type { BlockNames, Shape } from './variables.ts'

/** Raises PLS-00201 for a table, column or variable that is not there. */
export const shapeOf = (type: TypeName, compilation: Compilation, names: BlockNames | undefined): Shape => {
  switch (type.kind) {
    case 'built-in':
      return { kind: 'scalar', type: type.type }
    case 'row type':
      return { kind: 'record', fields: rowColumns(type.name, compilation, names) }
    case 'column type':
      return columnShape(type.name, compilation, names)
  }
}

/** A type that cannot be a record: parameters, results. */
export const scalarTypeOf = (type: TypeName, compilation: Compilation): DataType => {
  const shape = shapeOf(type, compilation, undefined)
  if (shape.kind === 'scalar') return shape.type
  throw new OracleError(3001, 'unimplemented feature: %ROWTYPE parameter (practice database)', type.at)
}

const columnShape = (name: Name, compilation: Compilation, names: BlockNames | undefined): Shape => {
  const found = names?.find(name)
  if (found !== undefined) {
    const { shape } = found.variable
    if (found.field === undefined) return shape
    const field = shape.kind === 'record' ? shape.fields[found.field] : undefined
    if (field !== undefined) return { kind: 'scalar', type: field.type }
  }
  const column = name.parts.at(-1)
  const table = tableColumns({ parts: name.parts.slice(0, -1), at: name.at }, compilation)
  const type = table?.find((candidate) => candidate.name === column)?.type
  if (type === undefined) throw undeclared(name)
  return { kind: 'scalar', type }
}

const rowColumns = (
  name: Name,
  compilation: Compilation,
  names: BlockNames | undefined,
): readonly Column[] => {
  const [cursorName] = name.parts
  const cursor = name.parts.length === 1 && cursorName !== undefined ? names?.cursor(cursorName) : undefined
  const columns = cursor?.plan.columns ?? tableColumns(name, compilation)
  if (columns === undefined) throw undeclared(name)
  return columns
}

const tableColumns = (name: Name, { instance, authority }: Compilation): readonly Column[] | undefined => {
  if (name.parts.length === 0) return undefined
  const object = instance.catalog.resolve(name, authority)
  if (object === undefined) return undefined
  if (object.kind === 'DICTIONARY VIEW' || object.kind === 'VIEW') return object.columns
  return object.kind === 'TABLE' ? object.table.columns : undefined
}

const undeclared = (name: Name): CompileError =>
  new CompileError(`PLS-00201: identifier '${name.parts.join('.')}' must be declared`, name.at)
