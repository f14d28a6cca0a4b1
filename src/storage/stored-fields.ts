/**
 * Reads plain data that a file may hold in any shape: what is expected is given back, anything else is refused with
 * what was expected and what came.
 */

/** What stands in the file is not ours. */
export class UnreadableFile extends Error {}

export type Fields = Readonly<Record<string, unknown>>

/** An object that has no other fields than these. */
export function fields(value: unknown, what: string, known: readonly string[]): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new UnreadableFile(`${what}: expected fields, got ${typeof value}`)
  const strange = Object.keys(value).find((key) => !known.includes(key))
  if (strange !== undefined)
    throw new UnreadableFile(`${what} has a field ${strange} that this program does not know`)
  return value as Fields
}

export function list(value: unknown, what: string): readonly unknown[] {
  if (!Array.isArray(value)) throw new UnreadableFile(`${what}: expected a list, got ${typeof value}`)
  return value
}

/** A text that is not empty. */
export function text(value: unknown, what: string): string {
  if (typeof value !== 'string' || value === '')
    throw new UnreadableFile(`${what}: expected a text, got ${typeof value}`)
  return value
}

/** A whole number from 0. */
export function count(value: unknown, what: string): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0)
    throw new UnreadableFile(`${what}: expected a whole number from 0, got ${JSON.stringify(value)}`)
  return value
}

export function flag(value: unknown, what: string): boolean {
  if (typeof value !== 'boolean')
    throw new UnreadableFile(`${what}: expected true or false, got ${typeof value}`)
  return value
}

/** One of some words. */
export function oneOf<const T extends string>(value: unknown, what: string, words: readonly T[]): T {
  const word = words.find((each) => each === value)
  if (word === undefined)
    throw new UnreadableFile(`${what}: expected one of ${words.join(', ')}, got ${JSON.stringify(value)}`)
  return word
}

/** A list of texts. */
export const texts = (value: unknown, what: string): readonly string[] =>
  list(value, what).map((each) => text(each, what))

/** A field that may be absent, read by `read` where it is there: to be spread into what it belongs to. */
export function optional<K extends string, T>(
  stored: Fields,
  key: K,
  read: (value: unknown, what: string) => T,
): { readonly [P in K]?: T } {
  const value = stored[key]
  return (value === undefined ? {} : { [key]: read(value, key) }) as { readonly [P in K]?: T }
}

/** The fields of a file with its version, which must be one that this program knows. */
export function versionedFields(
  stored: unknown,
  newest: number,
  known: readonly string[],
): { readonly version: number; readonly fields: Fields } {
  const version = typeof stored === 'object' && stored !== null ? (stored as Fields)['version'] : undefined
  if (typeof version === 'number' && version > newest)
    throw new UnreadableFile(
      `it has version ${version}, which a newer program wrote; this one knows ${newest}`,
    )
  const read = fields(stored, 'the file', ['version', ...known])
  if (typeof version !== 'number') throw new UnreadableFile('it has no version: it is not ours')
  return { version, fields: read }
}
