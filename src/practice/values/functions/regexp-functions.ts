/**
 * REGEXP_LIKE, REGEXP_COUNT, REGEXP_INSTR, REGEXP_SUBSTR and REGEXP_REPLACE ("SQL Language Reference"). What Oracle
 * does behind an empty match is nowhere told, so that a search that would go on there is refused.
 */
import { notSupported, OracleError } from '../../error.ts'
import { requireClobLength } from '../lob.ts'
import { Decimal, outOfRange } from '../number.ts'
import {
  doubtfulGroup,
  findMatches,
  type Match,
  type MatchOptions,
  regularExpression,
} from '../regexp/match.ts'
import { type Characters, charactersOf, orNull, textBetween } from '../text.ts'
import type { Value } from '../value.ts'
import {
  inSteps,
  integerOf,
  likeText,
  longestColumn,
  numberOf,
  numberResult,
  type SingleRowFunction,
  type Surroundings,
  sameTextResult,
  textLikeFirst,
  textOf,
} from './single-row-function.ts'

/** @throws OracleError ORA-01760 for letters that are no match parameter. */
function readOptions(text: string): MatchOptions {
  if (/[^icnmx]/.test(text)) throw new OracleError(1760, 'illegal argument for function')
  return {
    ignoresCase: text.lastIndexOf('i') > text.lastIndexOf('c'),
    periodMatchesNewline: text.includes('n'),
    hasLines: text.includes('m'),
    ignoresSpace: text.includes('x'),
  }
}

/** Where the optional arguments of a function stand. */
interface Places {
  readonly position?: number
  readonly occurrence?: number
  readonly options: number
  /** Further arguments that null makes the result null. */
  readonly others?: readonly number[]
}

interface Search {
  readonly characters: Characters
  /** The matches from the left; undefined when the search has taken a while. */
  readonly matches: Iterable<Match | undefined>
  readonly position: number
  readonly occurrence: number
  readonly doubtful: ReadonlySet<number>
}

/** Reads the arguments; undefined when one that matters is null. */
function searchOf(
  values: readonly Value[],
  { position, occurrence, options, others = [] }: Places,
  leastOccurrence: number,
  surroundings: Surroundings,
): Search | undefined {
  const [source = null, pattern = null] = values
  const needed = [position, occurrence, ...others].filter((place) => place !== undefined)
  if (source === null || pattern === null || needed.some((place) => values[place] === null)) return undefined
  const start = argument(values, position, 1)
  const times = argument(values, occurrence, leastOccurrence)
  const parameter = values[options] ?? null
  const letters = parameter === null ? '' : textOf(parameter, surroundings)
  const characters = charactersOf(textOf(source, surroundings))
  const expression = regularExpression(textOf(pattern, surroundings), readOptions(letters))
  if (expression.pattern.hasStart && start > 1)
    throw notSupported('regular expression: ^ behind the first position')
  return {
    characters,
    matches: findMatches(expression, characters, start - 1),
    position: start,
    occurrence: times,
    doubtful: expression.doubtful,
  }
}

/** A number that must not be below `least`, which is also what stands for an argument that is not there. */
function argument(values: readonly Value[], place: number | undefined, least: number): number {
  const value = place === undefined ? undefined : values[place]
  if (value === undefined || value === null) return least
  if (integerOf(value) < least) throw outOfRange(numberOf(value))
  return integerOf(value)
}

/** The match of the given number; an empty one at the end of the text is the last. */
function* matchOf({
  characters,
  matches,
  occurrence,
}: Search): Generator<undefined, Match | undefined, void> {
  let count = 0
  for (const match of matches) {
    if (match === undefined) {
      yield
      continue
    }
    count += 1
    if (count === occurrence) return match
    if (match.start === match.end && match.end === characters.length) return undefined
  }
  return undefined
}

const regexpLike: SingleRowFunction = {
  least: 2,
  most: 3,
  type: () => ({ name: 'BOOLEAN' }),
  ...inSteps(function* (values, surroundings) {
    const search = searchOf(values, { options: 2 }, 1, surroundings)
    return search === undefined ? null : (yield* matchOf(search)) !== undefined
  }),
}

const regexpCount: SingleRowFunction = {
  least: 2,
  most: 4,
  type: numberResult,
  ...inSteps(function* (values, surroundings) {
    const search = searchOf(values, { position: 2, options: 3 }, 1, surroundings)
    if (search === undefined) return null
    let count = 0
    for (const match of search.matches) {
      if (match === undefined) yield
      else count += 1
    }
    return new Decimal(count)
  }),
}

/** The begin and the end of a group, 0 for all of the match; undefined for a group that took no part. */
function placeOf(
  { start, end, slots }: Match,
  group: number,
  { doubtful }: Search,
): { readonly start: number; readonly end: number } | undefined {
  if (group === 0) return { start, end }
  if (doubtful.has(group)) throw doubtfulGroup(group)
  const [from = -1, to = -1] = slots.slice(group * 2, group * 2 + 2)
  return from < 0 || to < 0 ? undefined : { start: from, end: to }
}

/** @throws OracleError ORA-01428 for a number above 9. */
function groupOf(values: readonly Value[], place: number): number {
  const group = argument(values, place, 0)
  if (group > 9) throw outOfRange(new Decimal(group))
  return group
}

const regexpInstr: SingleRowFunction = {
  least: 2,
  most: 7,
  type: numberResult,
  ...inSteps(function* (values, surroundings) {
    const places = { position: 2, occurrence: 3, options: 5, others: [4, 6] }
    const search = searchOf(values, places, 1, surroundings)
    if (search === undefined) return null
    const side = argument(values, 4, 0)
    if (side > 1) throw outOfRange(new Decimal(side))
    const match = yield* matchOf(search)
    const found = match && placeOf(match, groupOf(values, 6), search)
    if (found === undefined) return new Decimal(0)
    return new Decimal((side === 0 ? found.start : found.end) + 1)
  }),
}

const regexpSubstr: SingleRowFunction = {
  least: 2,
  most: 6,
  type: sameTextResult,
  ...inSteps(function* (values, surroundings) {
    const places = { position: 2, occurrence: 3, options: 4, others: [5] }
    const search = searchOf(values, places, 1, surroundings)
    const match = search && (yield* matchOf(search))
    const found = match && placeOf(match, groupOf(values, 5), search)
    if (search === undefined || found === undefined) return null
    const text = orNull(textBetween(search.characters, found.start, found.end))
    return likeText(values[0] ?? null, text, surroundings)
  }),
}

/** Each `\1` to `\9` of a replacement stands for a group, `\\` for a backslash. */
function replacementOf(text: string, { slots }: Match, { characters, doubtful }: Search): string {
  return text.replace(/\\(.?)/gsu, (_, sign: string) => {
    if (sign === '\\') return sign
    if (!/^[1-9]$/.test(sign)) throw notSupported(`regular expression: \\${sign} in a replacement`)
    if (doubtful.has(Number(sign))) throw doubtfulGroup(Number(sign))
    const [start = -1, end = -1] = slots.slice(Number(sign) * 2, Number(sign) * 2 + 2)
    return start < 0 ? '' : textBetween(characters, start, end)
  })
}

const regexpReplace: SingleRowFunction = {
  least: 2,
  most: 6,
  type: textLikeFirst(longestColumn),
  ...inSteps(function* (values, surroundings) {
    const [source = null, pattern = null, replacement = null] = values
    if (source !== null && pattern === null) throw notSupported('REGEXP_REPLACE of nothing')
    const search = searchOf(values, { position: 3, occurrence: 4, options: 5 }, 0, surroundings)
    if (search === undefined) return null
    const { characters, matches, occurrence } = search
    const by = replacement === null ? '' : textOf(replacement, surroundings)
    let text = ''
    let at = 0
    let count = 0
    for (const match of matches) {
      if (match === undefined) {
        yield
        continue
      }
      count += 1
      if (match.start === match.end) throw notSupported('regular expression: replacement of an empty match')
      if (occurrence > 0 && count < occurrence) continue
      text += textBetween(characters, at, match.start) + replacementOf(by, match, search)
      at = match.end
      requireClobLength(text.length)
      if (count === occurrence) break
    }
    return likeText(source, orNull(text + textBetween(characters, at)), surroundings)
  }),
}

export const regexpFunctions: Readonly<Record<string, SingleRowFunction>> = {
  REGEXP_COUNT: regexpCount,
  REGEXP_INSTR: regexpInstr,
  REGEXP_LIKE: regexpLike,
  REGEXP_REPLACE: regexpReplace,
  REGEXP_SUBSTR: regexpSubstr,
}
