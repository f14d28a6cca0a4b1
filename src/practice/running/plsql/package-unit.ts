/**
 * Packages: the specification says what others may use, the body what it does. Whoever uses a package is compiled against
 * its specification alone; the body is looked for when a subprogram of it is called.
 */
import type { PackageObject } from '../../dictionary/schema-object.ts'
import { OracleError } from '../../error.ts'
import type { Name } from '../../parsing/ast/name.ts'
import { CompileError } from '../../parsing/syntax-error.ts'
import type { Compilation } from '../expression/compilation.ts'
import type { Frame, Run } from '../frame.ts'
import type { Instance } from '../instance.ts'
import type { Work } from '../pause.ts'
import type { Routine } from '../routine.ts'
import { compileDeclarations, type Initialise, type NamedSubprogram } from './declare.ts'
import { readyBody } from './package-body.ts'
import { enterPackage, layoutOf, type PackageIdentity, stateFrame } from './package-state.ts'
import { type CompiledSource, problemsOf, sourceContext } from './source-context.ts'
import type { UnitContext } from './unit-context.ts'
import { BlockNames, type Outside } from './variables.ts'

export interface CompiledPackage extends CompiledSource {
  readonly names: BlockNames
  readonly context: UnitContext
  /** What its body has to define. */
  readonly subprograms: readonly NamedSubprogram[]
  readonly initialise: Initialise
}

const compiledPackages = new WeakMap<PackageObject, CompiledPackage>()
const beingCompiled = new WeakSet<PackageObject>()

/** Compiles a specification, unless it is compiled as things are; undefined for one that needs itself to be compiled. */
export const compilePackage = (object: PackageObject, instance: Instance): CompiledPackage | undefined => {
  const known = compiledPackages.get(object)
  if (known?.version === instance.catalog.version) return known
  if (beingCompiled.has(object)) return undefined
  beingCompiled.add(object)
  try {
    const compiled = compileSpecification(object, instance)
    object.problems = compiled.problems
    compiledPackages.set(object, compiled)
    return compiled
  } finally {
    beingCompiled.delete(object)
  }
}

const compileSpecification = (object: PackageObject, instance: Instance): CompiledPackage => {
  const context = sourceContext(object, instance)
  const names = new BlockNames(object.name, undefined, { outside: packagesOutside(context.compilation) })
  const { version } = instance.catalog
  const { initialise, subprograms } = compileDeclarations(
    object.unit?.declarations ?? [],
    context,
    names,
    'specification',
  )
  for (const [name, overloaded] of names.routines)
    names.routines.set(
      name,
      overloaded.map((routine) => {
        const index = subprograms.findIndex(({ declared }) => declared.routine === routine)
        return delegate(routine, index, object, instance)
      }),
    )
  const problems = object.unit === undefined ? object.problems : problemsOf(context)
  return { version, problems, names, context, subprograms, initialise }
}

/** A public subprogram as others call it: with the body that there is when it is called. */
const delegate = (routine: Routine, index: number, object: PackageObject, instance: Instance): Routine => ({
  ...routine,
  parameters: routine.parameters.map((parameter) => {
    const { defaultValue } = parameter
    if (defaultValue === undefined) return parameter
    return {
      ...parameter,
      *defaultValue(run: Run) {
        return yield* defaultValue(run, yield* enter(object, instance, run))
      },
    }
  }),
  *invoke(slots, run) {
    const body = instance.catalog.packageBody(object.owner, object.name)
    if (body === undefined) throw missingBody(object)
    const target = readyBody(body, instance).routines[index]
    if (target === undefined) throw missingBody(object)
    return yield* target.invoke(slots, run, yield* enter(object, instance, run))
  },
})

const missingBody = ({ owner, name }: PackageObject): OracleError =>
  new OracleError(
    4067,
    [
      `not executed, package body "${owner}.${name}" does not exist`,
      `ORA-06508: PL/SQL: could not find program unit being called: "${owner}.${name}"`,
    ].join('\n'),
  )

/** The package with its body as they are now, ready to be entered. */
const assemble = (object: PackageObject, instance: Instance) => {
  const compiled = compilePackage(object, instance)
  if (compiled === undefined) throw new Error('a package that needs itself runs')
  const bodyObject = instance.catalog.packageBody(object.owner, object.name)
  const body = bodyObject && readyBody(bodyObject, instance)
  const { context } = body ?? compiled
  const identity: PackageIdentity = {
    specification: object,
    body: bodyObject,
    changed: [object.changed, bodyObject?.changed],
    layout: layoutOf(body?.names ?? compiled.names),
    isStateful: context.slots > 0,
  }
  return {
    identity,
    context,
    initialise: [compiled.initialise, ...(body === undefined ? [] : [body.initialise])],
  }
}

/** Makes sure that the session has the package's state. Raises ORA-04068, and what its initialisation raises. */
const enter = (object: PackageObject, instance: Instance, run: Run): Work<Frame> => {
  const { identity, context, initialise } = assemble(object, instance)
  return enterPackage(identity, context, initialise, run)
}

// ---- for those who use packages ---------------------------------------------------------------------------

/** The package that a name's first parts mean, for those who may execute it. Raises PLS-00905 when it has errors. */
const findPackage = (
  { parts, at }: Name,
  { instance, authority }: Compilation,
): { readonly object: PackageObject; readonly rest: readonly string[] } | undefined => {
  for (const length of [1, 2]) {
    if (parts.length <= length) return undefined
    const object = instance.catalog.resolve({ parts: parts.slice(0, length), at }, authority)
    if (object?.kind === 'PACKAGE')
      return instance.catalog.may(authority, 'EXECUTE', object)
        ? { object, rest: parts.slice(length) }
        : undefined
  }
  return undefined
}

/** What code compiled with these rights finds in packages. */
export const packagesOutside = (compilation: Compilation): Outside => {
  const { instance } = compilation
  return (name) => {
    const found = findPackage(name, compilation)
    const compiled = found && compilePackage(found.object, instance)
    if (found === undefined || compiled === undefined) return undefined
    const { object, rest } = found
    if (compiled.problems.length > 0)
      throw new CompileError(`PLS-00905: object ${object.owner}.${object.name} is invalid`, name.at)
    if (!compiled.names.has(rest[0] ?? '')) throw noComponent(name, rest)
    return {
      names: compiled.names,
      parts: rest,
      reach: (frame) => stateFrame(frame.run.session, object),
      *enter(run) {
        yield* enter(object, instance, run)
      },
    }
  }
}

/** The place is that of the component, as it stands when no blank or quote is written. */
const noComponent = ({ parts, at }: Name, rest: readonly string[]): CompileError => {
  const before = parts.slice(0, parts.length - rest.length)
  return new CompileError(
    `PLS-00302: component '${rest[0]}' must be declared`,
    at + before.join('.').length + 1,
  )
}

/** The public subprograms that a name means. Raises ORA-06553 when SQL names something else of a package. */
export const packagedRoutines = (name: Name, compilation: Compilation): readonly Routine[] => {
  const found = packagesOutside(compilation)(name)
  const [routine = '', ...more] = found?.parts ?? []
  const routines = more.length > 0 ? undefined : found?.names.routines.get(routine)
  if (found !== undefined && routines === undefined && compilation.dialect === 'SQL')
    throw new OracleError(6553, `PLS-221: '${routine}' is not a procedure or is undefined`, name.at)
  return routines ?? []
}
