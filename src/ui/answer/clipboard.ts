/**
 * Text for the terminal's clipboard, by the sequence that terminals take for it (OSC 52): also through ssh. A terminal
 * never says whether it obeyed.
 */
import { graphemes } from '../frame/text.ts'

/**
 * The most that is sent, in bytes before base64: terminals that take little take 100,000 bytes for the whole sequence
 * (hterm and others; xterm takes more).
 */
export const clipboardLimit = 74_000

export interface ClipboardCopy {
  readonly sequence: string
  readonly lines: number
  readonly characters: number
  /** There was more than a terminal takes. */
  readonly isCut: boolean
}

/** Whole lines, as many as a terminal takes; a single longer one is cut between characters. */
export function clipboardCopy(text: string): ClipboardCopy {
  const kept = cutTo(text)
  const base64 = Buffer.from(kept, 'utf8').toString('base64')
  return {
    sequence: `\x1b]52;c;${base64}\x07`,
    lines: kept === '' ? 0 : kept.replace(/\n$/, '').split('\n').length,
    characters: graphemes(kept).length,
    isCut: kept.length < text.length,
  }
}

function cutTo(text: string): string {
  if (Buffer.byteLength(text) <= clipboardLimit) return text
  let used = 0
  let end = 0
  for (const piece of graphemes(text.slice(0, clipboardLimit))) {
    used += Buffer.byteLength(piece)
    if (used > clipboardLimit) break
    end += piece.length
  }
  const lastLine = text.lastIndexOf('\n', end - 1)
  return text.slice(0, lastLine > 0 ? lastLine + 1 : end)
}
