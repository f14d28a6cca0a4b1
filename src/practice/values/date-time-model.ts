/**
 * Datetime format models, cut into their elements ("SQL Language Reference, Datetime Format Models"). What an
 * element does to a value is not known here.
 */
import { notSupported, OracleError } from '../error.ts'

/** The elements that are understood, longest first where one begins another. */
const elements = [
  ...[
    'SYYYY',
    'SYEAR',
    'YEAR',
    'Y,YYY',
    'YYYY',
    'YYY',
    'YY',
    'Y',
    'IYYY',
    'IYY',
    'IY',
    'IW',
    'I',
    'RRRR',
    'RR',
  ],
  ...['RM', 'SCC', 'CC', 'MONTH', 'MON', 'MM', 'MI', 'DDD', 'DD', 'DAY', 'DY', 'D', 'J'],
  ...[
    'HH24',
    'HH12',
    'HH',
    'SSSSS',
    'SS',
    'FF1',
    'FF2',
    'FF3',
    'FF4',
    'FF5',
    'FF6',
    'FF7',
    'FF8',
    'FF9',
    'FF',
  ],
  ...['A.M.', 'P.M.', 'AM', 'PM', 'A.D.', 'B.C.', 'AD', 'BC', 'Q', 'WW', 'W', 'TZH', 'TZM', 'TZR', 'X'],
] as const

export type DateTimeElementName = (typeof elements)[number]

/** Elements that only Oracle knows, longest first where one begins another. */
const lackingElements = ['TZD', 'TS', 'DS', 'DL', 'EE', 'E']

/**
 * `text` is as written, since its case decides the case of names; FM stands before it when `isFilled` is
 * false.
 */
export interface DateTimeField {
  readonly kind: 'field'
  readonly name: DateTimeElementName
  readonly text: string
  readonly isFilled: boolean
  /** FX stands before it: a text has to be written exactly so. */
  readonly isExact: boolean
  /** Only for writing. */
  readonly suffix?: DateTimeSuffix
}

/** TH: ordinal; SP: in words ("SQL Language Reference, Datetime Format Element Suffixes"). */
export type DateTimeSuffix = 'TH' | 'SP' | 'SPTH'

/** What stands between fields. */
export interface DateTimeSeparator {
  readonly kind: 'quoted' | 'punctuation'
  readonly text: string
  readonly isExact: boolean
}

export type DateTimeElement = DateTimeField | DateTimeSeparator

const known = new Map<string, readonly DateTimeElement[]>()
/**
 * Models come from statements, so that there are few; a program that makes them up does not fill the memory.
 */
const mostKnown = 200

/**
 * Cuts a model into elements.
 * @throws OracleError ORA-01821 for what is no element; ORA-03001 for elements that only Oracle knows.
 */
export function readDateTimeModel(model: string): readonly DateTimeElement[] {
  const before = known.get(model)
  if (before !== undefined) return before
  const read = cutModel(model)
  if (known.size >= mostKnown) known.clear()
  known.set(model, read)
  return read
}

function cutModel(model: string): readonly DateTimeElement[] {
  const upper = model.toUpperCase()
  const read: DateTimeElement[] = []
  const style = { isFilled: true, isExact: false }
  let at = 0
  while (at < model.length) {
    if (upper.startsWith('FM', at) || upper.startsWith('FX', at)) {
      if (upper.startsWith('FM', at)) style.isFilled = !style.isFilled
      else style.isExact = !style.isExact
      at += 2
      continue
    }
    const element =
      readQuoted(model, at, style) ?? readField(model, upper, at, style) ?? readPunctuation(model, at, style)
    read.push(element.element)
    at = element.end
  }
  return read
}

interface Cut {
  readonly element: DateTimeElement
  readonly end: number
}

type Style = Pick<DateTimeField, 'isFilled' | 'isExact'>

function readQuoted(model: string, at: number, { isExact }: Style): Cut | undefined {
  if (model.charAt(at) !== '"') return undefined
  const end = model.indexOf('"', at + 1)
  if (end < 0) throw new OracleError(1821, 'date format not recognized')
  return { element: { kind: 'quoted', text: model.slice(at + 1, end), isExact }, end: end + 1 }
}

function readField(model: string, upper: string, at: number, style: Style): Cut | undefined {
  const isHere = (element: string): boolean => upper.startsWith(element, at)
  const name = elements.find(isHere)
  const lacking = lackingElements.find(isHere)
  if (lacking !== undefined && lacking.length > (name?.length ?? 0))
    throw notSupported(`format element ${lacking}`)
  if (name === undefined) return undefined
  const end = at + name.length
  const field = { kind: 'field', name, text: model.slice(at, end), ...style } as const
  const [suffix = ''] = /^(?:SPTH|THSP|SP|TH)/.exec(upper.slice(end)) ?? []
  if (suffix === '') return { element: field, end }
  const written = suffix === 'THSP' ? 'SPTH' : suffix === 'SPTH' || suffix === 'SP' ? suffix : 'TH'
  return { element: { ...field, suffix: written }, end: end + suffix.length }
}

function readPunctuation(model: string, at: number, { isExact }: Style): Cut {
  const text = model.charAt(at)
  if (/[\p{L}\p{N}]/u.test(text)) throw new OracleError(1821, 'date format not recognized')
  if (!/[-/,.;: _]/.test(text)) throw notSupported(`${text} in a datetime format model`)
  return { element: { kind: 'punctuation', text, isExact }, end: at + 1 }
}
