/**
 * Checks where RETURN, EXIT and CONTINUE lead, once a block has been read: a value goes back from functions
 * only, and a loop is left from inside.
 */
import type { Block, Step } from './ast/plsql.ts'
import { CompileError } from './syntax-error.ts'

/** The loops around a step, from the inside; a loop without a label is undefined. */
type Loops = readonly (string | undefined)[]

/**
 * @param returnsValue whether the block is a function's.
 * @throws CompileError PLS-00372, PLS-00503, PLS-00376 or PLS-00201.
 */
export function checkJumps(block: Block, returnsValue: boolean): void {
  for (const step of stepsOf(block)) checkStep(step, returnsValue, [])
}

function checkStep(step: Step, returnsValue: boolean, loops: Loops): void {
  if (step.kind === 'return') checkReturn(step, returnsValue)
  if (step.kind === 'exit' || step.kind === 'continue') checkExit(step, loops)
  for (const inner of stepsWithin(step))
    checkStep(inner, returnsValue, isLoop(step) ? [step.label, ...loops] : loops)
}

type Loop = Extract<Step, { kind: 'loop' | 'while' | 'for range' | 'for query' }>

const isLoop = (step: Step): step is Loop =>
  step.kind === 'loop' || step.kind === 'while' || step.kind === 'for range' || step.kind === 'for query'

const stepsOf = ({ body, handlers }: Block): readonly Step[] => [
  ...body,
  ...handlers.flatMap((handler) => handler.body),
]

/** The statements that a statement contains. */
function stepsWithin(step: Step): readonly Step[] {
  if (isLoop(step)) return step.body
  if (step.kind === 'block') return stepsOf(step.block)
  return step.kind === 'if' ? [...step.branches.flatMap(({ body }) => body), ...step.otherwise] : []
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
