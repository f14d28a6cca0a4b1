/**
 * Procedures and functions as routines: stored, packaged and local ones alike. Each call has a frame of its own inside the
 * frame of whatever has declared it.
 */
import { notSupported, OracleError } from '../../error.ts'
import type { TypeName } from '../../parsing/ast/expression.ts'
import type { Parameter, Subprogram } from '../../parsing/ast/plsql.ts'
import { castValue, variableMisfit } from '../../values/casting.ts'
import { compileExpression } from '../expression/compile-expression.ts'
import { evaluate } from '../expression/compiled.ts'
import { Frame, type Run, type Slot, scalarIn } from '../frame.ts'
import type { Work } from '../pause.ts'
import { SessionCursor } from '../query/session-cursor.ts'
import type { Routine, RoutineParameter } from '../routine.ts'
import { inOwnTransaction } from './autonomous.ts'
import { Collection } from './collection.ts'
import { compileBlock } from './compile-block.ts'
import type { Completion } from './completion.ts'
import { compileComposite } from './composite.ts'
import { shapeOf } from './declared-types.ts'
import { leaving } from './raised.ts'
import type { Shape } from './shapes.ts'
import type { UnitContext } from './unit-context.ts'
import { BlockNames } from './variables.ts'

/** Subprograms one inside another before the stack would end. */
const DEEPEST_CALL = 100

export interface DeclaredSubprogram {
  readonly routine: Routine
  /** Compiles the body once everything that it may name is declared. Until then the routine cannot run. */
  define(subprogram: Subprogram): void
  readonly isDefined: () => boolean
}

/**
 * Declares a subprogram inside `around`; `context` is its own. Faults are noted there.
 */
export const declareSubprogram = (
  subprogram: Subprogram,
  name: string,
  context: UnitContext,
  around: BlockNames,
  isPrivate: boolean,
): DeclaredSubprogram => {
  const parameters = subprogram.parameters.flatMap(
    (parameter) =>
      context.attempt(
        parameter.at,
        () => compileParameter(parameter, context, around),
        'PL/SQL: Item ignored',
      ) ?? [],
  )
  const returns = subprogram.returns && compileReturns(subprogram.returns, context, around)
  let body: ((slots: Slot[], run: Run, outer: Frame | undefined) => Work<Slot>) | undefined
  const routine: Routine = {
    name,
    parameters,
    returns: returns && routineType(returns),
    isPrivate,
    *invoke(slots, run, outer) {
      if (body === undefined) throw new Error(`${name} is called before it is compiled`)
      return yield* body(slots, run, outer)
    },
  }
  return {
    routine,
    isDefined: () => body !== undefined,
    define(definition) {
      const own = new BlockNames(name, around, { hasOwnFrame: true })
      const inside = context.inside()
      definition.parameters.forEach((parameter, index) => {
        const type = parameters[index]?.type
        if (type === undefined || type === 'list') return
        own.variables.set(parameter.name, {
          name: parameter.name,
          slot: inside.newSlot(),
          shape: 'kind' in type ? type : { kind: 'scalar', type },
          isConstant: parameter.direction === 'in',
          isNotNull: false,
        })
      })
      if (definition.block === undefined) throw new Error('a definition without a body')
      const run = compileBlock(definition.block, inside, own)
      body = bodyOf(run, returns, definition, inside)
    },
  }
}

const routineType = (shape: Shape) => (shape.kind === 'scalar' ? shape.type : shape)

const compileReturns = (type: TypeName, context: UnitContext, names: BlockNames): Shape => {
  const shape = context.attempt(
    type.at,
    () => shapeOf(type, context.compilation, names),
    'PL/SQL: Item ignored',
  )
  return shape ?? { kind: 'scalar', type: { name: 'NUMBER' } }
}

const compileParameter = (
  { name, direction, type, defaultValue, at }: Parameter,
  context: UnitContext,
  around: BlockNames,
): RoutineParameter => {
  const shape = shapeOf(type, context.compilation, around)
  if (shape.kind === 'scalar' && shape.isNotNull) throw notSupported('parameter of a NOT NULL subtype', at)
  const parameter = { name, direction, type: unconstrained(routineType(shape), type) }
  if (defaultValue === undefined) return { ...parameter, defaultValue: undefined }
  const own = new BlockNames(undefined, around, { hasOwnFrame: true })
  const composite = compileComposite(defaultValue, context.compilation, own)
  if (composite !== undefined)
    return { ...parameter, defaultValue: (run, outer) => composite.run(new Frame(run, outer)) }
  const compiled = compileExpression(defaultValue, context.compilation, own)
  return {
    ...parameter,
    *defaultValue(run, outer) {
      const value = yield* evaluate(compiled, new Frame(run, outer))
      if (shape.kind !== 'scalar') throw new Error('one value was promised')
      return castValue(value, shape.type, variableMisfit, run.session.nls)
    },
  }
}

/** A parameter cannot be constrained: %TYPE gives it the type of a column, not the length. */
const unconstrained = (type: RoutineParameter['type'], written: TypeName): RoutineParameter['type'] => {
  if (written.kind !== 'column type' || type === 'list' || 'kind' in type) return type
  if (type.name === 'VARCHAR2' || type.name === 'NVARCHAR2') return { name: type.name, length: 32_767 }
  return type.name === 'NUMBER' ? { name: 'NUMBER' } : type
}

const bodyOf =
  (
    block: (frame: Frame) => Work<Completion>,
    returns: Shape | undefined,
    { isAutonomous }: Subprogram,
    context: UnitContext,
  ) =>
  (slots: Slot[], run: Run, outer: Frame | undefined): Work<Slot> => {
    const work = runBody(block, returns, context, slots, run, outer, isAutonomous === true)
    return isAutonomous === true ? inOwnTransaction(run, work) : work
  }

function* runBody(
  block: (frame: Frame) => Work<Completion>,
  returns: Shape | undefined,
  context: UnitContext,
  slots: Slot[],
  run: Run,
  outer: Frame | undefined,
  isAutonomous: boolean,
): Work<Slot> {
  if (run.depth >= DEEPEST_CALL) throw new OracleError(6500, 'PL/SQL: storage error')
  const own: Run = {
    ...run,
    authority: context.compilation.authority,
    depth: run.depth + 1,
    now: Date.now(),
    ...(isAutonomous ? { isInQuery: false, isInDml: false, mutating: new Set() } : {}),
  }
  const frame = new Frame(own, outer)
  frame.slots = slots
  while (frame.slots.length < context.slots) frame.slots.push(null)
  try {
    const completion = yield* block(frame)
    if (returns === undefined) return null
    if (completion?.kind !== 'return') throw new OracleError(6503, 'PL/SQL: Function returned without value')
    const { value } = completion
    if (returns.kind !== 'scalar') return value
    return castValue(scalarIn(value), returns.type, variableMisfit, run.session.nls)
  } catch (error) {
    throw leaving(error, context.place(frame.line))
  } finally {
    endFrame(frame, slots.length, context)
  }
}

/** Cursors and collections end with the frame that has declared them. */
export const endFrame = (frame: Frame, parameters: number, { cursorSlots }: UnitContext): void => {
  for (const slot of cursorSlots) {
    const cursor = frame.slots[slot]
    if (cursor instanceof SessionCursor) cursor.close()
  }
  for (const slot of frame.slots.slice(parameters)) if (slot instanceof Collection) slot.release()
}
