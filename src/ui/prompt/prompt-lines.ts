/**
 * The prompt as lines of the terminal: the rows in sight with what stands before them, in colours, passwords as stars.
 */
import { visible } from '../../core/visible.ts'
import { widthOf } from '../../results/text-width.ts'
import { fit, graphemes, sliceCells } from '../frame/text.ts'
import type { Theme, Tone } from '../frame/theme.ts'
import type { Editor } from './editor.ts'
import { cellsOf, type Row, rowsAround } from './prompt-rows.ts'
import type { Span, Syntax } from './syntax.ts'

export interface Position {
  readonly x: number
  readonly y: number
}

export interface PromptLines {
  readonly lines: readonly string[]
  readonly cursor: Position
}

/** What stands before the text: harmless parts in their tones. */
export type Label = readonly (readonly [Tone, string])[]

export interface PromptLook {
  readonly theme: Theme
  readonly syntax: Syntax
  readonly columns: number
  /** Most lines that the prompt may take. */
  readonly height: number
  /** Whether the cursor is in the prompt. */
  readonly hasFocus: boolean
}

/** The lines around the cursor, each exactly as wide as the terminal; line numbers stand before all but the first. */
export function promptLines(editor: Editor, label: Label, look: PromptLook): PromptLines {
  const { text, cursor } = editor
  const { columns, theme } = look
  const name = label.map(([, part]) => part).join('')
  const indent = Math.min(Math.max(widthOf(name), numberWidth(text)), Math.max(0, columns - 2))
  const room = Math.max(1, columns - indent)
  const sight = rowsAround(text, cursor, room, look.height)
  const own = sight.rows[sight.cursor]
  const toneAt = tonesOf(editor, sight.rows, look)
  const marginOf = ({ number, isFirstOfLine }: Row): string => {
    if (!isFirstOfLine) return ' '.repeat(indent)
    if (number > 1) return fit(`${number}> `, indent, '', 'right')
    if (widthOf(name) > indent) return fit(name, indent, '')
    return ' '.repeat(indent - widthOf(name)) + label.map(([tone, part]) => theme.paint(tone, part)).join('')
  }
  const before = graphemes(text.slice(own?.from ?? cursor, cursor))
  const x = before.reduce((sum, grapheme) => sum + cellsOf(grapheme), indent)
  return {
    lines: sight.rows.map((row) => marginOf(row) + drawRow(text, row, columns - indent, toneAt, theme)),
    cursor: { x: Math.min(x, columns - 1), y: sight.cursor },
  }
}

/** What the number of the last line takes; there is none where there is one line. */
const numberWidth = (text: string): number => {
  const lines = text.split('\n').length
  return lines === 1 ? 0 : `${lines}> `.length
}

/** How a character looks; of a password only how many cells it takes. */
type Look = Tone | 'password'

/** Characters that look alike are painted together. */
function drawRow(
  text: string,
  { from, to }: Row,
  room: number,
  lookAt: (offset: number) => Look,
  theme: Theme,
): string {
  let line = ''
  let run = ''
  let tone: Tone = 'plain'
  let used = 0
  let at = from
  for (const grapheme of graphemes(text.slice(from, to))) {
    const look = lookAt(at)
    at += grapheme.length
    const shown = sliceCells(visible(grapheme), 0, room - used)
    const next = look === 'password' ? 'plain' : look
    if (next !== tone) {
      line += theme.paint(tone, run)
      run = ''
      tone = next
    }
    run += look === 'password' ? '*'.repeat(widthOf(shown)) : shown
    used += widthOf(shown)
  }
  return line + theme.paint(tone, run) + ' '.repeat(Math.max(0, room - used))
}

/** How the characters of some rows look. */
function tonesOf({ text, cursor }: Editor, rows: readonly Row[], look: PromptLook): (offset: number) => Look {
  const { syntax, hasFocus } = look
  const from = rows[0]?.from ?? 0
  const to = rows.at(-1)?.to ?? 0
  const looks: Look[] = []
  const paint = ({ start, end }: Pick<Span, 'start' | 'end'>, as: Look) => {
    for (let at = Math.max(from, start); at < Math.min(to, end); at++) looks[at - from] = as
  }
  for (const span of syntax.spans(text, from, to)) paint(span, span.tone)
  if (hasFocus) for (const span of syntax.parentheses(text, cursor)) paint(span, span.tone)
  for (const span of syntax.passwords(text)) paint(span, 'password')
  return (offset) => looks[offset - from] ?? 'plain'
}
