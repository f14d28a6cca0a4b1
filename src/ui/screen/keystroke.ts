/**
 * What the terminal sent, cut into single keys: fast typing and a paste without brackets arrive as one chunk, and an
 * Enter in its middle must not be lost. It knows no meaning of any key.
 */
import type { Key } from 'ink'
import { graphemes } from '../frame/text.ts'

/** One key by name (`enter`, `ctrl-c`, `alt-b`, `up`), or `text` with the character that was typed. */
export interface Keystroke {
  readonly key: string
  readonly text?: string
}

const named = [
  ['upArrow', 'up'],
  ['downArrow', 'down'],
  ['leftArrow', 'left'],
  ['rightArrow', 'right'],
  ['pageUp', 'pageup'],
  ['pageDown', 'pagedown'],
  ['home', 'home'],
  ['end', 'end'],
  ['return', 'enter'],
  ['escape', 'escape'],
  ['tab', 'tab'],
  ['backspace', 'backspace'],
  ['delete', 'delete'],
] as const satisfies readonly (readonly [keyof Key, string])[]

/** The keys of one input event of Ink, in the order they were pressed. */
export function keystrokesOf(input: string, key: Key): Keystroke[] {
  if (key.eventType === 'release') return []
  const name = named.find(([flag]) => key[flag])?.[1]
  // A lone ESC has its meta flag set by the terminal's encoding alone.
  if (name !== undefined) return [{ key: name === 'escape' ? name : withModifiers(name, key) }]
  if (key.ctrl) return input === '' ? [] : [{ key: withModifiers(input.toLowerCase(), key) }]
  if (key.meta) return input === '' ? [] : [{ key: `alt-${input.toLowerCase()}` }]
  return graphemes(input).flatMap(keystrokesOfGrapheme)
}

/** Pasted text as text: line ends are `\n`, a tab stays, and a line end at the very end does not count. */
export const cleanPaste = (text: string): string => text.replace(/\r\n?/g, '\n').replace(/\n+$/, '')

function withModifiers(name: string, key: Key): string {
  const shift = key.shift && name === 'tab' ? 'shift-' : ''
  return `${key.ctrl ? 'ctrl-' : ''}${key.meta ? 'alt-' : ''}${shift}${name}`
}

function keystrokesOfGrapheme(grapheme: string): Keystroke[] {
  const code = grapheme.charCodeAt(0)
  if (grapheme === '\r' || grapheme === '\n' || grapheme === '\r\n') return [{ key: 'enter' }]
  if (grapheme === '\t') return [{ key: 'tab' }]
  if (code === 0x7f || code === 0x08) return [{ key: 'backspace' }]
  if (code < 0x20) return [{ key: `ctrl-${String.fromCharCode(code + (code <= 26 ? 0x60 : 0x40))}` }]
  return [{ key: 'text', text: grapheme }]
}
