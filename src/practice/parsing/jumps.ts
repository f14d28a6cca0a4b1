/**
 * Checks where RETURN, EXIT, CONTINUE and RAISE lead, once a block has been read: a value goes back from functions
 * only, a loop is left from inside, and only a handler has something to raise again.
 */
import type { Block } from './ast/plsql.ts'
import type { Step } from './ast/step.ts'
import { CompileError } from './syntax-error.ts'

/** The loops around a step, from the inside; a loop without a label is undefined. */
type Loops = readonly (string | undefined)[]

/** What stands around a statement. */
interface Surroundings {
  readonly returnsValue: boolean
  readonly loops: Loops
  readonly isHandled: boolean
}

/**
 * @param returnsValue whether the block is a function's.
 * @throws CompileError PLS-00372, PLS-00503, PLS-00376, PLS-00367 or PLS-00201.
 */
export const checkJumps = (block: Block, returnsValue: boolean): void =>
  checkBlock(block, { returnsValue, loops: [], isHandled: false })

function checkBlock({ body, handlers }: Block, around: Surroundings): void {
  for (const step of body) checkStep(step, around)
  for (const handler of handlers)
    for (const step of handler.body) checkStep(step, { ...around, isHandled: true })
}

function checkStep(step: Step, around: Surroundings): void {
  if (step.kind === 'return') checkReturn(step, around.returnsValue)
  if (step.kind === 'exit' || step.kind === 'continue') checkExit(step, around.loops)
  if (step.kind === 'raise' && step.name === undefined && !around.isHandled)
    throw new CompileError(
      'PLS-00367: a RAISE statement with no exception name must be inside an exception handler',
      step.at,
    )
  if (step.kind === 'block') checkBlock(step.block, around)
  const inside = isLoop(step) ? { ...around, loops: [step.label, ...around.loops] } : around
  for (const inner of stepsWithin(step)) checkStep(inner, inside)
}

type Loop = Extract<Step, { kind: 'loop' | 'while' | 'for range' | 'for query' }>

const isLoop = (step: Step): step is Loop =>
  step.kind === 'loop' || step.kind === 'while' || step.kind === 'for range' || step.kind === 'for query'

/** The statements that a statement contains, apart from blocks. */
function stepsWithin(step: Step): readonly Step[] {
  if (isLoop(step)) return step.body
  if (step.kind !== 'if' && step.kind !== 'case') return []
  return [...step.branches.flatMap(({ body }) => body), ...(step.otherwise ?? [])]
}

function checkReturn({ value, at }: Extract<Step, { kind: 'return' }>, returnsValue: boolean): void {
  if (value !== undefined && !returnsValue)
    throw new CompileError('PLS-00372: In a procedure, RETURN statement cannot contain an expression', at)
  if (value === undefined && returnsValue)
    throw new CompileError('PLS-00503: RETURN <value> statement required for this return from function', at)
}

function checkExit({ label, at }: Extract<Step, { kind: 'exit' | 'continue' }>, loops: Loops): void {
  if (loops.length === 0)
    throw new CompileError('PLS-00376: illegal EXIT/CONTINUE statement; it must appear inside a loop', at)
  if (label !== undefined && !loops.includes(label))
    throw new CompileError(`PLS-00201: identifier '${label}' must be declared`, at)
}
