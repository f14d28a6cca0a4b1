/**
 * The last argument of TO_CHAR, TO_NUMBER, TO_DATE and the like ("SQL Language Reference, TO_CHAR (number)"): English
 * is the only language, and numbers may have other characters for D and G.
 */
import { notSupported } from '../error.ts'

/** What stands for D and for G. */
export interface NumericCharacters {
  readonly decimal: string
  readonly group: string
}

const american: NumericCharacters = { decimal: '.', group: ',' }

/** @throws OracleError ORA-03001 for any other language than English. */
export function checkLanguage(argument: string): void {
  if (!/^\s*NLS_DATE_LANGUAGE\s*=\s*'?(?:AMERICAN|ENGLISH)'?\s*$/i.test(argument))
    throw notSupported(`NLS argument ${argument}`)
}

/** @throws OracleError ORA-03001 for anything but NLS_NUMERIC_CHARACTERS. */
export function readNumericCharacters(argument: string): NumericCharacters {
  const found = /^\s*NLS_NUMERIC_CHARACTERS\s*=\s*'(.)(.)'\s*$/i.exec(argument)
  const [, decimal = '', group = ''] = found ?? []
  if (found === null || decimal === group || /[\d+\-<>$]/.test(decimal + group))
    throw notSupported(`NLS argument ${argument}`)
  return { decimal, group }
}

/** The text with a session's characters instead of the American ones. @throws OracleError ORA-03001 for `,` and `.`. */
export const fromAmerican = (text: string, model: string, to: NumericCharacters): string =>
  exchange(text, model, american, to)

/** The text with American characters. @throws OracleError ORA-03001 for `,` and `.`. */
export const toAmerican = (text: string, model: string, from: NumericCharacters): string =>
  exchange(text, model, from, american)

function exchange(text: string, model: string, from: NumericCharacters, to: NumericCharacters): string {
  if (/[.,]/.test(model)) throw notSupported('NLS_NUMERIC_CHARACTERS with , or . in the format model')
  return Array.from(text, (character) => {
    if (character === from.decimal) return to.decimal
    return character === from.group ? to.group : character
  }).join('')
}
