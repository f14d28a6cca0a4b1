/**
 * The classes of characters of regular expressions, such as [:alpha:] ("SQL Language Reference, Oracle Regular
 * Expression Support").
 */
import { notSupported, OracleError } from '../../error.ts'

/** Whether a character belongs to a set. */
export type CharacterTest = (character: string) => boolean

const classes: Readonly<Record<string, RegExp>> = {
  alpha: /^\p{L}$/u,
  digit: /^[0-9]$/,
  alnum: /^[\p{L}0-9]$/u,
  upper: /^\p{Lu}$/u,
  lower: /^\p{Ll}$/u,
  space: /^[ \t\n\v\f\r]$/,
  blank: /^[ \t]$/,
  cntrl: /^[^ -~\p{L}]$/u,
  punct: /^[!-/:-@[-`{-~]$/,
  graph: /^[!-~\p{L}]$/u,
  print: /^[ -~\p{L}]$/u,
  xdigit: /^[0-9A-Fa-f]$/,
  ...{ d: /^[0-9]$/, w: /^[\p{L}0-9_]$/u, s: /^[ \t\n\v\f\r]$/ },
}

const isDecided = /^[\0-\x7f\p{L}]$/u

/**
 * A class by its name. Beyond ASCII only letters belong to classes for certain.
 * @throws OracleError ORA-12729; ORA-03001 when another character is asked about.
 */
export function namedClass(name: string): CharacterTest {
  const found = Object.hasOwn(classes, name) ? classes[name] : undefined
  if (found === undefined) throw new OracleError(12729, 'invalid character class in regular expression')
  return (character) => {
    if (name !== 'digit' && name !== 'd' && name !== 'xdigit' && !isDecided.test(character))
      throw notSupported('regular expression: class of a character that is neither ASCII nor a letter')
    return found.test(character)
  }
}
