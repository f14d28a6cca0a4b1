/**
 * Makes text from outside harmless and honest: every character that a terminal would obey, or that nobody would see,
 * becomes a symbol that can be seen. Applied once, before any colour of ours.
 */

/** Characters of format that take a cell of their own (Unicode, Prepended_Concatenation_Mark). */
const visibleFormat = String.raw`\u{600}-\u{605}\u{6DD}\u{890}\u{891}\u{8E2}\u{110BD}\u{110CD}`

/** Controls, lone surrogates, line separators, and whatever has no width or turns the direction of writing. */
const hidden = String.raw`[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}[\p{Cf}--[${visibleFormat}]]]`

/** Joiners and presentation selectors belong to an emoji where they stand inside or right behind it. */
const picture = String.raw`\p{Extended_Pictographic}[\u{FE0F}\u{1F3FB}-\u{1F3FF}]*`
const emoji = String.raw`${picture}(?:\u{200D}${picture})+|\p{Emoji}[\u{FE0E}\u{FE0F}]`

const emojiOrHidden = new RegExp(`(${emoji})|${hidden}`, 'gv')
const notPlain = /[^\x20-\x7e]/

/** A mark where a text or a line of it begins: nothing is there that it could stand on. */
const bareMark = /(^|\n)(?=\p{M})/gu

export interface VisibleOptions {
  /** Leaves line feeds as they are, for text that may have several lines. Default false. */
  readonly keepNewlines?: boolean
}

/**
 * The text with each hidden character as a symbol: `␛`, `␍`, `␉` for controls, `<U+202E>` for others, and an accent on
 * nothing on a dotted circle, or it would go to whatever stands before the text.
 * The result holds no control character, but for line feeds that are kept.
 */
export function visible(text: string, { keepNewlines = false }: VisibleOptions = {}): string {
  if (!notPlain.test(text)) return text
  return text
    .replace(emojiOrHidden, (found: string, inEmoji: string | undefined) =>
      inEmoji !== undefined || (keepNewlines && found === '\n') ? found : symbolFor(found),
    )
    .replace(bareMark, '$1◌')
}

function symbolFor(character: string): string {
  const code = character.codePointAt(0) ?? 0
  if (code < 0x20) return String.fromCodePoint(0x2400 + code)
  if (code === 0x7f) return '␡'
  return `<U+${code.toString(16).toUpperCase().padStart(4, '0')}>`
}
