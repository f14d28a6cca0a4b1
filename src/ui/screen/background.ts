/**
 * Which background a terminal has, asked of the terminal itself. Its answer comes as if it were typed, at any time or
 * never, and is taken out of the keys.
 */
import type { Keystroke } from './keystroke.ts'

/** Asks for the background (xterm, Operating System Commands, 11). */
export const askBackground = '\x1b]11;?\x07'

export interface ReplyReader {
  /** The keys without the answer; what might become one is held back until that is known. */
  take(strokes: readonly Keystroke[]): readonly Keystroke[]
}

/** OSC, as the keys it arrives as, and its two ends: BEL and ST. */
const begins = 'alt-]'
const ends = ['ctrl-g', 'alt-\\']

/** What an answer looks like, and the beginnings of one (XParseColor: hexadecimal, 1 to 4 digits a colour). */
const answer = /^11;rgba?:([\da-f]{1,4})\/([\da-f]{1,4})\/([\da-f]{1,4})(?:\/[\da-f]{1,4})?$/i
const opening = '11;rgb'
const isBeginning = (text: string): boolean =>
  text.length <= opening.length
    ? opening.startsWith(text)
    : text.startsWith(opening) && /^a?:?[\da-f/]{0,19}$/i.test(text.slice(opening.length))

/** `tell` hears whether the background is light. */
export function createReplyReader(tell: (isLight: boolean) => void): ReplyReader {
  let held: Keystroke[] = []
  let text = ''

  /** The keys that are none of an answer's. */
  function read(stroke: Keystroke): readonly Keystroke[] {
    if (held.length === 0) {
      if (stroke.key !== begins) return [stroke]
      held = [stroke]
      text = ''
      return []
    }
    held.push(stroke)
    text += stroke.text ?? ''
    const isOver = ends.includes(stroke.key)
    if (!isOver && stroke.text !== undefined && isBeginning(text)) return []
    const keys = held
    held = []
    const light = isOver ? isLightColour(text) : undefined
    if (light === undefined) return keys
    tell(light)
    return []
  }

  return { take: (strokes) => strokes.flatMap(read) }
}

/** Brighter than the middle, as an eye sees it (Rec. ITU-R BT.709, 3.2); undefined for what is no colour. */
function isLightColour(text: string): boolean | undefined {
  const [, ...parts] = answer.exec(text) ?? []
  if (parts.length === 0) return undefined
  const [red = 0, green = 0, blue = 0] = parts
    .slice(0, 3)
    .map((digits = '0') => Number.parseInt(digits, 16) / (16 ** digits.length - 1))
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.5
}
