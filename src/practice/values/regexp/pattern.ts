/**
 * Regular expressions as Oracle writes them: POSIX extended, with the elements it took from Perl ("SQL Language
 * Reference, Oracle Regular Expression Support"). Reads a pattern into its parts; matches nothing.
 */
import { notSupported, OracleError } from '../../error.ts'
import { type CharacterTest, namedClass } from './character-classes.ts'

export type Assertion = 'line start' | 'line end' | 'text start' | 'text end' | 'last line end'

export type Part =
  | { readonly kind: 'one'; readonly test: CharacterTest }
  | { readonly kind: 'any' }
  | { readonly kind: 'assertion'; readonly assertion: Assertion }
  | { readonly kind: 'group'; readonly index: number; readonly part: Part }
  | { readonly kind: 'back reference'; readonly index: number }
  | { readonly kind: 'sequence'; readonly parts: readonly Part[] }
  | { readonly kind: 'choice'; readonly parts: readonly Part[] }
  | {
      readonly kind: 'repetition'
      readonly part: Part
      readonly least: number
      readonly most: number
      readonly isLazy: boolean
    }

export interface Pattern {
  readonly part: Part
  readonly groups: number
  readonly isLazy: boolean
  readonly hasBackReference: boolean
  readonly hasStart: boolean
}

/** Bytes of the longest pattern. */
const longestPattern = 512
/** Repetitions that `{m,n}` may ask for ("SQL Language Reference, Multilingual Regular Expression Syntax"). */
const mostRepetitions = 65_535

const fail = (number: number, text: string): OracleError =>
  new OracleError(number, `${text} in regular expression`)

/**
 * @param ignoresSpace white space in the pattern means nothing (match parameter x).
 * @throws OracleError ORA-12725 to ORA-12733; ORA-03001 for what is not known here or means two things.
 */
export function readPattern(text: string, ignoresSpace: boolean): Pattern {
  if (Buffer.byteLength(text) > longestPattern) throw new OracleError(12733, 'regular expression too long')
  const reader = new PatternReader(Array.from(text), ignoresSpace)
  const part = reader.readChoice()
  return reader.finish(part)
}

class PatternReader {
  readonly #characters: readonly string[]
  readonly #ignoresSpace: boolean
  #at = 0
  #groups = 0
  #closedGroups = new Set<number>()
  #depth = 0
  #isLazy = false
  #hasBackReference = false
  #hasStart = false
  #repeatsNothing = false

  constructor(characters: readonly string[], ignoresSpace: boolean) {
    this.#characters = characters
    this.#ignoresSpace = ignoresSpace
  }

  finish(part: Part): Pattern {
    if (this.#at < this.#characters.length) throw fail(12725, 'unmatched parentheses')
    if (this.#isLazy && this.#repeatsNothing)
      throw notSupported('regular expression: repetition of what may be empty beside a lazy one')
    return {
      part,
      groups: this.#groups,
      isLazy: this.#isLazy,
      hasBackReference: this.#hasBackReference,
      hasStart: this.#hasStart,
    }
  }

  get #next(): string {
    return this.#characters[this.#at] ?? ''
  }

  #skipSpace(): void {
    while (this.#ignoresSpace && /^\s$/.test(this.#next)) this.#at += 1
  }

  readChoice(): Part {
    const parts = [this.#readSequence()]
    while (this.#next === '|') {
      this.#at += 1
      parts.push(this.#readSequence())
    }
    const [only] = parts
    return parts.length === 1 && only !== undefined ? only : { kind: 'choice', parts }
  }

  #readSequence(): Part {
    const parts: Part[] = []
    for (;;) {
      this.#skipSpace()
      if (this.#next === '' || this.#next === '|' || this.#next === ')') return { kind: 'sequence', parts }
      parts.push(this.#readRepetition(this.#readAtom()))
    }
  }

  #readRepetition(part: Part): Part {
    this.#skipSpace()
    const bounds = this.#readBounds()
    if (bounds === undefined) return part
    if (part.kind === 'assertion') throw notSupported('regular expression: repetition of an anchor')
    const isLazy = this.#next === '?'
    if (isLazy) {
      this.#at += 1
      this.#isLazy = true
    }
    if (/^[*+?{]$/.test(this.#next)) throw notSupported('regular expression: repetition of a repetition')
    if (canBeEmpty(part)) this.#repeatsNothing = true
    return { kind: 'repetition', part, ...bounds, isLazy }
  }

  #readBounds(): { readonly least: number; readonly most: number } | undefined {
    const bounds = {
      '*': { least: 0, most: Number.POSITIVE_INFINITY },
      '+': { least: 1, most: Number.POSITIVE_INFINITY },
      '?': { least: 0, most: 1 },
    }
    const sign = this.#next
    if (sign === '*' || sign === '+' || sign === '?') {
      this.#at += 1
      return bounds[sign]
    }
    if (sign !== '{') return undefined
    const found = /^\{(\d+)(,?)(\d*)\}/.exec(this.#characters.slice(this.#at, this.#at + 16).join(''))
    if (found === null) throw notSupported('regular expression: { without numbers')
    const [whole, first = '', comma, second = ''] = found
    const least = Number(first)
    const most = comma === '' ? least : second === '' ? Number.POSITIVE_INFINITY : Number(second)
    if (
      least > most ||
      least > mostRepetitions ||
      (most > mostRepetitions && most !== Number.POSITIVE_INFINITY)
    )
      throw fail(12732, 'invalid interval value')
    this.#at += whole.length
    return { least, most }
  }

  #readAtom(): Part {
    const character = this.#next
    this.#at += 1
    switch (character) {
      case '(':
        return this.#readGroup()
      case '[':
        return { kind: 'one', test: this.#readSet() }
      case '.':
        return { kind: 'any' }
      case '^':
        this.#hasStart = true
        return { kind: 'assertion', assertion: 'line start' }
      case '$':
        return { kind: 'assertion', assertion: 'line end' }
      case '\\':
        return this.#readEscape()
      case '*':
      case '+':
      case '?':
      case '{':
        throw notSupported(`regular expression: ${character} without operand`)
      default:
        return literal(character)
    }
  }

  #readGroup(): Part {
    if (this.#next === '?') throw notSupported('regular expression: (?')
    this.#groups += 1
    const index = this.#groups
    this.#depth += 1
    if (this.#depth > 50) throw notSupported('regular expression: so many nested groups')
    const part = this.readChoice()
    this.#depth -= 1
    if (this.#next !== ')') throw fail(12725, 'unmatched parentheses')
    this.#at += 1
    this.#closedGroups.add(index)
    return { kind: 'group', index, part }
  }

  #readEscape(): Part {
    const character = this.#next
    this.#at += 1
    if (/^[1-9]$/.test(character)) {
      const index = Number(character)
      if (!this.#closedGroups.has(index)) throw fail(12727, 'invalid back reference')
      this.#hasBackReference = true
      return { kind: 'back reference', index }
    }
    switch (character) {
      case 'd':
      case 'w':
      case 's':
        return { kind: 'one', test: namedClass(character) }
      case 'D':
      case 'W':
      case 'S': {
        const test = namedClass(character.toLowerCase())
        return { kind: 'one', test: (one) => !test(one) }
      }
      case 'A':
        this.#hasStart = true
        return { kind: 'assertion', assertion: 'text start' }
      case 'Z':
        return { kind: 'assertion', assertion: 'last line end' }
      case 'z':
        return { kind: 'assertion', assertion: 'text end' }
      default:
        if (character === '' || /[\p{L}\p{N}]/u.test(character))
          throw notSupported(`regular expression: \\${character}`)
        return literal(character)
    }
  }

  /** A list in brackets, in which a backslash means itself. */
  #readSet(): CharacterTest {
    const isNegated = this.#next === '^'
    if (isNegated) this.#at += 1
    if (this.#next === ':') throw notSupported('regular expression: [: outside of a list')
    const tests: CharacterTest[] = []
    for (let isFirst = true; isFirst || this.#next !== ']'; isFirst = false) tests.push(this.#readMember())
    this.#at += 1
    return (character) => tests.some((test) => test(character)) !== isNegated
  }

  #readMember(): CharacterTest {
    const first = this.#readSetCharacter()
    if (typeof first !== 'string') return first
    if (this.#next !== '-' || this.#characters[this.#at + 1] === ']')
      return (character) => character === first
    this.#at += 1
    const last = this.#readSetCharacter()
    if (typeof last !== 'string') throw fail(12728, 'invalid range')
    const [low, high] = [codeOf(first), codeOf(last)]
    if (low > high) throw fail(12728, 'invalid range')
    return (character) => codeOf(character) >= low && codeOf(character) <= high
  }

  #readSetCharacter(): string | CharacterTest {
    const character = this.#next
    if (character === '') throw fail(12726, 'unmatched bracket')
    const second = this.#characters[this.#at + 1] ?? ''
    if (character !== '[' || !/^[:.=]$/.test(second)) {
      this.#at += 1
      return character
    }
    if (second !== ':') throw notSupported(`regular expression: [${second}`)
    const found = /^\[:([^\]]*):\]/.exec(this.#characters.slice(this.#at, this.#at + 20).join(''))
    if (found === null) throw fail(12729, 'invalid character class')
    const [whole, name = ''] = found
    this.#at += whole.length
    return namedClass(name)
  }
}

/** Whether a part may match no character at all; engines differ in how they repeat such parts. */
function canBeEmpty(part: Part): boolean {
  switch (part.kind) {
    case 'one':
    case 'any':
      return false
    case 'assertion':
    case 'back reference':
      return true
    case 'group':
      return canBeEmpty(part.part)
    case 'sequence':
      return part.parts.every(canBeEmpty)
    case 'choice':
      return part.parts.some(canBeEmpty)
    case 'repetition':
      return part.least === 0 || canBeEmpty(part.part)
  }
}

const literal = (text: string): Part => ({ kind: 'one', test: (character) => character === text })

const codeOf = (character: string): number => character.codePointAt(0) ?? 0
