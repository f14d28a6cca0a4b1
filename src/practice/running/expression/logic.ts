/**
 * The operators that do not need all their operands: AND, OR, NOT, CASE and COALESCE, with Oracle's three values of truth.
 * Each operand is evaluated once at most.
 */
import type { DataType, Value } from '../../values/value.ts'
import type { Frame } from '../frame.ts'
import { arePlain, type Compiled, constant, evaluate, mapOne, pausing, plain } from './compiled.ts'
import { booleanType } from './types.ts'

/** Compiles AND (`decisive` false) or OR (`decisive` true): the decisive value on the left leaves the right unevaluated. */
export const compileLogic = (left: Compiled, right: Compiled, decisive: boolean): Compiled => {
  const combine = (first: Value, second: Value): Value => {
    if (second === decisive) return decisive
    return first === null || second === null ? null : !decisive
  }
  if (!left.pauses && !right.pauses) {
    const runLeft = left.run
    const runRight = right.run
    return plain(booleanType, (frame) => {
      const first = runLeft(frame)
      return first === decisive ? decisive : combine(first, runRight(frame))
    })
  }
  return pausing(booleanType, function* (frame) {
    const first = yield* evaluate(left, frame)
    return first === decisive ? decisive : combine(first, yield* evaluate(right, frame))
  })
}

export const compileNot = (operand: Compiled): Compiled =>
  mapOne(operand, booleanType, (value) => (value === null ? null : value !== true))

export interface Branch {
  /** A condition, or in a choice what the subject is compared with. */
  readonly when: Compiled
  readonly result: Compiled
}

const nothing = constant(undefined, null)

/** A searched CASE: the first branch whose condition is true. */
export const compileCase = (
  branches: readonly Branch[],
  otherwise: Compiled | undefined,
  type: DataType | undefined,
): Compiled => compileChoice(nothing, branches, (_, condition) => condition === true, otherwise, type)

/** The first branch that matches the subject: a simple CASE, DECODE. */
export const compileChoice = (
  subject: Compiled,
  branches: readonly Branch[],
  matches: (subject: Value, searched: Value, frame: Frame, branch: number) => boolean,
  otherwise: Compiled = nothing,
  type: DataType | undefined,
): Compiled => {
  const whens: readonly Compiled[] = branches.map((branch) => branch.when)
  const results: readonly Compiled[] = branches.map((branch) => branch.result)
  if (arePlain(whens) && arePlain(results) && !subject.pauses && !otherwise.pauses) {
    const readSubject = subject.run
    const readLast = otherwise.run
    return plain(type, (frame) => {
      const value = readSubject(frame)
      const index = whens.findIndex((when, branch) => matches(value, when.run(frame), frame, branch))
      return results[index]?.run(frame) ?? (index === -1 ? readLast(frame) : null)
    })
  }
  return pausing(type, function* (frame) {
    const value = yield* evaluate(subject, frame)
    for (const [branch, { when, result }] of branches.entries())
      if (matches(value, yield* evaluate(when, frame), frame, branch)) return yield* evaluate(result, frame)
    return yield* evaluate(otherwise, frame)
  })
}

/** The first operand that is not null. */
export const compileFirstPresent = (operands: readonly Compiled[], type: DataType | undefined): Compiled => {
  if (arePlain(operands))
    return plain(type, (frame) => {
      for (const { run } of operands) {
        const value = run(frame)
        if (value !== null) return value
      }
      return null
    })
  return pausing(type, function* (frame) {
    for (const operand of operands) {
      const value = yield* evaluate(operand, frame)
      if (value !== null) return value
    }
    return null
  })
}
