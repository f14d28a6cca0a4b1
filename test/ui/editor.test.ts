import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Edit, type Editor, edit, emptyEditor, textOf } from '../../src/ui/editor.ts'
import { graphemes } from '../../src/ui/text.ts'

/** An editor with a text in which `|` marks the cursor. */
function at(marked: string): Editor {
  const [before = '', after = ''] = marked.split('|')
  const text = graphemes(before + after)
  return { ...emptyEditor, text, cursor: graphemes(before).length }
}

const marked = ({ text, cursor }: Editor): string =>
  `${text.slice(0, cursor).join('')}|${text.slice(cursor).join('')}`

type Plain = Exclude<Edit['type'], 'insert'>

describe('one edit', () => {
  test.each<[Plain, string, string]>([
    ['delete back', 'ab|c', 'a|c'],
    ['delete back', '|abc', '|abc'],
    ['delete back', 'a👩‍👩‍👧|b', 'a|b'],
    ['delete back', 'e\u0301|', '|'],
    ['delete forward', 'a|bc', 'a|c'],
    ['delete forward', 'abc|', 'abc|'],
    ['left', 'a漢|', 'a|漢'],
    ['right', 'a|👍🏽b', 'a👍🏽|b'],
    ['word left', 'select emp.na|me', 'select emp.|name'],
    ['word left', 'select |emp', '|select emp'],
    ['word right', '|select emp', 'select| emp'],
    ['word right', 'v$session|.sid', 'v$session.sid|'],
    ['line start', 'a\nbc|d', 'a\n|bcd'],
    ['line end', 'a\n|bcd\ne', 'a\nbcd|\ne'],
    ['up', 'abcd\nef\ngh|', 'abcd\nef|\ngh'],
    ['up', 'a\nbcd|', 'a|\nbcd'],
    ['down', 'ab|cd\ne\nfgh', 'abcd\ne|\nfgh'],
    ['kill to end', 'ab|cd\nef', 'ab|\nef'],
    ['kill to end', 'ab|\nef', 'ab|ef'],
    ['kill to start', 'x\nab|cd', 'x\n|cd'],
    ['kill word back', 'select a.b  |', 'select |'],
    ['kill word forward', 'select |emp x', 'select | x'],
    ['break line', 'ab|cd', 'ab\n|cd'],
    ['clear', 'ab|cd', '|'],
  ])('%s turns %j into %j', (type, before, after) => {
    expect(marked(edit(at(before), { type }))).toBe(after)
  })

  test('what was cut is inserted again', () => {
    const cut = edit(at('select |emp'), { type: 'kill to end' })
    expect(marked(edit(edit(cut, { type: 'line start' }), { type: 'yank' }))).toBe('emp|select ')
  })

  test('a combining character joins the letter before it', () => {
    const editor = edit(at('cafe|'), { type: 'insert', text: '\u0301' })
    expect(editor.text).toHaveLength(4)
    expect(editor.cursor).toBe(4)
  })
})

describe('the history', () => {
  const remembering = (...lines: string[]): Editor =>
    lines.reduce(
      (editor, text) => edit(edit(editor, { type: 'insert', text }), { type: 'remember' }),
      emptyEditor,
    )

  test('goes back, forward, and to what was being typed', () => {
    let editor = edit(remembering('one', 'two'), { type: 'insert', text: 'draft' })
    const seen = (['up', 'up', 'up', 'down', 'down', 'down'] as const).map((type) => {
      editor = edit(editor, { type })
      return textOf(editor)
    })
    expect(seen).toEqual(['two', 'one', 'one', 'two', 'draft', 'draft'])
  })

  test('keeps a statement once when it is run twice in a row, and nothing blank', () => {
    expect(remembering('one', 'one', '  ', 'two').history).toEqual(['one', 'two'])
  })
})

const plainEdits: readonly Plain[] = [
  ...(['break line', 'delete back', 'delete forward', 'left', 'right', 'word left', 'word right'] as const),
  ...(['line start', 'line end', 'up', 'down', 'earlier', 'later', 'kill to end', 'kill to start'] as const),
  ...(['kill word back', 'kill word forward', 'yank', 'clear', 'remember'] as const),
]

const anyEdit: fc.Arbitrary<Edit> = fc.oneof(
  fc.string({ unit: 'binary' }).map((text): Edit => ({ type: 'insert', text })),
  fc.constantFrom(...plainEdits).map((type): Edit => ({ type })),
)

test('after any edits the text is what graphemes make of it, and the cursor stands in it', () => {
  fc.assert(
    fc.property(fc.array(anyEdit, { maxLength: 40 }), (edits) => {
      const editor = edits.reduce(edit, emptyEditor)
      expect(editor.text).toEqual(graphemes(textOf(editor)))
      expect(editor.cursor).toBeGreaterThanOrEqual(0)
      expect(editor.cursor).toBeLessThanOrEqual(editor.text.length)
    }),
  )
})

test('typing a text character by character gives the same as pasting it', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const typed = graphemes(text).reduce(
        (editor, character) => edit(editor, { type: 'insert', text: character }),
        emptyEditor,
      )
      const pasted = edit(emptyEditor, { type: 'insert', text })
      expect({ text: typed.text, cursor: typed.cursor }).toEqual({ text: pasted.text, cursor: pasted.cursor })
    }),
  )
})
