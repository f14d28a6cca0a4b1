/**
 * What an expression becomes: a closure over a frame, plain where nothing in it can wait, a generator where something
 * can (a subquery, a stored function). Knows no operator.
 */
import type { DataType, Value } from '../../values/value.ts'
import type { Frame } from '../frame.ts'
import { turn, type Work } from '../pause.ts'

interface Described {
  /** undefined: not known before it runs (NULL, an untyped bind). */
  readonly type: DataType | undefined
  readonly isNullable: boolean
}

export type Plain = Described & { readonly pauses: false; readonly run: (frame: Frame) => Value }
export type Pausing = Described & { readonly pauses: true; readonly run: (frame: Frame) => Work<Value> }
export type Compiled = Plain | Pausing

export const plain = (
  type: DataType | undefined,
  run: (frame: Frame) => Value,
  isNullable = true,
): Plain => ({ pauses: false, type, isNullable, run })

export const pausing = (type: DataType | undefined, run: (frame: Frame) => Work<Value>): Pausing => ({
  pauses: true,
  type,
  isNullable: true,
  run,
})

export const constant = (type: DataType | undefined, value: Value): Plain =>
  plain(type, () => value, value === null)

/** Runs either form. */
export function* evaluate(compiled: Compiled, frame: Frame): Work<Value> {
  return compiled.pauses ? yield* compiled.run(frame) : compiled.run(frame)
}

/** Expressions that are worked out in one step, as long as none of them can wait. */
const FEW = 8

/** Runs several, from the left. When there are many, each is a step of work. */
export function* evaluateAll(all: readonly Compiled[], frame: Frame): Work<Value[]> {
  const values: Value[] = []
  for (const compiled of all) {
    values.push(compiled.pauses ? yield* compiled.run(frame) : compiled.run(frame))
    if (all.length > FEW && frame.run.pulse.isTurn()) yield turn
  }
  return values
}

/** Whether they may be worked out in one go. */
export const areFew = (all: readonly Compiled[]): all is readonly Plain[] =>
  all.length <= FEW && arePlain(all)

export const arePlain = (all: readonly Compiled[]): all is readonly Plain[] =>
  all.every((compiled) => !compiled.pauses)

/** An operator of one operand, which is always evaluated. */
export const mapOne = (
  operand: Compiled,
  type: DataType | undefined,
  apply: (value: Value, frame: Frame) => Value,
): Compiled => {
  if (!operand.pauses) {
    const { run } = operand
    return plain(type, (frame) => apply(run(frame), frame), operand.isNullable)
  }
  return pausing(type, function* (frame) {
    return apply(yield* operand.run(frame), frame)
  })
}

/** An operator of two operands, both of which are always evaluated, the left one first. */
export const mapTwo = (
  left: Compiled,
  right: Compiled,
  type: DataType | undefined,
  apply: (left: Value, right: Value, frame: Frame) => Value,
): Compiled => {
  if (!left.pauses && !right.pauses) {
    const runLeft = left.run
    const runRight = right.run
    return plain(
      type,
      (frame) => apply(runLeft(frame), runRight(frame), frame),
      left.isNullable || right.isNullable,
    )
  }
  return pausing(type, function* (frame) {
    const first = yield* evaluate(left, frame)
    return apply(first, yield* evaluate(right, frame), frame)
  })
}

/** An operator of any number of operands, all of which are always evaluated. */
export const mapAll = (
  operands: readonly Compiled[],
  type: DataType | undefined,
  apply: (values: Value[], frame: Frame) => Value,
): Compiled => {
  if (arePlain(operands)) {
    const runs = operands.map((operand) => operand.run)
    return plain(type, (frame) =>
      apply(
        runs.map((run) => run(frame)),
        frame,
      ),
    )
  }
  return pausing(type, function* (frame) {
    return apply(yield* evaluateAll(operands, frame), frame)
  })
}
