/** What was typed at the prompt of earlier shells, in its file beside the journal. */
import type { Place } from '../core/settings.ts'
import { type KeptFile, openKeptFile } from './kept-file.ts'
import { texts, versionedFields } from './stored-fields.ts'

/** Raised when an older program could not read it. */
const storedVersion = 1

/** Opens what was typed in a place, kept in a directory: `saved.history`. */
export const openTypedFile = (directory: string, place: Place): KeptFile<readonly string[]> =>
  openKeptFile(directory, {
    ...{ name: place, extension: 'history', empty: [], read: typedOf },
    write: (typed) => ({ version: storedVersion, typed }),
  })

/** Throws UnreadableFile, with what was expected and what came. */
function typedOf(stored: unknown): readonly string[] {
  const { fields } = versionedFields(stored, storedVersion, ['typed'])
  return texts(fields['typed'], 'what was typed')
}
