/**
 * Blocks: declarations, statements and exception handlers.
 */
import { OracleError } from '../../error.ts'
import type { Block, Declaration, Handler } from '../../parsing/ast/plsql.ts'
import { CompileError } from '../../parsing/syntax-error.ts'
import { castValue, variableMisfit } from '../../values/casting.ts'
import { compileExpression } from '../expression/compile-expression.ts'
import { constant, evaluate } from '../expression/compiled.ts'
import { type Frame, RecordValue } from '../frame.ts'
import type { Work } from '../pause.ts'
import { compileQuery } from '../query/compile-query.ts'
import { compileSteps } from './compile-step.ts'
import { type CompiledStep, type Completion, runSteps } from './completion.ts'
import { predefinedException } from './predefined-exceptions.ts'
import { type DeclaredException, leaving, Raised } from './raised.ts'
import { shapeOf } from './shapes.ts'
import type { UnitContext } from './unit-context.ts'
import type { BlockNames } from './variables.ts'

interface CompiledHandler {
  /** undefined for WHEN OTHERS. */
  readonly exceptions: readonly DeclaredException[] | undefined
  readonly steps: readonly CompiledStep[]
}

/** Gives a new start to one variable each time its block is entered. */
interface Initialisation {
  readonly line: number
  run(frame: Frame): Work<void>
}

/** Compiles a block whose names are `names`; parameters may stand there already. */
export const compileBlock = (
  block: Block,
  context: UnitContext,
  names: BlockNames,
): ((frame: Frame) => Work<Completion>) => {
  const declared = block.declarations.map((declaration) =>
    context.attempt(declaration.at, () => declare(declaration, context, names), 'PL/SQL: Item ignored'),
  )
  const initialisations = declared.filter((initialisation) => initialisation !== undefined)
  const steps = compileSteps(block.body, context, names)
  const handlers = block.handlers.flatMap((handler) => compileHandler(handler, context, names) ?? [])
  return function* (frame) {
    for (const initialisation of initialisations) {
      frame.line = initialisation.line
      yield* initialisation.run(frame)
    }
    if (handlers.length === 0) return yield* runSteps(steps, frame)
    try {
      return yield* runSteps(steps, frame)
    } catch (error) {
      frame.run.session.throwIfKilled()
      const handler = findHandler(handlers, error)
      if (handler === undefined || !(error instanceof OracleError)) throw error
      return yield* handle(handler, traceHere(error, frame, context), frame)
    }
  }
}

function* handle(handler: CompiledHandler, error: OracleError, frame: Frame): Work<Completion> {
  const before = frame.handled
  frame.handled = error
  try {
    return yield* runSteps(handler.steps, frame)
  } finally {
    frame.handled = before
  }
}

/** Remembers the line it came from, for RAISE in the handler. */
const traceHere = (error: OracleError, frame: Frame, context: UnitContext): OracleError =>
  leaving(error, context.place(frame.line)) as OracleError

const findHandler = (handlers: readonly CompiledHandler[], error: unknown): CompiledHandler | undefined => {
  if (!(error instanceof OracleError)) return undefined
  return handlers.find(
    ({ exceptions }) =>
      exceptions === undefined ||
      exceptions.some((exception) =>
        exception.number === undefined
          ? error instanceof Raised && error.exception === exception
          : -exception.number === error.number,
      ),
  )
}

const compileHandler = (
  handler: Handler,
  context: UnitContext,
  names: BlockNames,
): CompiledHandler | undefined =>
  context.attempt(
    handler.at,
    () => ({
      exceptions:
        handler.names.length === 0
          ? undefined
          : handler.names.map((name) => findException(name.parts, name.at, names)),
      steps: compileSteps(handler.body, context, names),
    }),
    'PL/SQL: Statement ignored',
  )

/** Raises PLS-00201 for an exception that nobody has declared. */
export const findException = (parts: readonly string[], at: number, names: BlockNames): DeclaredException => {
  const [name = '', ...more] = parts
  const found = more.length === 0 ? (names.exception(name) ?? predefinedException(name)) : undefined
  if (found === undefined)
    throw new CompileError(`PLS-00201: identifier '${parts.join('.')}' must be declared`, at)
  return found
}

/** Enters a declaration into the names; gives what has to be done when the block is entered. */
const declare = (
  declaration: Declaration,
  context: UnitContext,
  names: BlockNames,
): Initialisation | undefined => {
  const { compilation } = context
  switch (declaration.kind) {
    case 'exception':
      names.exceptions.set(declaration.name, { name: declaration.name, number: undefined })
      return undefined
    case 'exception init': {
      const exception = names.exceptions.get(declaration.name)
      if (exception === undefined)
        throw new CompileError(
          `PLS-00109: unknown exception name '${declaration.name}' in PRAGMA EXCEPTION_INIT`,
          declaration.at,
        )
      exception.number = declaration.number
      return undefined
    }
    case 'cursor':
      names.cursors.set(declaration.name, {
        plan: compileQuery(declaration.query, { ...compilation, dialect: 'SQL' }, names),
      })
      return undefined
    case 'variable':
      return declareVariable(declaration, context, names)
  }
}

const declareVariable = (
  declaration: Extract<Declaration, { kind: 'variable' }>,
  context: UnitContext,
  names: BlockNames,
): Initialisation => {
  const { name, initial, isConstant, isNotNull, at } = declaration
  if (names.variables.has(name))
    throw new CompileError(`PLS-00371: at most one declaration for '${name}' is permitted`, at)
  const shape = shapeOf(declaration.type, context.compilation, names)
  const slot = context.newSlot()
  const line = context.lineOf(at)
  const start =
    initial === undefined ? constant(undefined, null) : compileExpression(initial, context.compilation, names)
  names.variables.set(name, { name, slot, shape, isConstant, isNotNull })
  if (shape.kind === 'record') {
    if (initial !== undefined) throw new CompileError('PLS-00382: expression is of wrong type', initial.at)
    const { fields } = shape
    return {
      line,
      *run(frame) {
        frame.slots[slot] = new RecordValue(fields.map(() => null))
      },
    }
  }
  const { type } = shape
  return {
    line,
    *run(frame) {
      const value = yield* evaluate(start, frame)
      if (isNotNull && value === null) throw new OracleError(6502, 'PL/SQL: numeric or value error')
      frame.slots[slot] = castValue(value, type, variableMisfit, frame.run.session.nls)
    },
  }
}
