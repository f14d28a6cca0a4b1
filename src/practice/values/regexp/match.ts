/**
 * Finds where a regular expression matches, in steps. Without back references every instruction is tried once at each
 * character, so that time grows with pattern and text only; with them, and for enormous texts, a limit refuses.
 */
import { notSupported } from '../../error.ts'
import { lowerCase, upperCase } from '../letter-case.ts'
import type { Characters } from '../text.ts'
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

/** Instructions of one step of a search. */
const stepLength = 2000

/**
 * The matches from `from` on, each behind the one before: the leftmost, and there the one that Perl's order finds. Yields
 * undefined when it has worked for a while.
 * @throws OracleError ORA-03001 when POSIX' longest match is another one, for a search without end, and for one that would
 *   go on behind an empty match.
 */
export function* findMatches(
  expression: RegularExpression,
  characters: Characters,
  from: number,
): Generator<Match | undefined, void, void> {
  const machine = new Machine(expression, characters)
  for (let start = from; start <= characters.length; ) {
    const outcome = machine.matchAt(start)
    if (outcome === 'not yet') {
      yield undefined
    } else if (outcome === 'none') {
      start += 1
    } else {
      yield outcome
      if (outcome.start === outcome.end)
        throw notSupported('regular expression: search behind an empty match')
      start = outcome.end
      machine.forgetPlace(start)
    }
  }
}

/** What is left to try: an instruction at a place, or a slot to be set back. */
type Pending =
  | { readonly instruction: number; readonly at: number }
  | { readonly slot: number; readonly value: number }

class Machine {
  readonly #expression: RegularExpression
  readonly #characters: Characters
  /** By place and instruction: what has been tried and does not lead to a match. */
  readonly #tried: Uint8Array | undefined
  #steps = 0
  #stepsOfTurn = 0
  #pending: Pending[] = []
  #slots: number[] = []
  #match: Match | undefined
  #isWorking = false

  constructor(expression: RegularExpression, characters: Characters) {
    this.#expression = expression
    this.#characters = characters
    const states = expression.program.length * (characters.length + 1)
    if (states > mostSteps * 4) throw tooLong()
    this.#tried = expression.pattern.hasBackReference ? undefined : new Uint8Array(states)
  }

  /** Tries to match at a place; 'not yet': asked again for the same place it goes on. */
  matchAt(start: number): Match | 'none' | 'not yet' {
    if (!this.#isWorking) {
      this.#slots = new Array((this.#expression.pattern.groups + 1) * 2).fill(-1)
      this.#pending = [{ instruction: 0, at: start }]
      this.#match = undefined
      this.#isWorking = true
    }
    for (let next = this.#pending.pop(); next !== undefined; next = this.#pending.pop()) {
      if ('slot' in next) {
        this.#slots[next.slot] = next.value
        continue
      }
      const end = this.#follow(next.instruction, next.at, this.#slots, this.#pending)
      if (end === 'not yet') return end
      if (end === undefined) continue
      const match = this.#match
      if (match !== undefined && end > match.end) throw notSupported('regular expression with a longer match')
      this.#match ??= { start, end, slots: [...this.#slots] }
      if (this.#expression.pattern.isLazy) break
    }
    this.#isWorking = false
    if (this.#match === undefined) return 'none'
    this.#steps = 0
    return this.#match
  }

  /** A match has ended at a place: what was tried there may have led to it. Behind it nothing did. */
  forgetPlace(at: number): void {
    const { length } = this.#expression.program
    this.#tried?.fill(0, at * length, (at + 1) * length)
  }

  /** Follows instructions until they fail, or are done: then the place is given. */
  #follow(from: number, place: number, slots: number[], pending: Pending[]): number | 'not yet' | undefined {
    const { program, options } = this.#expression
    let instruction = from
    let at = place
    for (;;) {
      if (this.#stepsOfTurn >= stepLength) {
        this.#stepsOfTurn = 0
        pending.push({ instruction, at })
        return 'not yet'
      }
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
    this.#stepsOfTurn += 1
    if (this.#steps > mostSteps) throw tooLong()
    if (this.#tried === undefined) return false
    const state = at * this.#expression.program.length + instruction
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
