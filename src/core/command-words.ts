/** A command as a list of words, which no shell of the system reads: as people write it down. */
import { badRequest } from './failure.ts'

/** @throws FailureError `bad request` that begins with `what`, for what is no JSON list of words, the first not empty */
export function readCommandWords(text: string, what: string, example: string): readonly string[] {
  const words = parsed(text)
  const isList = Array.isArray(words) && words.length > 0 && words[0] !== ''
  if (!isList || !words.every((word) => typeof word === 'string'))
    throw badRequest(`${what}: expected a JSON list of words, as in ${example}`)
  return words
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
