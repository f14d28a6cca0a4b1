/**
 * The compilation of what is stored as a source: in its owner's name, with the faults told by line and column.
 */
import type { CompiledObject, UnitProblem } from '../../dictionary/schema-object.ts'
import { placeOf } from '../../parsing/syntax-error.ts'
import type { Instance } from '../instance.ts'
import { UnitContext } from './unit-context.ts'

export interface CompiledSource {
  /** The catalog's version it was compiled with: under another one it may be stale. */
  readonly version: number
  readonly problems: readonly UnitProblem[]
}

export const sourceContext = (
  { owner, name, source }: CompiledObject,
  instance: Instance,
  firstSlot = 0,
): UnitContext => {
  const authority = { user: owner, schema: owner, isWithoutRoles: true }
  const compilation = { instance, authority, dialect: 'PL/SQL', bindTypes: [] } as const
  return new UnitContext(compilation, source, `"${owner}.${name}"`, undefined, firstSlot)
}

export const problemsOf = ({ problems, source }: UnitContext): readonly UnitProblem[] =>
  problems.map(({ at, message }) => ({ ...placeOf(source, at), message }))
