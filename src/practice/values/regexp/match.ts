/**
 * Finds where a regular expression matches. Without back references every instruction is tried once at each
 * character, so that time grows with pattern and text only; with them, and for enormous texts, a limit refuses.
 */
import { notSupported } from '../../error.ts'
import { lowerCase, upperCase } from '../letter-case.ts'
import { doubtfulGroups } from './doubtful-groups.ts'
import type { Assertion, Pattern } from './pattern.ts'
import { readPattern } from './pattern.ts'
import { compilePattern, type Instruction } from './program.ts'

/** What the match parameter says ("SQL Language Reference, REGEXP_LIKE"). */
export interface MatchOptions {
  /** i */
  readonly ignoresCase: boolean
  /** n: a period matches a newline too. */
  readonly periodMatchesNewline: boolean
  /** m: ^ and $ are ends of lines. */
  readonly hasLines: boolean
  /** x */
  readonly ignoresSpace: boolean
}

export interface RegularExpression {
  readonly pattern: Pattern
  readonly program: readonly Instruction[]
  readonly options: MatchOptions
  /** Groups whose text is not asked for: see doubtful-groups.ts. */
  readonly doubtful: ReadonlySet<number>
}

/** Where a match begins and ends, and its groups; a group that took no part has -1. */
export interface Match {
  readonly start: number
  readonly end: number
  /** Begin and end of group n at 2n and 2n + 1. */
  readonly slots: readonly number[]
}

const known = new Map<string, RegularExpression>()
const mostKnown = 100

/** @throws OracleError ORA-12725 to ORA-12733, ORA-03001. */
export function regularExpression(text: string, options: MatchOptions): RegularExpression {
  const key = JSON.stringify([text, options])
  const before = known.get(key)
  if (before !== undefined) return before
  const pattern = readPattern(text, options.ignoresSpace)
  const doubtful = doubtfulGroups(pattern.part)
  const expression = { pattern, program: compilePattern(pattern), options, doubtful }
  if (known.size >= mostKnown) known.clear()
  known.set(key, expression)
  return expression
}

/** Instructions that one search may follow: some tens of milliseconds. */
const mostSteps = 2_000_000

/**
 * The first match at or behind `from`: the leftmost, and there the one that Perl's order finds.
 * @throws OracleError ORA-03001 when POSIX' longest match is another one, and for a search without end.
 */
export function findMatch(
  expression: RegularExpression,
  characters: readonly string[],
  from: number,
): Match | undefined {
  const machine = new Machine(expression, characters)
  for (let start = from; start <= characters.length; start += 1) {
    const match = machine.matchAt(start)
    if (match !== undefined) return match
  }
  return undefined
}

/** What is left to try: an instruction at a place, or a slot to be set back. */
type Pending =
  | { readonly instruction: number; readonly at: number }
  | { readonly slot: number; readonly value: number }

class Machine {
  readonly #expression: RegularExpression
  readonly #characters: readonly string[]
  readonly #tried: Uint8Array | undefined
  #steps = 0

  constructor(expression: RegularExpression, characters: readonly string[]) {
    this.#expression = expression
    this.#characters = characters
    const states = expression.program.length * (characters.length + 1)
    if (states > mostSteps * 4) throw tooLong()
    this.#tried = expression.pattern.hasBackReference ? undefined : new Uint8Array(states)
  }

  matchAt(start: number): Match | undefined {
    const slots: number[] = new Array((this.#expression.pattern.groups + 1) * 2).fill(-1)
    const pending: Pending[] = [{ instruction: 0, at: start }]
    let match: Match | undefined
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      if ('slot' in next) {
        slots[next.slot] = next.value
        continue
      }
      const end = this.#follow(next.instruction, next.at, slots, pending)
      if (end === undefined) continue
      if (match !== undefined && end > match.end) throw notSupported('regular expression with a longer match')
      match ??= { start, end, slots: [...slots] }
      if (this.#expression.pattern.isLazy) return match
    }
    return match
  }

  /** Follows instructions until they fail, or are done: then the place is given. */
  #follow(from: number, place: number, slots: number[], pending: Pending[]): number | undefined {
    const { program, options } = this.#expression
    let instruction = from
    let at = place
    for (;;) {
      if (this.#isKnown(instruction, at)) return undefined
      const step = program[instruction]
      const character = this.#characters[at]
      switch (step?.op) {
        case undefined:
        case 'done':
          return at
        case 'one':
          if (character === undefined || !this.#matches(step.test, character)) return undefined
          at += 1
          instruction += 1
          break
        case 'any':
          if (character === undefined || (character === '\n' && !options.periodMatchesNewline))
            return undefined
          at += 1
          instruction += 1
          break
        case 'fork':
          pending.push({ instruction: step.second, at })
          instruction = step.first
          break
        case 'jump':
          instruction = step.to
          break
        case 'keep':
          pending.push({ slot: step.slot, value: slots[step.slot] ?? -1 })
          slots[step.slot] = at
          instruction += 1
          break
        case 'assert':
          if (!this.#holds(step.assertion, at)) return undefined
          instruction += 1
          break
        case 'back reference': {
          const length = this.#repeated(step.index, at, slots)
          if (length === undefined) return undefined
          at += length
          instruction += 1
        }
      }
    }
  }

  /** Whether this was tried before, and counts it. */
  #isKnown(instruction: number, at: number): boolean {
    this.#steps += 1
    if (this.#steps > mostSteps) throw tooLong()
    if (this.#tried === undefined) return false
    const state = instruction * (this.#characters.length + 1) + at
    if (this.#tried[state] === 1) return true
    this.#tried[state] = 1
    return false
  }

  #matches(test: (character: string) => boolean, character: string): boolean {
    if (!this.#expression.options.ignoresCase) return test(character)
    return test(character) || test(lowerCase(character)) || test(upperCase(character))
  }

  #holds(assertion: Assertion, at: number): boolean {
    const { length } = this.#characters
    const { hasLines } = this.#expression.options
    switch (assertion) {
      case 'text start':
        return at === 0
      case 'text end':
        return at === length
      case 'line start':
        return at === 0 || (hasLines && this.#characters[at - 1] === '\n')
      case 'line end':
        return at === length || (hasLines && this.#characters[at] === '\n')
      case 'last line end':
        return at === length || (at === length - 1 && this.#characters[at] === '\n')
    }
  }

  /** How long a group's text is, if it stands here again. */
  #repeated(index: number, at: number, slots: readonly number[]): number | undefined {
    if (this.#expression.doubtful.has(index)) throw doubtfulGroup(index)
    const start = slots[index * 2] ?? -1
    const end = slots[index * 2 + 1] ?? -1
    if (start < 0 || end < start) return undefined
    const fold = (character: string | undefined): string | undefined =>
      this.#expression.options.ignoresCase && character !== undefined ? lowerCase(character) : character
    for (let index = 0; index < end - start; index += 1)
      if (fold(this.#characters[start + index]) !== fold(this.#characters[at + index])) return undefined
    return end - start
  }
}

/** Refuses to tell a group's text. */
export const doubtfulGroup = (index: number): Error =>
  notSupported(`regular expression: group ${index}, which a repetition may leave out`)

const tooLong = (): Error => notSupported('regular expression that takes so long')
