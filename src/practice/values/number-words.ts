/**
 * Numbers in English words, as the suffixes SP, TH and SPTH and the element YEAR write them ("SQL Language Reference,
 * Datetime Format Element Suffixes").
 */
import { notSupported } from '../error.ts'

const small: readonly string[] = [
  ...[
    'zero',
    'one',
    'two',
    'three',
    'four',
    'five',
    'six',
    'seven',
    'eight',
    'nine',
    'ten',
    'eleven',
    'twelve',
  ],
  ...['thirteen', 'fourteen', 'fifteen', 'sixteen', 'seventeen', 'eighteen', 'nineteen'],
]
const tens: readonly string[] = [
  ...['', '', 'twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'],
]
const scales: readonly (readonly [size: number, word: string])[] = [
  [1_000_000, 'million'],
  [1000, 'thousand'],
  [100, 'hundred'],
]
const irregularOrdinals: Readonly<Record<string, string>> = {
  ...{ one: 'first', two: 'second', three: 'third', five: 'fifth', eight: 'eighth', nine: 'ninth' },
  twelve: 'twelfth',
}

/** `one hundred twenty-three`, in lower case. */
export function numberInWords(number: number): string {
  for (const [size, word] of scales) {
    if (number < size) continue
    const rest = number % size
    const head = `${numberInWords(Math.floor(number / size))} ${word}`
    return rest === 0 ? head : `${head} ${numberInWords(rest)}`
  }
  if (number < 20) return small[number] ?? ''
  const unit = number % 10
  return (tens[Math.floor(number / 10)] ?? '') + (unit === 0 ? '' : `-${small[unit] ?? ''}`)
}

/** `one hundred twenty-third`, in lower case. */
export function ordinalInWords(number: number): string {
  return numberInWords(number).replace(/[a-z]+$/, (last) => {
    const irregular = Object.hasOwn(irregularOrdinals, last) ? irregularOrdinals[last] : undefined
    return irregular ?? (last.endsWith('y') ? `${last.slice(0, -1)}ieth` : `${last}th`)
  })
}

/** `st`, `nd`, `rd` or `th`. */
export function ordinalEnding(number: number): string {
  if (number % 100 >= 11 && number % 100 <= 13) return 'th'
  return ['th', 'st', 'nd', 'rd'][number % 10] ?? 'th'
}

/** `nineteen ninety-nine`, `two thousand eight`. @throws OracleError ORA-03001 where the words are in doubt. */
export function yearInWords(year: number): string {
  if (year >= 2000 && year < 2010) return numberInWords(year)
  if (year < 1000 || year % 100 < 10) throw notSupported(`format element YEAR of ${year}`)
  return `${numberInWords(Math.floor(year / 100))} ${numberInWords(year % 100)}`
}

export const romanMonths: readonly string[] = [
  ...['I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX', 'X', 'XI', 'XII'],
]
