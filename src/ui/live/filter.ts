/**
 * The filter of a list as people type it: words that must all be found, a field before a colon, `!` for none of that.
 * Letters of either case are the same.
 */

/** What of a row a filter looks at. */
export interface Traits {
  readonly name: string
  /** The word of its state. */
  readonly phase: string
  readonly error: string
  /** Anything else it shows; asked for only when it matters. */
  text(): string
}

export type Filter = (traits: Traits) => boolean

const fields = ['phase', 'name', 'error', 'text'] as const

/** Reads `phase:failed`, `emp !a`, `error:ORA-00942`; undefined when everything passes. */
export function readFilter(written: string): Filter | undefined {
  const tests = written
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '' && word !== '!')
    .map(readWord)
  return tests.length === 0 ? undefined : (traits) => tests.every((test) => test(traits))
}

function readWord(word: string): Filter {
  if (word.startsWith('!')) {
    const test = readWord(word.slice(1))
    return (traits) => !test(traits)
  }
  const field = fields.find((name) => word.startsWith(`${name}:`))
  if (field === undefined)
    return ({ name, phase, error, text }) =>
      [name, phase, error].some((part) => part.toLowerCase().includes(word)) ||
      text().toLowerCase().includes(word)
  const wanted = word.slice(field.length + 1)
  return (traits) => (field === 'text' ? traits.text() : traits[field]).toLowerCase().includes(wanted)
}
