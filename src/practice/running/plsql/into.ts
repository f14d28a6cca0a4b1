/**
 * Where rows go: INTO variables, a record, or with BULK COLLECT collections.
 */
import { notSupported } from '../../error.ts'
import type { Expression } from '../../parsing/ast/expression.ts'
import { CompileError } from '../../parsing/syntax-error.ts'
import { castValue, variableMisfit } from '../../values/casting.ts'
import type { Row } from '../../values/value.ts'
import type { Frame } from '../frame.ts'
import { Collection, type Element } from './collection.ts'
import { type CollectionTarget, compileTarget, recordOf, type Target } from './target.ts'
import type { UnitContext } from './unit-context.ts'
import type { BlockNames } from './variables.ts'

/** Places for the values of a row; `columns` counts those that they take. */
export interface RowTarget {
  readonly columns: number
  store(frame: Frame, row: Row): void
}

/** Raises PLS-00363 and PLS-00201 for what cannot be assigned to. */
export const compileRowTarget = (
  into: readonly Expression[],
  context: UnitContext,
  names: BlockNames,
): RowTarget => {
  const targets = into.map((target): Target => compileTarget(target, context, names))
  const [only] = targets
  if (only?.kind === 'record' && targets.length === 1)
    return { columns: only.shape.fields.length, store: (frame, row) => only.assign(frame, row) }
  const scalars = targets.map((target, index) => {
    if (target.kind === 'scalar') return target
    throw target.kind === 'record'
      ? new CompileError(
          'PLS-00494: coercion into multiple record targets not supported',
          into[index]?.at ?? 0,
        )
      : new CompileError(
          'PLS-00642: local collection types not allowed in SQL statements',
          into[index]?.at ?? 0,
        )
  })
  return {
    columns: scalars.length,
    store(frame, row) {
      for (const [index, target] of scalars.entries()) target.assign(frame, row[index] ?? null)
    },
  }
}

/** Collections that rows are gathered in, from 1 on. */
export interface BulkTarget {
  readonly columns: number
  /** New collections for the rows to come; they become the variables' when all rows are there. */
  begin(): readonly Collection[]
  add(collections: readonly Collection[], frame: Frame, row: Row): void
  finish(collections: readonly Collection[], frame: Frame): void
}

/** Raises PLS-00497 for what is no collection. */
export const compileBulkTarget = (
  into: readonly Expression[],
  context: UnitContext,
  names: BlockNames,
): BulkTarget => {
  const targets = into.map((expression): CollectionTarget => {
    const target = compileTarget(expression, context, names)
    if (target.kind !== 'collection')
      throw new CompileError(
        'PLS-00497: cannot mix between single row and multi-row (BULK) in INTO list',
        expression.at,
      )
    if (typeof target.shape.index === 'object')
      throw new CompileError(
        'PLS-00657: Implementation restriction: bulk SQL with associative arrays with VARCHAR2 key is not supported.',
        expression.at,
      )
    return target
  })
  const [only] = targets
  const record = only?.shape.element
  const takesRows = targets.length === 1 && record?.kind === 'record'
  if (!takesRows && targets.some(({ shape }) => shape.element.kind === 'record'))
    throw notSupported('BULK COLLECT into several collections of records', into[0]?.at)
  const elementOf = (target: CollectionTarget, index: number, frame: Frame, row: Row): Element =>
    target.shape.element.kind === 'record'
      ? recordOf(target.shape.element, row, frame)
      : castValue(row[index] ?? null, target.shape.element.type, variableMisfit, frame.run.session.nls)
  return {
    columns: takesRows && record?.kind === 'record' ? record.fields.length : targets.length,
    begin: () => targets.map(() => new Collection(false)),
    add(collections, frame, row) {
      for (const [index, target] of targets.entries()) {
        const collection = collections[index]
        collection?.set(collection.count + 1, elementOf(target, index, frame, row), frame.run.session.memory)
      }
    },
    finish(collections, frame) {
      for (const [index, target] of targets.entries()) {
        const collection = collections[index]
        if (collection !== undefined) target.assign(frame, collection)
      }
    },
  }
}
