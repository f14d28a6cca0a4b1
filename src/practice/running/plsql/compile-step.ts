/**
 * PL/SQL statements, compiled one by one.
 */
import { OracleError } from '../../error.ts'
import type { Step } from '../../parsing/ast/plsql.ts'
import { compileExpression } from '../expression/compile-expression.ts'
import { type Compiled, evaluate } from '../expression/compiled.ts'
import type { Frame } from '../frame.ts'
import type { Work } from '../pause.ts'
import { compileProcedureCall } from './call-step.ts'
import { compileBlock, findException } from './compile-block.ts'
import { type CompiledStep, type Completion, runSteps } from './completion.ts'
import { compileDynamicSql } from './execute-immediate.ts'
import { compileLoop, compileQueryLoop, compileRangeLoop, compileWhile } from './loops.ts'
import { raise, raisedAgain } from './raised.ts'
import { compileDmlStep, compileOpenFor, compileSelectInto } from './sql-step.ts'
import { compileScalarTarget } from './target.ts'
import { compileTransactionStep } from './transaction-step.ts'
import type { UnitContext } from './unit-context.ts'
import { BlockNames } from './variables.ts'

/** What a statement does, without its line. */
export type Action =
  | { readonly pauses: false; run(frame: Frame): Completion }
  | { readonly pauses: true; run(frame: Frame): Work<Completion> }

/** Statements that do not compile are noted in the context and left out. */
export const compileSteps = (
  steps: readonly Step[],
  context: UnitContext,
  names: BlockNames,
): CompiledStep[] =>
  steps.flatMap((step) => {
    const ignored = ignoredPart(step)
    const action = context.attempt(ignored.at, () => compileStep(step, context, names), ignored.message)
    return action === undefined ? [] : [{ line: context.lineOf(step.at), ...action }]
  })

/** What is left out when a statement does not compile, and where it begins. */
const ignoredPart = (step: Step) => {
  const { at } = step
  switch (step.kind) {
    case 'select into':
    case 'dml':
    case 'open for':
      return { at, message: 'PL/SQL: SQL Statement ignored' } as const
    case 'for query':
      return typeof step.source === 'string'
        ? ({ at, message: 'PL/SQL: Statement ignored' } as const)
        : ({ at: step.source.at, message: 'PL/SQL: SQL Statement ignored' } as const)
    default:
      return { at, message: 'PL/SQL: Statement ignored' } as const
  }
}

const compileStep = (step: Step, context: UnitContext, names: BlockNames): Action => {
  const compile = (expression: Parameters<typeof compileExpression>[0]): Compiled =>
    compileExpression(expression, context.compilation, names)
  const compileBody = (steps: readonly Step[]): CompiledStep[] => compileSteps(steps, context, names)
  switch (step.kind) {
    case 'null':
      return { pauses: false, run: () => undefined }
    case 'assign':
      return compileAssignment(step, context, names)
    case 'call':
      return compileProcedureCall(step, context, names)
    case 'if': {
      const branches = step.branches.map((branch) => ({
        condition: compile(branch.condition),
        body: compileBody(branch.body),
      }))
      const otherwise = compileBody(step.otherwise)
      return {
        pauses: true,
        *run(frame) {
          for (const { condition, body } of branches)
            if ((yield* evaluate(condition, frame)) === true) return yield* runSteps(body, frame)
          return yield* runSteps(otherwise, frame)
        },
      }
    }
    case 'loop':
      return compileLoop(step, compileBody(step.body))
    case 'while':
      return compileWhile(step, compile(step.condition), compileBody(step.body))
    case 'for range':
      return compileRangeLoop(step, context, names)
    case 'for query':
      return compileQueryLoop(step, context, names)
    case 'exit':
    case 'continue':
      return compileExit(step, step.when && compile(step.when))
    case 'return': {
      const value = step.value && compile(step.value)
      return {
        pauses: true,
        *run(frame) {
          return { kind: 'return', value: value === undefined ? null : yield* evaluate(value, frame) }
        },
      }
    }
    case 'raise':
      return compileRaise(step, context, names)
    case 'block':
      return { pauses: true, run: compileBlock(step.block, context, new BlockNames(step.block.label, names)) }
    case 'select into':
      return compileSelectInto(step.query, context, names)
    case 'dml':
      return compileDmlStep(step.dml, context, names)
    case 'open for':
      return compileOpenFor(step, context, names)
    case 'commit':
    case 'rollback':
    case 'savepoint':
      return compileTransactionStep(step)
    case 'execute immediate':
      return compileDynamicSql(step, context, names)
  }
}

const compileAssignment = (
  step: Extract<Step, { kind: 'assign' }>,
  context: UnitContext,
  names: BlockNames,
): Action => {
  const target = compileScalarTarget(step.target, context, names)
  const value = compileExpression(step.value, context.compilation, names)
  if (!value.pauses) {
    const { run } = value
    return {
      pauses: false,
      run(frame) {
        target.assign(frame, run(frame))
        return undefined
      },
    }
  }
  return {
    pauses: true,
    *run(frame) {
      target.assign(frame, yield* evaluate(value, frame))
      return undefined
    },
  }
}

const compileExit = (
  { kind, label }: Extract<Step, { kind: 'exit' | 'continue' }>,
  when: Compiled | undefined,
): Action => {
  const completion: Completion = { kind, label }
  if (when === undefined) return { pauses: false, run: () => completion }
  return {
    pauses: true,
    *run(frame) {
      return (yield* evaluate(when, frame)) === true ? completion : undefined
    },
  }
}

const compileRaise = (
  { name }: Extract<Step, { kind: 'raise' }>,
  context: UnitContext,
  names: BlockNames,
): Action => {
  if (name !== undefined) {
    const exception = findException(name.parts, name.at, names)
    return {
      pauses: false,
      run() {
        throw raise(exception)
      },
    }
  }
  return {
    pauses: false,
    run(frame) {
      const { handled } = frame
      if (handled === undefined)
        throw new OracleError(6501, 'PL/SQL: program error: RAISE outside of an exception handler')
      throw raisedAgain(handled, context.place(frame.line))
    },
  }
}
