/**
 * Functions that choose among their arguments: COALESCE, NVL2 and DECODE, which leave some unevaluated and are told as
 * CASE, and NVL, which evaluates both ("SQL Language Reference").
 */
import { notSupported, OracleError } from '../../error.ts'
import { castMisfit, castValue } from '../../values/casting.ts'
import { compare } from '../../values/comparison.ts'
import type { DataType, Value } from '../../values/value.ts'
import type { Frame } from '../frame.ts'
import { compileIsNull, differenceBetween } from './comparison.ts'
import { type Compiled, mapOne, mapTwo } from './compiled.ts'
import { type Branch, compileCase, compileChoice, compileFirstPresent } from './logic.ts'
import { commonType, computed, familyOf, nationalOr, textLength, textType } from './types.ts'

type Branching = (operands: readonly Compiled[], at: number) => Compiled

const tooFew = (at: number): OracleError => new OracleError(938, 'not enough arguments for function', at)
const wrongCount = (at: number): OracleError => new OracleError(909, 'invalid number of arguments', at)

const coalesce: Branching = (operands, at) => {
  if (operands.length < 2) throw tooFew(at)
  return compileFirstPresent(operands, commonType(operands, at))
}

/** NVL: the second argument becomes what the first one is. */
const nvl: Branching = (operands, at) => {
  const [first, second] = operands
  if (first === undefined || second === undefined || operands.length > 2) throw wrongCount(at)
  const type = likeFirst([first, second]) ?? second.type
  return mapTwo(first, converted(second, first.type), type, (one, other) => one ?? other)
}

const nvl2: Branching = (operands, at) => {
  const [tested, present, absent] = operands
  if (tested === undefined || present === undefined || absent === undefined || operands.length > 3)
    throw wrongCount(at)
  const type = likeFirst([present, absent]) ?? absent.type
  const branch = { when: compileIsNull(tested, true), result: present }
  return compileCase([branch], converted(absent, present.type), type)
}

/** DECODE: two nulls are equal; what is compared becomes what the first search is, results what the first one is. */
const decode: Branching = ([subject, ...rest], at) => {
  if (subject === undefined || rest.length < 2) throw tooFew(at)
  const pairs = Math.floor(rest.length / 2)
  const results = [
    ...rest.filter((_, index) => index % 2 === 1),
    ...(rest.length % 2 === 1 ? rest.slice(-1) : []),
  ]
  const type = likeFirst(results) ?? textType(longestOf(results))
  const searched = rest[0]?.type
  for (const type of [subject.type, searched])
    if (type !== undefined && familyOf(type) === 'lob')
      throw new OracleError(932, `inconsistent datatypes: expected - got ${type.name}`, at)
  const branches: Branch[] = []
  for (let pair = 0; pair < pairs; pair += 1) {
    const when = rest[pair * 2]
    const result = rest[pair * 2 + 1]
    if (when !== undefined && result !== undefined)
      branches.push({ when: converted(when, searched), result: converted(result, type) })
  }
  const last = rest.length % 2 === 1 ? rest.at(-1) : undefined
  return compileChoice(converted(subject, searched), branches, isSame, last && converted(last, type), type)
}

/** NULLIF(a, b): as CASE WHEN a = b THEN NULL ELSE a END, of two types that are alike. */
const nullif: Branching = (operands, at) => {
  const [first, second] = operands
  if (first === undefined || second === undefined || operands.length > 2) throw wrongCount(at)
  const alike = commonType(operands, at)
  if (first.type === undefined && alike !== undefined) throw notSupported('NULLIF of NULL', at)
  const difference = differenceBetween(first.type, second.type, at)
  return mapTwo(first, second, likeFirst([first]), (one, other, frame) =>
    one !== null && other !== null && difference(one, other, frame) === 0 ? null : one,
  )
}

/** What values become that all have to be like the first: its type, but as long a text as any of them needs. */
const likeFirst = (operands: readonly Compiled[]): DataType | undefined => {
  const type = operands[0]?.type
  if (type === undefined || familyOf(type) !== 'text') return computed(type)
  return nationalOr([type], textType(longestOf(operands)))
}

const longestOf = (operands: readonly Compiled[]): number =>
  Math.max(...operands.map((operand) => (operand.type === undefined ? 1 : textLength(operand.type))))

const isSame = (left: Value, right: Value, frame: Frame): boolean =>
  left === null || right === null ? left === right : compare(left, right, frame.run.session.nls) === 0

const unlimited = (type: DataType): DataType => {
  switch (familyOf(type)) {
    case 'text':
      return { name: 'VARCHAR2', length: 32_767 }
    case 'number':
      return { name: 'NUMBER' }
    default:
      return type
  }
}

/** A value made one of another's family, without its limits. */
const converted = (operand: Compiled, type: DataType | undefined): Compiled => {
  if (type === undefined || (operand.type !== undefined && familyOf(operand.type) === familyOf(type)))
    return operand
  const target = unlimited(type)
  return mapOne(operand, type, (value, frame) => castValue(value, target, castMisfit, frame.run.session.nls))
}

const functions: Readonly<Record<string, Branching>> = {
  COALESCE: coalesce,
  DECODE: decode,
  NULLIF: nullif,
  NVL: nvl,
  NVL2: nvl2,
}

export const branchingCall = (name: string): Branching | undefined =>
  Object.hasOwn(functions, name) ? functions[name] : undefined
