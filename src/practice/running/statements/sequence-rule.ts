/**
 * What a sequence's options come to: defaults filled in, and everything checked that Oracle checks.
 */
import { notSupported, OracleError } from '../../error.ts'
import type { SequenceOptions } from '../../parsing/ast/sequence.ts'
import type { SequenceRule } from '../storage/sequence-generator.ts'

/** The limits when none are given ("SQL Language Reference, CREATE SEQUENCE"). */
const LARGEST = 10n ** 28n - 1n
const SMALLEST = -(10n ** 27n - 1n)
const USUAL_CACHE = 20n

/** A new sequence's rule. Raises ORA-04002 to ORA-04015. */
export const newRule = (options: SequenceOptions, at: number): SequenceRule => {
  const increment = options.increment ?? 1n
  const isAscending = increment > 0n
  const limits = limitsOf(options, isAscending)
  const start = options.start ?? (isAscending ? limits.minimum : limits.maximum)
  const rule: SequenceRule = {
    increment,
    ...limits,
    start,
    isCycle: options.isCycle ?? false,
    cache: options.cache ?? USUAL_CACHE,
    isOrdered: options.isOrdered ?? false,
  }
  requireSound(rule, at)
  requireCycle(rule, options, at)
  if (start < rule.minimum) throw new OracleError(4006, 'START WITH cannot be less than MINVALUE', at)
  if (start > rule.maximum) throw new OracleError(4008, 'START WITH cannot be more than MAXVALUE', at)
  return rule
}

/**
 * The rule that ALTER SEQUENCE makes of another; `last` is the number given out last. What is not named stays as it is.
 * Raises ORA-04002 to ORA-04015.
 */
export const alteredRule = (
  before: SequenceRule,
  options: SequenceOptions,
  last: bigint,
  at: number,
): SequenceRule => {
  const increment = options.increment ?? before.increment
  const isAscending = increment > 0n
  const usual = limitsOf(options, isAscending)
  const limits = {
    minimum: options.minimum === undefined ? before.minimum : usual.minimum,
    maximum: options.maximum === undefined ? before.maximum : usual.maximum,
  }
  const rule: SequenceRule = {
    increment,
    ...limits,
    start: options.isRestart
      ? (options.start ?? (isAscending ? limits.minimum : limits.maximum))
      : before.start,
    isCycle: options.isCycle ?? before.isCycle,
    cache: options.cache ?? before.cache,
    isOrdered: options.isOrdered ?? before.isOrdered,
  }
  requireSound(rule, at)
  requireCycle(rule, options, at)
  const current = options.isRestart ? rule.start : last
  if (options.minimum !== undefined && current < rule.minimum)
    throw new OracleError(4007, 'MINVALUE cannot be made to exceed the current value', at)
  if (options.maximum !== undefined && current > rule.maximum)
    throw new OracleError(4009, 'MAXVALUE cannot be made to be less than the current value', at)
  return rule
}

const limitsOf = (
  { minimum, maximum }: SequenceOptions,
  isAscending: boolean,
): Pick<SequenceRule, 'minimum' | 'maximum'> => ({
  minimum: minimum === undefined || minimum === 'none' ? (isAscending ? 1n : SMALLEST) : minimum,
  maximum: maximum === undefined || maximum === 'none' ? (isAscending ? LARGEST : -1n) : maximum,
})

const requireSound = ({ increment, minimum, maximum }: SequenceRule, at: number): void => {
  if (increment === 0n) throw new OracleError(4002, 'INCREMENT must be a nonzero integer', at)
  if (minimum >= maximum) throw new OracleError(4004, 'MINVALUE must be less than MAXVALUE', at)
  if (absolute(increment) >= maximum - minimum)
    throw new OracleError(4005, 'INCREMENT must be less than MAXVALUE minus MINVALUE', at)
}

/** A cycle has to have its far end written, and what is cached has to be less than one round. */
const requireCycle = (rule: SequenceRule, options: SequenceOptions, at: number): void => {
  const { increment, minimum, maximum, isCycle, cache } = rule
  if (!isCycle) return
  if (increment > 0n && maximum === LARGEST && typeof options.maximum !== 'bigint')
    throw new OracleError(4015, 'ascending sequences that CYCLE must specify MAXVALUE', at)
  if (increment < 0n && minimum === SMALLEST && typeof options.minimum !== 'bigint')
    throw new OracleError(4014, 'descending sequences that CYCLE must specify MINVALUE', at)
  const round = (maximum - minimum) / absolute(increment)
  if (cache > round + 1n) throw new OracleError(4013, 'number to CACHE must be less than one cycle', at)
  // Oracle's documents and its behaviour are said to differ by one here.
  if (cache >= round && cache > 0n) throw notSupported('CACHE of a whole cycle', at)
}

const absolute = (value: bigint): bigint => (value < 0n ? -value : value)
