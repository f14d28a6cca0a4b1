/**
 * Statements as they are written down: no longer than a line is read, and without passwords.
 */
import { withoutPasswords } from '../masked-text.ts'

/** Characters that are kept. */
const LONGEST_TEXT = 1000

export const recordedText = (text: string): string => {
  const shown = withoutPasswords(text)
  if (shown.length <= LONGEST_TEXT) return shown
  // A copy of its own: a slice would keep the whole text in memory.
  return Buffer.from(shown.slice(0, LONGEST_TEXT)).toString()
}
