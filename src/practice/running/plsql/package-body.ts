/**
 * The bodies of packages: private declarations, the definitions of what the specification announces, and the
 * initialisation.
 */
import type { PackageBodyObject } from '../../dictionary/schema-object.ts'
import { OracleError } from '../../error.ts'
import type { Declaration, PackageUnit } from '../../parsing/ast/plsql.ts'
import type { Instance } from '../instance.ts'
import type { Routine } from '../routine.ts'
import { compileStatements } from './compile-block.ts'
import {
  announce,
  compileDeclarations,
  type Initialise,
  type NamedSubprogram,
  signatureOf,
} from './declare.ts'
import { compilePackage } from './package-unit.ts'
import { type CompiledSource, problemsOf, sourceContext } from './source-context.ts'
import type { UnitContext } from './unit-context.ts'
import { BlockNames } from './variables.ts'

export interface CompiledBody extends CompiledSource {
  readonly names: BlockNames
  readonly context: UnitContext
  /** The public ones, in the order of the specification. */
  readonly routines: readonly Routine[]
  readonly initialise: Initialise
}

const compiledBodies = new WeakMap<PackageBodyObject, CompiledBody>()

/** Compiles a body, unless it is compiled as things are. */
export const compileBody = (object: PackageBodyObject, instance: Instance): CompiledBody => {
  const known = compiledBodies.get(object)
  if (known?.version === instance.catalog.version) return known
  const compiled = compileAnew(object, instance)
  object.problems = compiled.problems
  compiledBodies.set(object, compiled)
  return compiled
}

/** The body, ready to run. Raises ORA-04063 when it has errors. */
export const readyBody = (object: PackageBodyObject, instance: Instance): CompiledBody => {
  const compiled = compileBody(object, instance)
  if (compiled.problems.length === 0) return compiled
  const name = `"${object.owner}.${object.name}"`
  throw new OracleError(
    4063,
    `package body ${name} has errors\nORA-06508: PL/SQL: could not find program unit being called: ${name}`,
  )
}

const compileAnew = (object: PackageBodyObject, instance: Instance): CompiledBody => {
  const found = instance.catalog.find(object.owner, object.name)
  const specification = found?.kind === 'PACKAGE' ? found : undefined
  const compiled = specification && compilePackage(specification, instance)
  const context = sourceContext(object, instance, compiled?.context.slots)
  const names = new BlockNames(object.name, compiled?.names)
  const { version } = instance.catalog
  const { unit } = object
  const unusable = { version, names, context, routines: [], *initialise() {} }
  if (unit === undefined) return { ...unusable, problems: object.problems }
  if (compiled === undefined || compiled.problems.length > 0) {
    const { at } = unit.name
    context.problems.push(
      { at, message: `PLS-00201: identifier '${object.name}' must be declared` },
      { at, message: `PLS-00304: cannot compile body of '${object.name}' without its specification` },
    )
    return { ...unusable, problems: problemsOf(context) }
  }
  const announced = publicSubprograms(specification?.unit).map(
    ({ name, subprogram, at }): NamedSubprogram => {
      const declared = announce(name, subprogram, context, names, false)
      return { name, at, signature: signatureOf(subprogram), declared }
    },
  )
  const { initialise } = compileDeclarations(unit.declarations, context, names, 'body', announced)
  const statements = unit.initialisation && compileStatements(unit.initialisation, context, names)
  return {
    version,
    problems: problemsOf(context),
    names,
    context,
    routines: announced.map(({ declared }) => declared.routine),
    *initialise(frame) {
      yield* initialise(frame)
      if (statements !== undefined) yield* statements(frame)
    },
  }
}

type PublicSubprogram = Extract<Declaration, { kind: 'subprogram' }>

const publicSubprograms = (unit: PackageUnit | undefined): readonly PublicSubprogram[] =>
  (unit?.declarations ?? []).flatMap((declaration) =>
    declaration.kind === 'subprogram' ? [declaration] : [],
  )
