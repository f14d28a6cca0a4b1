/**
 * What was typed at the prompt, oldest first: each text once where it is typed again at once, none with a password, and
 * no more than anybody looks for. Pure; where it is kept is known elsewhere.
 */
import { maskTyped } from '../language/password.ts'

/** The newest texts that are remembered: so many, of so many characters in all. */
const entryLimit = 1_000
const characterLimit = 2_000_000

/** The texts with a new one; the same list where there is nothing to remember. */
export function remembered(texts: readonly string[], typed: string): readonly string[] {
  const text = maskTyped(typed)
  if (text.trim() === '' || texts.at(-1) === text) return texts
  const kept = [...texts, text].slice(-entryLimit)
  let size = 0
  const first = kept.findLastIndex((each) => {
    size += each.length
    return size > characterLimit
  })
  // The newest is remembered however long it is.
  return kept.slice(Math.min(first + 1, kept.length - 1))
}
