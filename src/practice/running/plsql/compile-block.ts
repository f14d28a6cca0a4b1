/**
 * Blocks: declarations, statements and exception handlers.
 */
import { OracleError } from '../../error.ts'
import type { Block, Handler } from '../../parsing/ast/plsql.ts'
import { CompileError } from '../../parsing/syntax-error.ts'
import { cancelled } from '../call-runner.ts'
import type { Frame } from '../frame.ts'
import type { Work } from '../pause.ts'
import type { Session } from '../session.ts'
import { compileSteps } from './compile-step.ts'
import { type CompiledStep, type Completion, runSteps } from './completion.ts'
import { compileDeclarations } from './declare.ts'
import { predefinedException } from './predefined-exceptions.ts'
import { type DeclaredException, leaving, Raised } from './raised.ts'
import type { UnitContext } from './unit-context.ts'
import type { BlockNames } from './variables.ts'

interface CompiledHandler {
  /** undefined for WHEN OTHERS. */
  readonly exceptions: readonly DeclaredException[] | undefined
  readonly steps: readonly CompiledStep[]
}

/** Compiles a block whose names are `names`; parameters may stand there already. */
export const compileBlock = (
  block: Block,
  context: UnitContext,
  names: BlockNames,
): ((frame: Frame) => Work<Completion>) => {
  const { initialise } = compileDeclarations(block.declarations, context, names, 'block')
  const statements = compileStatements(block, context, names)
  return function* (frame) {
    yield* initialise(frame)
    return yield* statements(frame)
  }
}

/** The statements of a block with its handlers. */
export const compileStatements = (
  { body, handlers: written }: Pick<Block, 'body' | 'handlers'>,
  context: UnitContext,
  names: BlockNames,
): ((frame: Frame) => Work<Completion>) => {
  const steps = compileSteps(body, context, names)
  const handlers = written.flatMap((handler) => compileHandler(handler, context, names) ?? [])
  noteRepeated(written, handlers, context)
  if (handlers.length === 0) return (frame) => runSteps(steps, frame)
  return function* (frame) {
    try {
      return yield* runSteps(steps, frame)
    } catch (error) {
      throwIfEnding(frame.run.session)
      const handler = findHandler(handlers, error)
      if (handler === undefined || !(error instanceof OracleError)) throw error
      return yield* handle(handler, traceHere(error, frame, context), frame)
    }
  }
}

/**
 * No handler gets what ends the session, nor a second cancel of one call: WHEN OTHERS may take the first, as in Oracle, but
 * whoever goes on asking must get an end.
 */
const throwIfEnding = (session: Session): void => {
  session.throwIfKilled()
  if (session.call?.isEnding === true) throw cancelled()
}

function* handle(handler: CompiledHandler, error: OracleError, frame: Frame): Work<Completion> {
  const { call } = frame.run
  const before = call.handled
  call.handled = error
  try {
    return yield* runSteps(handler.steps, frame)
  } finally {
    call.handled = before
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

/** PLS-00483, for an exception that two handlers take. */
const noteRepeated = (
  written: readonly Handler[],
  handlers: readonly CompiledHandler[],
  context: UnitContext,
): void => {
  const taken = new Set<DeclaredException>()
  for (const exception of handlers.flatMap(({ exceptions }) => exceptions ?? [])) {
    const name = written
      .flatMap(({ names }) => names)
      .findLast(({ parts }) => parts.at(-1) === exception.name)
    if (taken.has(exception) && name !== undefined)
      context.problems.push({
        at: name.at,
        message: `PLS-00483: exception '${exception.name}' may appear in at most one exception handler in this block`,
      })
    taken.add(exception)
  }
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
  const found = names.exception({ parts, at })
  if (found !== undefined && found.rest.length === 0) return found.item
  const predefined = parts.length === 1 ? predefinedException(parts[0] ?? '') : undefined
  if (predefined !== undefined) return predefined
  throw new CompileError(`PLS-00201: identifier '${parts.join('.')}' must be declared`, at)
}
