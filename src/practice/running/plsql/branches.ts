/**
 * IF and CASE as statements.
 */
import { OracleError } from '../../error.ts'
import type { Step, StepBranch } from '../../parsing/ast/step.ts'
import { compileComparison } from '../expression/comparison.ts'
import { compileExpression } from '../expression/compile-expression.ts'
import { type Compiled, evaluate, plain } from '../expression/compiled.ts'
import { type Frame, scalarIn } from '../frame.ts'
import type { Work } from '../pause.ts'
import { type Action, compileSteps } from './compile-step.ts'
import { type CompiledStep, type Completion, runSteps } from './completion.ts'
import type { UnitContext } from './unit-context.ts'
import type { BlockNames } from './variables.ts'

interface Branch {
  readonly condition: Compiled
  readonly body: readonly CompiledStep[]
}

/** Runs the first branch whose condition is true; what else happens `otherwise` says. */
function* runBranches(
  branches: readonly Branch[],
  otherwise: (frame: Frame) => Work<Completion>,
  frame: Frame,
): Work<Completion> {
  for (const { condition, body } of branches)
    if ((yield* evaluate(condition, frame)) === true) return yield* runSteps(body, frame)
  return yield* otherwise(frame)
}

export const compileIf = (
  step: Extract<Step, { kind: 'if' }>,
  context: UnitContext,
  names: BlockNames,
): Action => {
  const branches = step.branches.map(({ when, body }) => ({
    condition: compileExpression(when, context.compilation, names),
    body: compileSteps(body, context, names),
  }))
  const otherwise = compileSteps(step.otherwise, context, names)
  return {
    pauses: true,
    run: (frame) => runBranches(branches, () => runSteps(otherwise, frame), frame),
  }
}

/** Raises ORA-06592 when no branch is taken and there is no ELSE. */
export const compileCase = (
  step: Extract<Step, { kind: 'case' }>,
  context: UnitContext,
  names: BlockNames,
): Action => {
  const compile = (expression: StepBranch['when']): Compiled =>
    compileExpression(expression, context.compilation, names)
  const operand = step.operand && compile(step.operand)
  const slot = context.newSlot()
  const kept = operand && plain(operand.type, (frame) => scalarIn(frame.slots[slot] ?? null))
  const branches = step.branches.map(({ when, body }): Branch => {
    const condition =
      kept === undefined ? compile(when) : compileComparison('=', kept, compile(when), when.at)
    return { condition, body: compileSteps(body, context, names) }
  })
  const otherwise = step.otherwise && compileSteps(step.otherwise, context, names)
  return {
    pauses: true,
    *run(frame) {
      if (operand !== undefined) frame.slots[slot] = yield* evaluate(operand, frame)
      return yield* runBranches(branches, () => runOtherwise(otherwise, frame), frame)
    },
  }
}

function* runOtherwise(otherwise: readonly CompiledStep[] | undefined, frame: Frame): Work<Completion> {
  if (otherwise !== undefined) return yield* runSteps(otherwise, frame)
  throw new OracleError(6592, 'CASE not found while executing CASE statement')
}
