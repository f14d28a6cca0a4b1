/** The user's settings in their file, beside the saved sessions. */
import {
  emptySettings,
  type LastUse,
  type NumberName,
  numberSettings,
  places,
  type Settings,
} from '../core/settings.ts'
import { type KeptFile, openKeptFile } from './kept-file.ts'
import { count, fields, optional, text, versionedFields } from './stored-fields.ts'

/** Raised when an older program could not read it. */
const storedVersion = 1

/** Opens the settings kept in a directory. */
export const openSettingsFile = (directory: string): KeptFile<Settings> =>
  openKeptFile(directory, {
    name: 'settings',
    empty: emptySettings,
    read: settingsOf,
    write: (settings) => ({ version: storedVersion, ...settings }),
  })

/** Throws UnreadableFile, with what was expected and what came. */
export function settingsOf(stored: unknown): Settings {
  const { fields: file } = versionedFields(stored, storedVersion, ['numbers', 'last'])
  const names = Object.keys(numberSettings) as NumberName[]
  const numbers = fields(file['numbers'], 'numbers', names)
  const last = fields(file['last'], 'last', places)
  return {
    numbers: Object.assign({}, ...names.map((name) => optional(numbers, name, count))),
    last: Object.assign({}, ...places.map((place) => optional(last, place, lastOf))),
  }
}

function lastOf(stored: unknown, what: string): LastUse {
  const { target, cap } = fields(stored, what, ['target', 'cap'])
  return { target: text(target, 'a target'), cap: count(cap, 'a cap') }
}
