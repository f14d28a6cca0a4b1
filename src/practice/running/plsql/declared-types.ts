/**
 * Declared types as shapes: built-in ones, %TYPE, %ROWTYPE and those that PL/SQL has declared.
 */
import { notSupported } from '../../error.ts'
import type { TypeName } from '../../parsing/ast/expression.ts'
import type { Name } from '../../parsing/ast/name.ts'
import type { TypeDefinition } from '../../parsing/ast/plsql.ts'
import { CompileError } from '../../parsing/syntax-error.ts'
import type { Column } from '../../values/value.ts'
import type { Compilation } from '../expression/compilation.ts'
import { columnsOf } from '../query/stored-view.ts'
import { designateName } from './designator.ts'
import type { RecordShape, ScalarShape, Shape } from './shapes.ts'
import type { BlockNames } from './variables.ts'

/** Raises PLS-00201 for a type, table, column or variable that is not there. */
export const shapeOf = (type: TypeName, compilation: Compilation, names: BlockNames | undefined): Shape => {
  switch (type.kind) {
    case 'built-in':
      return { kind: 'scalar', type: type.type }
    case 'row type':
      return { kind: 'record', fields: rowColumns(type.name, compilation, names) }
    case 'column type':
      return columnShape(type.name, compilation, names)
    case 'named': {
      const found = names?.type(type.name)
      if (found === undefined || found.rest.length > 0) throw undeclared(type.name)
      return found.item
    }
  }
}

/** The shape that a TYPE or SUBTYPE declaration gives a name to. */
export const shapeOfDefinition = (
  definition: TypeDefinition,
  compilation: Compilation,
  names: BlockNames,
  at: number,
): Shape => {
  switch (definition.kind) {
    case 'ref cursor':
      return { kind: 'scalar', type: { name: 'REF CURSOR' } }
    case 'subtype': {
      const base = shapeOf(definition.base, compilation, names)
      if (!definition.isNotNull) return base
      if (base.kind !== 'scalar') throw notSupported('SUBTYPE ... NOT NULL of several values', at)
      return { ...base, isNotNull: true }
    }
    case 'record':
      return {
        kind: 'record',
        declared: definition,
        fields: definition.fields.map(({ name, type }): Column => {
          const shape = shapeOf(type, compilation, names)
          if (shape.kind !== 'scalar') throw notSupported(`${shape.kind} in a record`, type.at)
          return { name, type: shape.type, nullable: true }
        }),
      }
    case 'table': {
      const element = shapeOf(definition.element, compilation, names)
      if (element.kind === 'collection')
        throw notSupported('collection of collections', definition.element.at)
      return { kind: 'collection', element, index: definition.index ?? 'none', declared: definition }
    }
  }
}

const columnShape = (name: Name, compilation: Compilation, names: BlockNames | undefined): Shape => {
  const place = names && designateName(name, names)
  if (place !== undefined) return place.shape
  const column = name.parts.at(-1)
  const table = tableColumns({ parts: name.parts.slice(0, -1), at: name.at }, compilation)
  const type = table?.find((candidate) => candidate.name === column)?.type
  if (type === undefined) throw undeclared(name)
  return { kind: 'scalar', type } satisfies ScalarShape
}

const rowColumns = (
  name: Name,
  compilation: Compilation,
  names: BlockNames | undefined,
): RecordShape['fields'] => {
  const columns = names?.cursor(name)?.item.plan.columns ?? tableColumns(name, compilation)
  if (columns === undefined) throw undeclared(name)
  return columns
}

const tableColumns = (name: Name, { instance, authority }: Compilation): readonly Column[] | undefined => {
  if (name.parts.length === 0) return undefined
  const object = instance.catalog.resolve(name, authority)
  switch (object?.kind) {
    case 'DICTIONARY VIEW':
      return object.columns
    case 'TABLE':
    case 'VIEW':
      return columnsOf(object, instance)
    default:
      return undefined
  }
}

const undeclared = (name: Name): CompileError =>
  new CompileError(`PLS-00201: identifier '${name.parts.join('.')}' must be declared`, name.at)
