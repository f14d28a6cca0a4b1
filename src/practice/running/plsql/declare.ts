/**
 * Declarations: enters them into the names of their block or package, and tells what has to be done each time the block is
 * entered.
 */
import type { Declaration, Subprogram } from '../../parsing/ast/plsql.ts'
import { CompileError } from '../../parsing/syntax-error.ts'
import { castValue, variableMisfit } from '../../values/casting.ts'
import { compileExpression } from '../expression/compile-expression.ts'
import { constant, evaluate } from '../expression/compiled.ts'
import type { Frame, Slot } from '../frame.ts'
import type { Work } from '../pause.ts'
import { SessionCursor } from '../query/session-cursor.ts'
import { compileComposite } from './composite.ts'
import { declareCursor } from './cursors.ts'
import { shapeOf, shapeOfDefinition } from './declared-types.ts'
import { emptyOf } from './designator.ts'
import { ofExpression } from './raised.ts'
import { areConvertible, type Composite, isAssignable, type ScalarShape } from './shapes.ts'
import { type DeclaredSubprogram, declareSubprogram } from './subprogram.ts'
import { nullNotAllowed } from './target.ts'
import type { UnitContext } from './unit-context.ts'
import type { BlockNames } from './variables.ts'

/** Where declarations stand: what a package declares lives as long as the session, and its specification is public. */
export type DeclaredIn = 'block' | 'specification' | 'body'

/** Gives a new start to what was declared each time its block is entered. */
export type Initialise = (frame: Frame) => Work<void>

/** A subprogram that is declared, with what tells it from others of its name. */
export interface NamedSubprogram {
  readonly name: string
  readonly signature: string
  readonly declared: DeclaredSubprogram
  readonly at: number
}

export interface DeclaredNames {
  readonly initialise: Initialise
  readonly subprograms: readonly NamedSubprogram[]
}

/** Faults are noted in the context; a declaration that has one is left out. */
export const compileDeclarations = (
  declarations: readonly Declaration[],
  context: UnitContext,
  names: BlockNames,
  place: DeclaredIn,
  announced: readonly NamedSubprogram[] = [],
): DeclaredNames => {
  const subprograms = [...announced]
  const all = declarations.flatMap((declaration) => {
    const line = context.lineOf(declaration.at)
    const initialise = context.attempt(
      declaration.at,
      () => declare(declaration, context, names, place, subprograms),
      'PL/SQL: Item ignored',
    )
    return initialise === undefined ? [] : [{ line, initialise }]
  })
  if (place !== 'specification')
    for (const { name, declared, at } of subprograms)
      if (!declared.isDefined()) context.problems.push({ at, message: undefinedSubprogram(name) })
  return {
    subprograms,
    *initialise(frame) {
      for (const { line, initialise } of all) {
        frame.line = line
        try {
          yield* initialise(frame)
        } catch (error) {
          throw ofExpression(error)
        }
      }
    },
  }
}

const undefinedSubprogram = (name: string): string =>
  `PLS-00323: subprogram or cursor '${name}' is declared in a package specification and must be defined in the package body`

const declare = (
  declaration: Declaration,
  context: UnitContext,
  names: BlockNames,
  place: DeclaredIn,
  subprograms: NamedSubprogram[],
): Initialise | undefined => {
  const { at } = declaration
  switch (declaration.kind) {
    case 'exception init':
      numberException(declaration, names)
      return undefined
    case 'subprogram':
      declareRoutine(declaration, context, names, place, subprograms)
      return undefined
  }
  const { name } = declaration
  if (names.has(name))
    throw new CompileError(`PLS-00371: at most one declaration for '${name}' is permitted`, at)
  switch (declaration.kind) {
    case 'exception':
      names.exceptions.set(name, { name, number: undefined })
      return undefined
    case 'type':
      names.types.set(name, shapeOfDefinition(declaration.definition, context.compilation, names, at))
      return undefined
    case 'cursor': {
      const cursor = declareCursor(declaration, context, names, place !== 'block')
      names.cursors.set(name, cursor)
      return function* (frame) {
        yield* []
        const before = frame.slots[cursor.slot]
        if (before instanceof SessionCursor) before.close()
        frame.slots[cursor.slot] = null
      }
    }
    case 'variable':
      return declareVariable(declaration, context, names, place)
  }
}

const numberException = (
  { name, number, at }: Extract<Declaration, { kind: 'exception init' }>,
  names: BlockNames,
): void => {
  const exception = names.exceptions.get(name)
  if (exception === undefined)
    throw new CompileError(`PLS-00109: unknown exception name '${name}' in PRAGMA EXCEPTION_INIT`, at)
  exception.number = number
}

// ---- subprograms ------------------------------------------------------------------------------------------

/** A definition belongs to the declaration before it that has the same parameters; without one it is its own. */
const declareRoutine = (
  { name, subprogram, at }: Extract<Declaration, { kind: 'subprogram' }>,
  context: UnitContext,
  names: BlockNames,
  place: DeclaredIn,
  subprograms: NamedSubprogram[],
): void => {
  if (names.has(name) && !names.routines.has(name))
    throw new CompileError(`PLS-00371: at most one declaration for '${name}' is permitted`, at)
  const signature = signatureOf(subprogram)
  const known = subprograms.find((other) => other.name === name && other.signature === signature)
  if (known !== undefined && (subprogram.block === undefined || known.declared.isDefined()))
    throw new CompileError(`PLS-00305: previous use of '${name}' conflicts with this use`, at)
  const declared = known?.declared ?? announce(name, subprogram, context, names, place !== 'specification')
  if (known === undefined) subprograms.push({ name, signature, declared, at })
  if (subprogram.block !== undefined) declared.define(subprogram)
}

/** Enters a subprogram that may be called from here on. */
export const announce = (
  name: string,
  subprogram: Subprogram,
  context: UnitContext,
  names: BlockNames,
  isPrivate: boolean,
): DeclaredSubprogram => {
  const declared = declareSubprogram(subprogram, name, context, names, isPrivate)
  const overloaded = names.routines.get(name)
  if (overloaded === undefined) names.routines.set(name, [declared.routine])
  else overloaded.push(declared.routine)
  return declared
}

/** What two declarations of one subprogram have in common. */
export const signatureOf = ({ type, parameters, returns }: Subprogram): string =>
  JSON.stringify(
    [type, parameters.map(({ name, direction, type }) => [name, direction, type]), returns],
    (key, value) => (key === 'at' ? undefined : value),
  )

// ---- variables --------------------------------------------------------------------------------------------

const declareVariable = (
  declaration: Extract<Declaration, { kind: 'variable' }>,
  context: UnitContext,
  names: BlockNames,
  place: DeclaredIn,
): Initialise => {
  const { name, initial, isConstant, isNotNull, at } = declaration
  const { compilation } = context
  const shape = shapeOf(declaration.type, compilation, names)
  if (place !== 'block' && shape.kind === 'scalar' && shape.type.name === 'REF CURSOR')
    throw new CompileError('PLS-00994: Cursor Variables cannot be declared as part of a package', at)
  const slot = context.newSlot()
  const start =
    shape.kind === 'scalar'
      ? startOfScalar(shape, isNotNull || shape.isNotNull === true, initial, context, names)
      : startOfComposite(shape, initial, context, names)
  names.variables.set(name, { name, slot, shape, isConstant, isNotNull })
  return function* (frame) {
    frame.slots[slot] = yield* start(frame)
  }
}

type Initial = Extract<Declaration, { kind: 'variable' }>['initial']
type Start = (frame: Frame) => Work<Slot>

const startOfScalar = (
  { type }: ScalarShape,
  isNotNull: boolean,
  initial: Initial,
  { compilation }: UnitContext,
  names: BlockNames,
): Start => {
  const value =
    initial === undefined ? constant(undefined, null) : compileExpression(initial, compilation, names)
  if (initial !== undefined && !areConvertible(value.type, type))
    throw new CompileError('PLS-00382: expression is of wrong type', initial.at)
  return function* (frame) {
    const given = yield* evaluate(value, frame)
    if (isNotNull && given === null) throw nullNotAllowed()
    return castValue(given, type, variableMisfit, frame.run.session.nls)
  }
}

const startOfComposite = (
  shape: Composite,
  initial: Initial,
  { compilation }: UnitContext,
  names: BlockNames,
): Start => {
  if (initial === undefined)
    return function* () {
      yield* []
      return emptyOf(shape)
    }
  const value = compileComposite(initial, compilation, names)
  if (value === undefined || !isAssignable(value.shape, shape))
    throw new CompileError('PLS-00382: expression is of wrong type', initial.at)
  return value.run
}
