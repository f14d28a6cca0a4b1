/**
 * Everything that is stored as a source: compiled when created, and again when something it may depend on has changed; run
 * with the rights and names of its owner.
 */
import type { CompiledObject, UnitObject } from '../../dictionary/schema-object.ts'
import { OracleError } from '../../error.ts'
import type { Name } from '../../parsing/ast/name.ts'
import type { Unit } from '../../parsing/ast/plsql.ts'
import { CompileError } from '../../parsing/syntax-error.ts'
import type { Compilation } from '../expression/compilation.ts'
import type { Instance } from '../instance.ts'
import type { Routine } from '../routine.ts'
import { compileBody } from './package-body.ts'
import { compilePackage, packagesOutside } from './package-unit.ts'
import { type CompiledSource, problemsOf, sourceContext } from './source-context.ts'
import { declareSubprogram } from './subprogram.ts'
import { BlockNames } from './variables.ts'

interface CompiledUnit extends CompiledSource {
  readonly routine: Routine | undefined
}

const compiledUnits = new WeakMap<UnitObject, CompiledUnit>()

/** Compiles a source unless it is compiled as things are; notes in the catalog what is wrong with it. */
export const compileStored = (object: CompiledObject, instance: Instance): CompiledSource => {
  switch (object.kind) {
    case 'PACKAGE':
      return (
        compilePackage(object, instance) ?? { version: instance.catalog.version, problems: object.problems }
      )
    case 'PACKAGE BODY':
      return compileBody(object, instance)
    case 'PROCEDURE':
    case 'FUNCTION':
      return compileUnit(object, instance)
  }
}

/** The unit, ready to be called. Raises PLS-00905 when it is invalid, in SQL ORA-06575. */
export const storedRoutine = (
  object: UnitObject,
  { instance, dialect }: Compilation,
  { at }: Name,
): Routine => {
  const { routine } = compileUnit(object, instance)
  if (routine !== undefined) return routine
  throw dialect === 'SQL'
    ? new OracleError(6575, `Package or function ${object.name} is in an invalid state`, at)
    : new CompileError(`PLS-00905: object ${object.owner}.${object.name} is invalid`, at)
}

const compileUnit = (object: UnitObject, instance: Instance): CompiledUnit => {
  const known = compiledUnits.get(object)
  if (known?.version === instance.catalog.version) return known
  const compiled =
    object.unit === undefined
      ? { version: instance.catalog.version, problems: object.problems, routine: undefined }
      : compileAnew(object, object.unit, instance)
  object.problems = compiled.problems
  compiledUnits.set(object, compiled)
  return compiled
}

const compileAnew = (object: UnitObject, unit: Unit, instance: Instance): CompiledUnit => {
  const { version } = instance.catalog
  const context = sourceContext(object, instance)
  const names = new BlockNames(undefined, undefined, { outside: packagesOutside(context.compilation) })
  const { routine: declared, define } = declareSubprogram(unit, object.name, context, names, false)
  const routine: Routine = {
    ...declared,
    invoke: (slots, run) => declared.invoke(slots, { ...run, binds: [], bindTypes: [] }),
  }
  // Known before its body is compiled: the body may call the unit itself.
  compiledUnits.set(object, { version, problems: [], routine })
  define(unit)
  const problems = problemsOf(context)
  return { version, problems, routine: problems.length === 0 ? routine : undefined }
}
