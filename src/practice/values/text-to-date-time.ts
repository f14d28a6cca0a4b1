/**
 * TO_DATE and TO_TIMESTAMP: a text read by a format model, with Oracle's leniency about punctuation and its
 * errors ("SQL Language Reference, String-to-Date Conversion Rules").
 */
import { notSupported, OracleError } from '../error.ts'
import type { DateTime, DateTimeKind } from './date-time.ts'
import { assembleDateTime, type DateTimeDraft } from './date-time-draft.ts'
import { fullWidthOf, readField } from './date-time-fields.ts'
import {
  type DateTimeElement,
  type DateTimeElementName,
  type DateTimeField,
  type DateTimeSeparator,
  readDateTimeModel,
} from './date-time-model.ts'
import type { Nls } from './nls.ts'

const fail = (number: number, text: string): OracleError => new OracleError(number, text)
const mismatch = (): OracleError => fail(1861, 'literal does not match format string')

/**
 * Reads a date or timestamp.
 * @param kind the type wanted; fractions and zones are refused for a DATE.
 * @throws OracleError ORA-01821, ORA-01830, ORA-01840, ORA-01843, ORA-01861 and the like; ORA-03001 for what
 *   is lacking.
 */
export function textToDateTime(text: string, model: string, kind: DateTimeKind, nls: Nls): DateTime {
  const elements = readDateTimeModel(model)
  refuseTwice(elements)
  const draft: DateTimeDraft = {}
  const reading = { text, kind, nls, draft }
  let at = 0
  for (const [index, element] of elements.entries()) {
    const before = at
    if (!element.isExact && (element.kind === 'field' || element.text !== ' ')) at = skipBlanks(text, at)
    if (at > before && element.kind === 'punctuation' && /[\p{L}\p{N}]/u.test(text.charAt(at))) continue
    if (at >= text.length) {
      if (elements.slice(index).some(isDateField))
        throw fail(1840, 'input value not long enough for date format')
      break
    }
    const next = elements[index + 1]
    if (element.kind !== 'field') at = skipSeparator(text, at, element, elements[index - 1], next)
    else {
      const end = readField(element, at, next?.kind !== 'field', reading)
      if (element.isExact) requireWidth(element, end - at)
      at = end
    }
  }
  if (skipBlanks(text, at) < text.length)
    throw fail(1830, 'date format picture ends before converting entire input string')
  return assembleDateTime(draft, kind, nls)
}

/** FX: a number has all its digits, unless FM says otherwise. @throws OracleError ORA-01862. */
function requireWidth({ name, isFilled }: DateTimeField, width: number): void {
  if (wordFields.has(name) && isFilled && name !== 'MON' && name !== 'DY')
    throw notSupported(`FX before ${name}`)
  const full = fullWidthOf(name)
  if (isFilled && full !== undefined && width !== full)
    throw fail(1862, 'the numeric value does not match the length of the format item')
}

const skipBlanks = (text: string, at: number): number => {
  let end = at
  while (text.charAt(end) === ' ') end += 1
  return end
}

/** Only the time of day may be missing at the end of a text. */
const timeFields: ReadonlySet<DateTimeElementName> = new Set<DateTimeElementName>([
  ...(['HH24', 'HH12', 'HH', 'MI', 'SSSSS', 'SS', 'FF', 'X', 'AM', 'PM', 'A.M.', 'P.M.'] as const),
  ...(['FF1', 'FF2', 'FF3', 'FF4', 'FF5', 'FF6', 'FF7', 'FF8', 'FF9', 'TZH', 'TZM', 'TZR'] as const),
])

const isDateField = (element: DateTimeElement): boolean =>
  element.kind === 'field' && !timeFields.has(element.name)

/** The part of a date that an element sets; no two elements of a model may set the same. */
function partOf(name: DateTimeElementName): string | undefined {
  if (name === 'RM') return 'month'
  if (/^(?:A\.?D|B\.?C)/.test(name)) return 'era'
  if (/^S?[YR]/.test(name)) return 'year'
  if (name.startsWith('MON') || name === 'MM') return 'month'
  if (name.startsWith('HH')) return 'hour'
  if (name.startsWith('FF')) return 'fraction'
  if (/^[AP]/.test(name)) return 'meridian'
  return name === 'X' ? undefined : name
}

function refuseTwice(elements: readonly DateTimeElement[]): void {
  const seen = new Set<string>()
  for (const element of elements) {
    const part = element.kind === 'field' ? partOf(element.name) : undefined
    if (part === undefined) continue
    if (seen.has(part)) throw fail(1810, 'format code appears twice')
    seen.add(part)
  }
  const has24 = elements.some((element) => element.kind === 'field' && element.name === 'HH24')
  if (has24 && seen.has('meridian')) throw fail(1818, "'HH24' precludes use of meridian indicator")
}

/** Elements that are words in the text. */
const wordFields: ReadonlySet<DateTimeElementName> = new Set<DateTimeElementName>([
  ...(['MON', 'MONTH', 'RM', 'DAY', 'DY', 'AM', 'PM', 'A.M.', 'P.M.'] as const),
  ...(['AD', 'BC', 'A.D.', 'B.C.'] as const),
])

/** Any punctuation matches any other; blanks count as such. */
function skipSeparator(
  text: string,
  at: number,
  element: DateTimeSeparator,
  before: DateTimeElement | undefined,
  next: DateTimeElement | undefined,
): number {
  if (element.kind === 'quoted' || element.isExact) {
    if (!text.startsWith(element.text, at)) throw mismatch()
    return at + element.text.length
  }
  if (!/[\p{L}\p{N}]/u.test(text.charAt(at))) return at + 1
  if (!mayLeaveOut(text, at, before, next)) throw mismatch()
  return at
}

/**
 * Punctuation may be missing behind a number with all its digits or a month's name, before what the model has
 * next.
 */
function mayLeaveOut(
  text: string,
  at: number,
  before: DateTimeElement | undefined,
  next: DateTimeElement | undefined,
): boolean {
  if (before?.kind !== 'field' || next?.kind !== 'field') return false
  const width = fullWidthOf(before.name)
  const isFull = width !== undefined && at >= width && /^\d+$/.test(text.slice(at - width, at))
  const isNextHere = /\d/.test(text.charAt(at))
    ? !wordFields.has(next.name)
    : wordFields.has(next.name) || next.name === 'MM'
  return isNextHere && (isFull || before.name === 'MON' || before.name === 'MONTH')
}
