/**
 * Declared cursors and cursor variables: OPEN, FETCH and CLOSE, and what a FOR loop over a cursor needs.
 */
import { notSupported, OracleError } from '../../error.ts'
import type { Expression } from '../../parsing/ast/expression.ts'
import type { Name } from '../../parsing/ast/name.ts'
import type { Declaration } from '../../parsing/ast/plsql.ts'
import type { CursorCall, Step } from '../../parsing/ast/step.ts'
import { CompileError } from '../../parsing/syntax-error.ts'
import { castValue, variableMisfit } from '../../values/casting.ts'
import type { DataType } from '../../values/value.ts'
import { compileCast } from '../expression/compile-cast.ts'
import { compileExpression } from '../expression/compile-expression.ts'
import { evaluate } from '../expression/compiled.ts'
import type { Frame, Run, Slot } from '../frame.ts'
import type { Work } from '../pause.ts'
import { compileQuery, type QueryPlan } from '../query/compile-query.ts'
import { invalidCursor, SessionCursor } from '../query/session-cursor.ts'
import type { Routine } from '../routine.ts'
import { matchArguments } from './arguments.ts'
import type { Action } from './compile-step.ts'
import { shapeOf } from './declared-types.ts'
import { designateName } from './designator.ts'
import type { UnitContext } from './unit-context.ts'
import { BlockNames, type Found } from './variables.ts'

export interface DeclaredCursor {
  readonly name: string
  readonly plan: QueryPlan
  /** Where the open cursor stands in the frame that declares it. */
  readonly slot: number
  /** Arguments stand in slots of the same frame while the cursor is opened. */
  readonly parameters: readonly (Routine['parameters'][number] & {
    readonly slot: number
    readonly type: DataType
  })[]
  /** A package's cursor outlives the call. */
  readonly isKept: boolean
}

export const declareCursor = (
  { name, parameters, query }: Extract<Declaration, { kind: 'cursor' }>,
  context: UnitContext,
  names: BlockNames,
  isKept: boolean,
): DeclaredCursor => {
  const { compilation } = context
  const inside = new BlockNames(name, names)
  const compiled = parameters.map((parameter) => {
    const shape = shapeOf(parameter.type, compilation, names)
    if (shape.kind !== 'scalar') throw notSupported(`${shape.kind} as a cursor parameter`, parameter.at)
    const slot = context.newSlot()
    inside.variables.set(parameter.name, {
      name: parameter.name,
      slot,
      shape,
      isConstant: true,
      isNotNull: false,
    })
    const value = parameter.defaultValue && compileExpression(parameter.defaultValue, compilation, names)
    const { type } = shape
    return {
      name: parameter.name,
      direction: 'in' as const,
      type,
      slot,
      defaultValue:
        value &&
        function* (run: Run, around?: Frame): Work<Slot> {
          if (around === undefined) throw new Error('a default outside of every frame')
          return castValue(yield* evaluate(value, around), type, variableMisfit, run.session.nls)
        },
    }
  })
  const plan = compileQuery(query, { ...compilation, dialect: 'SQL', drawingQuery: query }, inside)
  const slot = context.newSlot()
  if (!isKept) context.cursorSlots.push(slot)
  return { name, plan, slot, parameters: compiled, isKept }
}

/** The cursor that a name means. Raises PLS-00201 for none. */
export const findCursor = (
  { name, at }: Pick<CursorCall, 'name' | 'at'>,
  names: BlockNames,
): Found<DeclaredCursor> => {
  const found = names.cursor(name)
  if (found === undefined || found.rest.length > 0)
    throw new CompileError(`PLS-00201: identifier '${name.parts.join('.')}' must be declared`, at)
  return found
}

/** Opens a declared cursor with its arguments; raises ORA-06511 when it is open. */
export const compileOpening = (
  call: CursorCall,
  context: UnitContext,
  names: BlockNames,
): ((frame: Frame) => Work<SessionCursor>) => {
  const { item, reach, enter } = findCursor(call, names)
  const { name, plan, slot, parameters, isKept } = item
  const matched = matchArguments(call.arguments, parameters)
  if (matched === undefined)
    throw new CompileError(`PLS-00306: wrong number or types of arguments in call to '${name}'`, call.at)
  const values = parameters.map(({ type }, index) => {
    const argument = matched[index]
    return (
      argument && compileCast(compileExpression(argument, context.compilation, names), type, variableMisfit)
    )
  })
  return function* (frame) {
    if (enter !== undefined) yield* enter(frame.run)
    const owner = reach(frame)
    const before = owner.slots[slot]
    if (before instanceof SessionCursor && before.isOpen)
      throw new OracleError(6511, 'PL/SQL: cursor already open')
    const given: Slot[] = []
    for (const [index, { defaultValue }] of parameters.entries()) {
      const value = values[index]
      given.push(
        value === undefined
          ? ((yield* defaultValue?.(frame.run, owner) ?? nothing()) ?? null)
          : yield* evaluate(value, frame),
      )
    }
    for (const [index, parameter] of parameters.entries()) owner.slots[parameter.slot] = given[index] ?? null
    const cursor = new SessionCursor(frame.run, isKept)
    owner.slots[slot] = cursor
    yield* cursor.open(plan, owner, frame.run)
    return cursor
  }
}

function* nothing(): Work<Slot> {
  yield* []
  return null
}

export const compileOpen = (
  step: Extract<Step, { kind: 'open' }>,
  context: UnitContext,
  names: BlockNames,
): Action => {
  const open = compileOpening(step, context, names)
  return {
    pauses: true,
    *run(frame) {
      yield* open(frame)
      return undefined
    },
  }
}

/** A cursor that FETCH, CLOSE and the attributes name. */
export interface CursorReference {
  /** What its query gives, where that is known before it is opened. */
  readonly plan: QueryPlan | undefined
  /** Makes sure that its package has its state. */
  readonly enter: ((run: Run) => Work<void>) | undefined
  /** undefined while it has never been opened. */
  read(frame: Frame): SessionCursor | undefined
}

/** What FETCH and CLOSE name: as `cursorOf` says, or a bind of the client. */
export const compileCursorReference = (
  expression: Expression,
  context: UnitContext,
  names: BlockNames,
): CursorReference => {
  if (expression.kind === 'name') return cursorOf(expression.name, names)
  if (expression.kind !== 'bind')
    throw new CompileError('PLS-00382: expression is of wrong type', expression.at)
  const { index } = expression
  context.writtenBinds.add(index)
  return { plan: undefined, enter: undefined, read: ({ run }) => cursorIn(run.binds[index]) }
}

/** A declared cursor or a cursor variable. Raises PLS-00201 for what is not declared, PLS-00456 for what is no cursor. */
export const cursorOf = (name: Name, names: BlockNames): CursorReference => {
  const declared = names.cursor(name)
  if (declared !== undefined && declared.rest.length === 0) {
    const { item, reach, enter } = declared
    return { plan: item.plan, enter, read: (frame) => cursorIn(reach(frame).slots[item.slot]) }
  }
  const place = designateName(name, names)
  if (place === undefined)
    throw new CompileError(`PLS-00201: identifier '${name.parts.join('.')}' must be declared`, name.at)
  const { shape, read, enter } = place
  if (shape.kind !== 'scalar' || shape.type.name !== 'REF CURSOR')
    throw new CompileError(`PLS-00456: item '${place.text}' is not a cursor`, name.at)
  return { plan: undefined, enter, read: (frame) => cursorIn(read(frame)) }
}

const cursorIn = (slot: Slot | undefined): SessionCursor | undefined =>
  slot instanceof SessionCursor ? slot : undefined

export const compileClose = (
  { cursor }: Extract<Step, { kind: 'close' }>,
  context: UnitContext,
  names: BlockNames,
): Action => {
  const { read, enter } = compileCursorReference(cursor, context, names)
  if (enter !== undefined) context.entered.add(enter)
  return {
    pauses: false,
    run(frame) {
      const open = read(frame)
      if (open === undefined || !open.isOpen) throw invalidCursor()
      open.invalidate()
      return undefined
    },
  }
}
