/**
 * The prompt as lines of the terminal: long ones wrap, and what does not fit scrolls so that the cursor is seen.
 */
import { visible } from '../core/visible.ts'
import { widthOf } from '../results/text-width.ts'
import type { Editor } from './editor.ts'
import { fit } from './text.ts'

export interface Position {
  readonly x: number
  readonly y: number
}

export interface PromptLines {
  readonly lines: readonly string[]
  readonly cursor: Position
}

/** All lines of the prompt, each at most `columns` wide; `label` stands before the first, line numbers before others. */
export function promptLines(editor: Editor, label: string, columns: number): PromptLines {
  const indent = Math.min(widthOf(label), Math.max(0, columns - 2))
  const lines: string[] = [fit(label, indent, '')]
  let cursor: Position = { x: indent, y: 0 }
  let number = 1
  let x = indent
  const startLine = (margin: string) => {
    lines.push(fit(margin, indent, '', 'right'))
    x = indent
  }
  for (const [index, grapheme] of [...editor.text, ''].entries()) {
    const shown = grapheme === '\n' ? '' : visible(grapheme)
    const width = widthOf(shown)
    // The cursor needs a cell of its own behind the last character.
    if (x + Math.max(1, width) > columns) startLine('')
    if (index === editor.cursor) cursor = { x, y: lines.length - 1 }
    lines[lines.length - 1] += shown
    x += width
    if (grapheme === '\n') startLine(`${++number}> `)
  }
  return { lines, cursor }
}

/** The lines around the cursor that fit into a height. */
export function scrollToCursor({ lines, cursor }: PromptLines, height: number): PromptLines {
  const first = Math.max(0, Math.min(cursor.y - height + 1, lines.length - height))
  return {
    lines: lines.slice(first, first + height),
    cursor: { x: cursor.x, y: cursor.y - first },
  }
}
