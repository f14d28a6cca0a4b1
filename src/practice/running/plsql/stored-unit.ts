/**
 * Stored procedures and functions: compiled when created, and again when something they may depend on has changed; run with
 * the rights and names of their owner.
 */
import type { UnitObject, UnitProblem } from '../../dictionary/schema-object.ts'
import { OracleError } from '../../error.ts'
import type { Parameter, Unit } from '../../parsing/ast/plsql.ts'
import { CompileError, placeOf } from '../../parsing/syntax-error.ts'
import { castValue, variableMisfit } from '../../values/casting.ts'
import type { DataType, Value } from '../../values/value.ts'
import type { Compilation } from '../expression/compilation.ts'
import { compileExpression } from '../expression/compile-expression.ts'
import { evaluate } from '../expression/compiled.ts'
import { Frame, type Run, type Slot } from '../frame.ts'
import type { Instance } from '../instance.ts'
import type { Work } from '../pause.ts'
import type { Routine, RoutineParameter } from '../routine.ts'
import { compileBlock } from './compile-block.ts'
import type { Completion } from './completion.ts'
import { leaving } from './raised.ts'
import { scalarTypeOf } from './shapes.ts'
import { UnitContext } from './unit-context.ts'
import { BlockNames } from './variables.ts'

/** Subprograms one inside another before the stack would end. */
const DEEPEST_CALL = 100

interface CompiledUnit {
  readonly version: number
  readonly problems: readonly UnitProblem[]
  readonly routine: Routine | undefined
}

const compiledUnits = new WeakMap<UnitObject, CompiledUnit>()

/** The unit, ready to be called. Raises PLS-00905 when it is invalid. */
export const storedRoutine = (object: UnitObject, instance: Instance, at: number): Routine => {
  const { routine } = compileStored(object, instance)
  if (routine !== undefined) return routine
  throw new CompileError(`PLS-00905: object ${object.owner}.${object.name} is invalid`, at)
}

/** Compiles a unit unless it is compiled as things are; notes in the catalog what is wrong with it. */
export const compileStored = (object: UnitObject, instance: Instance): CompiledUnit => {
  const known = compiledUnits.get(object)
  if (known?.version === instance.catalog.version) return known
  const compiled =
    object.unit === undefined ? unparsed(object, instance) : compileUnit(object, object.unit, instance)
  object.problems = compiled.problems
  compiledUnits.set(object, compiled)
  return compiled
}

const unparsed = (object: UnitObject, instance: Instance): CompiledUnit => ({
  version: instance.catalog.version,
  problems: object.problems,
  routine: undefined,
})

const compileUnit = (object: UnitObject, unit: Unit, instance: Instance): CompiledUnit => {
  const { version } = instance.catalog
  const compilation: Compilation = {
    instance,
    authority: { user: object.owner, schema: object.owner, isWithoutRoles: true },
    dialect: 'PL/SQL',
    bindTypes: [],
  }
  const context = new UnitContext(compilation, object.source, `"${object.owner}.${object.name}"`)
  const names = new BlockNames(object.name, undefined)
  const parameters = unit.parameters.map((parameter) =>
    context.attempt(parameter.at, () => declareParameter(parameter, context, names), 'PL/SQL: Item ignored'),
  )
  const returns = unit.returns && scalarTypeOf(unit.returns, compilation)
  const body: { run?: (frame: Frame) => Work<Completion> } = {}
  const routine: Routine = {
    name: object.name,
    parameters: parameters.filter((parameter) => parameter !== undefined),
    returns,
    *invoke(slots, run) {
      if (body.run === undefined) throw new Error('a unit is called before it is compiled')
      return yield* runBody(body.run, slots, run, context, returns)
    },
  }
  // Known before its body is compiled: the body may call the unit itself.
  compiledUnits.set(object, { version, problems: [], routine })
  body.run = compileBlock(unit.block, context, names)
  const problems = context.problems.map(({ at, message }) => ({ ...placeOf(object.source, at), message }))
  return { version, problems, routine: problems.length === 0 ? routine : undefined }
}

const declareParameter = (
  parameter: Parameter,
  context: UnitContext,
  names: BlockNames,
): RoutineParameter => {
  const { name, direction, defaultValue } = parameter
  const type = scalarTypeOf(parameter.type, context.compilation)
  const slot = context.newSlot()
  names.variables.set(name, {
    name,
    slot,
    shape: { kind: 'scalar', type },
    isConstant: direction === 'in',
    isNotNull: false,
  })
  const compiled = defaultValue && compileExpression(defaultValue, context.compilation, undefined)
  return {
    name,
    direction,
    type,
    defaultValue: compiled && ((run) => evaluate(compiled, new Frame(run, undefined))),
  }
}

function* runBody(
  body: (frame: Frame) => Work<Completion>,
  slots: Slot[],
  run: Run,
  context: UnitContext,
  returns: DataType | undefined,
): Work<Value> {
  if (run.depth >= DEEPEST_CALL) throw new OracleError(6500, 'PL/SQL: storage error')
  const { authority } = context.compilation
  const own: Run = { ...run, authority, binds: [], bindTypes: [], depth: run.depth + 1, now: Date.now() }
  const frame = new Frame(own, undefined)
  frame.slots = slots
  while (frame.slots.length < context.slots) frame.slots.push(null)
  try {
    const completion = yield* body(frame)
    if (returns === undefined) return null
    if (completion?.kind !== 'return') throw new OracleError(6503, 'PL/SQL: Function returned without value')
    return castValue(completion.value, returns, variableMisfit, run.session.nls)
  } catch (error) {
    throw leaving(error, context.place(frame.line))
  }
}
