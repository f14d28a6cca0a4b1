/**
 * PL/SQL statements, compiled one by one.
 */
import type { Step } from '../../parsing/ast/step.ts'
import { compileExpression } from '../expression/compile-expression.ts'
import { type Compiled, evaluate } from '../expression/compiled.ts'
import type { Frame, Run } from '../frame.ts'
import type { Work } from '../pause.ts'
import { compileAssignment } from './assignment.ts'
import { compileCase, compileIf } from './branches.ts'
import { compileProcedureCall } from './call-step.ts'
import { compileBlock, findException } from './compile-block.ts'
import type { CompiledStep, Completion } from './completion.ts'
import { compileComposite } from './composite.ts'
import { compileClose, compileOpen } from './cursors.ts'
import { compileDynamicSql, compileOpenForText } from './execute-immediate.ts'
import { compileFetch } from './fetch.ts'
import { compileLoop, compileQueryLoop, compileRangeLoop, compileWhile } from './loops.ts'
import { raise, raisedAgain } from './raised.ts'
import { compileDmlStep, compileForall, compileOpenFor, compileSelectInto } from './sql-step.ts'
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
    const outside = context.entered
    context.entered = new Set()
    const action = context.attempt(ignored.at, () => compileStep(step, context, names), ignored.message)
    const { entered } = context
    context.entered = outside
    return action === undefined
      ? []
      : [{ line: context.lineOf(step.at), isSql: isSql(step), ...entering(action, [...entered]) }]
  })

/** The same with the state of the packages that it writes to made before. */
const entering = (action: Action, enter: readonly ((run: Run) => Work<void>)[]): Action =>
  enter.length === 0
    ? action
    : {
        pauses: true,
        *run(frame) {
          for (const make of enter) yield* make(frame.run)
          return action.pauses ? yield* action.run(frame) : action.run(frame)
        },
      }

/** Whether SQL runs it. */
const isSql = ({ kind }: Step): boolean =>
  kind === 'execute immediate' || kind === 'for query' || kind === 'open for text' || sqlSteps.includes(kind)

const sqlSteps: readonly Step['kind'][] = [
  ...(['select into', 'dml', 'forall', 'open for', 'open', 'fetch', 'close'] as const),
]

/** What is left out when a statement does not compile, and where it begins. */
const ignoredPart = (step: Step) => {
  const { at } = step
  switch (step.kind) {
    case 'for query':
      return 'kind' in step.source
        ? ({ at: step.source.at, message: 'PL/SQL: SQL Statement ignored' } as const)
        : ({ at, message: 'PL/SQL: Statement ignored' } as const)
    default:
      return sqlSteps.includes(step.kind)
        ? ({ at, message: 'PL/SQL: SQL Statement ignored' } as const)
        : ({ at, message: 'PL/SQL: Statement ignored' } as const)
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
    case 'if':
      return compileIf(step, context, names)
    case 'case':
      return compileCase(step, context, names)
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
    case 'return':
      return compileReturn(step, context, names)
    case 'raise':
      return compileRaise(step, context, names)
    case 'block':
      return { pauses: true, run: compileBlock(step.block, context, new BlockNames(step.block.label, names)) }
    case 'select into':
      return compileSelectInto(step.query, context, names)
    case 'dml':
      return compileDmlStep(step.dml, context, names)
    case 'forall':
      return compileForall(step, context, names)
    case 'open':
      return compileOpen(step, context, names)
    case 'open for':
      return compileOpenFor(step, context, names)
    case 'open for text':
      return compileOpenForText(step, context, names)
    case 'fetch':
      return compileFetch(step, context, names)
    case 'close':
      return compileClose(step, context, names)
    case 'commit':
    case 'rollback':
    case 'savepoint':
      return compileTransactionStep(step)
    case 'execute immediate':
      return compileDynamicSql(step, context, names)
  }
}

const compileReturn = (
  { value }: Extract<Step, { kind: 'return' }>,
  context: UnitContext,
  names: BlockNames,
): Action => {
  if (value === undefined) return { pauses: false, run: () => ({ kind: 'return', value: null }) }
  const composite = compileComposite(value, context.compilation, names)
  if (composite !== undefined)
    return {
      pauses: true,
      *run(frame) {
        return { kind: 'return', value: yield* composite.run(frame) }
      },
    }
  const scalar = compileExpression(value, context.compilation, names)
  return {
    pauses: true,
    *run(frame) {
      return { kind: 'return', value: yield* evaluate(scalar, frame) }
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
  const exception = name && findException(name.parts, name.at, names)
  return {
    pauses: false,
    run(frame) {
      if (exception !== undefined) throw raise(exception)
      const { handled } = frame.run.call
      if (handled === undefined) throw new Error('RAISE without a handler around it')
      throw raisedAgain(handled, context.place(frame.line))
    },
  }
}
