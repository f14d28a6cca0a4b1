/** The user's settings in their file, beside the saved sessions. */

import { parseRing, type Ring, ringText } from '../core/ring.ts'
import {
  emptySettings,
  type LastUse,
  type NumberName,
  numberSettings,
  places,
  type Settings,
} from '../core/settings.ts'
import { type KeptFile, openKeptFile } from './kept-file.ts'
import { count, fields, optional, text, UnreadableFile, versionedFields } from './stored-fields.ts'

/** Raised when an older program could not read it. */
const storedVersion = 2

/** Opens the settings kept in a directory. */
export const openSettingsFile = (directory: string): KeptFile<Settings> =>
  openKeptFile(directory, {
    name: 'settings',
    empty: emptySettings,
    read: settingsOf,
    write: ({ ring, ...settings }) => ({
      version: storedVersion,
      ...settings,
      ...(ring && { ring: ringText(ring) }),
    }),
  })

/** Throws UnreadableFile, with what was expected and what came. */
export function settingsOf(stored: unknown): Settings {
  const { fields: file } = versionedFields(stored, storedVersion, ['numbers', 'last', 'ring'])
  const names = Object.keys(numberSettings) as NumberName[]
  const numbers = fields(file['numbers'], 'numbers', names)
  const last = fields(file['last'], 'last', places)
  return {
    numbers: Object.assign({}, ...names.map((name) => optional(numbers, name, count))),
    last: Object.assign({}, ...places.map((place) => optional(last, place, lastOf))),
    ...optional(file, 'ring', ringOf),
  }
}

/** As a user writes it. */
function ringOf(stored: unknown, what: string): Ring {
  try {
    return parseRing(text(stored, what))
  } catch (error) {
    throw new UnreadableFile(error instanceof Error ? error.message : String(error))
  }
}

function lastOf(stored: unknown, what: string): LastUse {
  const { target, cap } = fields(stored, what, ['target', 'cap'])
  return { target: text(target, 'a target'), cap: count(cap, 'a cap') }
}
