/** How a user hears that a job has ended while looking elsewhere. Pure: who rings is known elsewhere. */
import { readCommandWords } from './command-words.ts'
import { badRequest } from './failure.ts'

export type Ring =
  | { readonly by: 'nothing' }
  /** The bell of the terminal. */
  | { readonly by: 'bell' }
  /** A notice on the desktop, by the terminal. */
  | { readonly by: 'notice' }
  /** A list of words is run as it is, a text by the platform's shell. */
  | { readonly by: 'command'; readonly command: string | readonly string[] }

export const noRing: Ring = { by: 'nothing' }

const form = 'off, bell, notice, command:TEXT or command:["word",...]'

/** Reads what a user writes. Throws a bad request. */
export function parseRing(written: string): Ring {
  const word = written.trim().toLowerCase()
  if (word === 'off') return noRing
  if (word === 'bell' || word === 'notice') return { by: word }
  const [, text = ''] = /^command:(.*)$/is.exec(written.trim()) ?? []
  if (text.trim() === '') throw badRequest(`ring: expected ${form}, got "${written}"`)
  return {
    by: 'command',
    command: text.trimStart().startsWith('[')
      ? readCommandWords(text, 'ring command', '["notify-send","done"]')
      : text.trim(),
  }
}

/** As it is written. */
export function ringText(ring: Ring): string {
  if (ring.by === 'nothing') return 'off'
  if (ring.by !== 'command') return ring.by
  return `command:${typeof ring.command === 'string' ? ring.command : JSON.stringify(ring.command)}`
}
