import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { graphemes } from '../../../src/ui/frame/text.ts'
import {
  type Edit,
  type Editor,
  edit,
  editorWith,
  emptyEditor,
  type PlainEdit,
} from '../../../src/ui/prompt/editor.ts'
import { naiveEdit, naiveEditor } from './naive-editor.ts'

/** An editor with a text in which `|` marks the cursor. */
function at(marked: string): Editor {
  const [before = '', after = ''] = marked.split('|')
  return { ...emptyEditor, text: before + after, cursor: before.length }
}

const marked = ({ text, cursor }: Editor): string => `${text.slice(0, cursor)}|${text.slice(cursor)}`

/** The editor after edits, each by its name; what begins with `+` is typed, character by character. */
const after = (editor: Editor, ...edits: (PlainEdit | `+${string}`)[]): Editor =>
  edits
    .flatMap((name): Edit[] =>
      name.startsWith('+')
        ? graphemes(name.slice(1)).map((text) => ({ type: 'insert', text }))
        : [{ type: name as PlainEdit }],
    )
    .reduce(edit, editor)

describe('one edit', () => {
  test.each<[PlainEdit, string, string]>([
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
    ['kill blank word back', 'select a.b  |', 'select |'],
    ['kill word back', 'select a.b  |', 'select a.|'],
    ['text start', 'a\nb|c', '|a\nbc'],
    ['text end', 'a|\nbc', 'a\nbc|'],
    ['transpose', 'ab|cd', 'acb|d'],
    ['transpose', 'abcd|', 'abdc|'],
    ['transpose', 'ab|\ncd', 'ba|\ncd'],
    ['transpose', 'ab\n|cd', 'ab\n|cd'],
    ['transpose', 'a|', 'a|'],
    ['transpose', '漢👍🏽|e\u0301', '漢e\u0301👍🏽|'],
    ['upper case', 'a| select x', 'a SELECT| x'],
    ['upper case', 'sel|ect x', 'selECT| x'],
    ['upper case', 'stra|ße', 'straSSE|'],
    ['lower case', '|EMP_NO, X', 'emp_no|, X'],
    ['capitalise', '| éCOLE x', ' École| x'],
    ['capitalise', 'x| ', 'x |'],
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
    expect(graphemes(editor.text)).toHaveLength(4)
    expect(marked(editor)).toBe('cafe\u0301|')
  })
})

describe('undo', () => {
  test('takes back a run of typed characters at once, and redo makes it again', () => {
    const typed = after(emptyEditor, '+select', 'kill blank word back', '+update', 'left', '+x')
    const texts = (['undo', 'undo', 'undo', 'undo', 'undo'] as const).map(
      (_, index) => after(typed, ...Array<'undo'>(index + 1).fill('undo')).text,
    )
    expect(texts).toEqual(['update', '', 'select', '', ''])
    expect(after(typed, 'undo', 'undo', 'undo', 'redo', 'redo').text).toBe('update')
  })

  test('takes back deleted characters as one, and what was pasted as one', () => {
    const pasted = edit(after(emptyEditor, '+ab'), { type: 'insert', text: 'pasted' })
    const cut = after(pasted, 'delete back', 'delete back', 'text start', 'delete forward', 'delete forward')
    expect(cut.text).toBe('past')
    expect(after(cut, 'undo').text).toBe('abpast')
    expect(after(cut, 'undo', 'undo').text).toBe('abpasted')
    expect(after(cut, 'undo', 'undo', 'undo').text).toBe('ab')
  })

  test('puts the cursor where it was', () => {
    expect(marked(after(at('select |emp'), 'kill to end', 'text start', 'undo'))).toBe('select |emp')
  })

  test('brings back what Ctrl-C threw away', () => {
    expect(after(emptyEditor, '+select 1', 'clear', 'undo').text).toBe('select 1')
  })

  test('has nothing to redo once something else was typed', () => {
    expect(after(emptyEditor, '+a', 'undo', '+b', 'redo').text).toBe('b')
  })

  test('ends with the statement: what was run does not come back', () => {
    expect(after(emptyEditor, '+a', 'remember', 'undo').text).toBe('')
  })
})

describe('what was cut', () => {
  test('right behind each other is one cut, whichever way', () => {
    const cut = after(at('one two |three four'), 'kill word forward', 'kill word back', 'kill to end')
    expect(cut.text).toBe('one ')
    expect(after(cut, 'yank').text).toBe('one two three four')
  })

  test('apart from each other comes again one after the other, and the newest after the oldest', () => {
    const cut = after(at('a b c|'), 'kill word back', 'left', 'kill word back', 'text start', 'kill to end')
    const texts = [1, 2, 3, 4].map(
      (count) => after(cut, 'yank', ...Array<'yank pop'>(count).fill('yank pop')).text,
    )
    expect([after(cut, 'yank').text, ...texts]).toEqual(['a  ', 'b', 'c', 'a  ', 'b'])
  })

  test('is exchanged only right after it was inserted', () => {
    const cut = after(at('a b|'), 'kill word back', 'left', 'kill word back')
    expect(after(cut, 'yank', 'left', 'yank pop').text).toBe('a ')
  })

  test('is still there in the next statement', () => {
    expect(after(at('select 1|'), 'kill to start', 'remember', 'yank').text).toBe('select 1')
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
      return editor.text
    })
    expect(seen).toEqual(['two', 'one', 'one', 'two', 'draft', 'draft'])
  })

  test('keeps a statement once when it is run twice in a row, and nothing blank', () => {
    expect(remembering('one', 'one', '  ', 'two').history).toEqual(['one', 'two'])
  })
})

describe('the search in the history', () => {
  const remembering = editorWith([
    'select 1',
    'update emp\nset sal = 1',
    'Select ename',
    'commit',
    'Select ename',
  ])

  test('finds the newest that holds what is typed, in any case, and older ones again and again', () => {
    const found = after(remembering, 'search older', '+SEL')
    expect(marked(found)).toBe('|Select ename')
    expect(after(found, 'search older').text).toBe('select 1')
    expect(after(found, 'search older', 'search newer').text).toBe('Select ename')
    expect(marked(after(remembering, 'search older', '+sal'))).toBe('update emp\nset |sal = 1')
  })

  test('says when nothing holds it, and shows what it found before', () => {
    const failing = after(remembering, 'search older', '+commitx')
    expect(failing.search).toMatchObject({ query: 'commitx', isFailing: true })
    expect(failing.text).toBe('commit')
    expect(after(failing, 'delete back').search).toMatchObject({ query: 'commit', isFailing: false })
    expect(after(remembering, 'search older', '+1', 'search older', 'search older').search?.isFailing).toBe(
      true,
    )
  })

  test('ends with what was found in the prompt, or with what stood there before', () => {
    const search = after(remembering, '+draft', 'search older', '+upd')
    expect(marked(after(search, 'take found'))).toBe('|update emp\nset sal = 1')
    expect(after(search, 'take found', 'undo').text).toBe('draft')
    expect(marked(after(search, 'give back'))).toBe('draft|')
    expect(after(search, 'give back').search).toBeUndefined()
  })

  test('is taken by any other key, which then does what it does', () => {
    expect(marked(after(remembering, 'search older', '+upd', 'text end'))).toBe('update emp\nset sal = 1|')
    expect(after(remembering, 'search older', '+upd', 'earlier').text).toBe('select 1')
  })
})

const plainEdits: readonly PlainEdit[] = [
  ...(['break line', 'delete back', 'delete forward', 'left', 'right', 'word left', 'word right'] as const),
  ...(['line start', 'line end', 'text start', 'text end', 'up', 'down', 'earlier', 'later'] as const),
  ...([
    'kill to end',
    'kill to start',
    'kill blank word back',
    'kill word back',
    'kill word forward',
  ] as const),
  ...(['yank', 'yank pop', 'undo', 'redo', 'transpose', 'upper case', 'lower case', 'capitalise'] as const),
  ...(['clear', 'remember'] as const),
]

const searches: readonly PlainEdit[] = ['search older', 'search newer', 'take found', 'give back']

const texts = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({
    unit: fc.constantFrom(...'ab \n(', 'é', 'e\u0301', '\u0301', '漢', '👩‍👧', '\u200d', '🇩', '\r', '\ud83d'),
  }),
)

const editsOf = (names: readonly PlainEdit[]): fc.Arbitrary<Edit> =>
  fc.oneof(
    texts.map((text): Edit => ({ type: 'insert', text })),
    fc.constantFrom(...names).map((type): Edit => ({ type })),
  )

test('after any edits the cursor stands between two characters of the text', () => {
  fc.assert(
    fc.property(fc.array(editsOf([...plainEdits, ...searches]), { maxLength: 40 }), (edits) => {
      let editor = emptyEditor
      for (const each of edits) {
        editor = edit(editor, each)
        const { text, cursor } = editor
        expect([...graphemes(text.slice(0, cursor)), ...graphemes(text.slice(cursor))]).toEqual(
          graphemes(text),
        )
        expect(text).not.toContain('\r')
      }
    }),
  )
})

test('undoing everything leaves nothing, and redoing everything what was there last', () => {
  fc.assert(
    fc.property(fc.array(editsOf(plainEdits), { maxLength: 40 }), (edits) => {
      const last = edits.reduce(edit, emptyEditor)
      const again = (editor: Editor, type: 'undo' | 'redo'): Editor => {
        const next = edit(editor, { type })
        return next === editor ? editor : again(next, type)
      }
      const bare = again(last, 'undo')
      expect(bare.text).toBe('')
      // What was taken back by the edits themselves is made again too.
      const whole = again(again({ ...last, redoable: [] }, 'undo'), 'redo')
      expect({ text: whole.text, cursor: whole.cursor }).toEqual({
        text: last.text,
        cursor: expect.any(Number),
      })
    }),
  )
})

test('the text is what a plain list of characters would hold after the same edits', () => {
  fc.assert(
    fc.property(fc.array(editsOf(naiveEdits), { maxLength: 40 }), (edits) => {
      let editor = emptyEditor
      let naive = naiveEditor
      for (const each of edits) {
        editor = edit(editor, each)
        naive = naiveEdit(naive, each)
        expect(marked(editor)).toBe(`${naive.before.join('')}|${naive.after.join('')}`)
      }
    }),
  )
})

/** What the list of characters can do. */
const naiveEdits = plainEdits.filter(
  (name) =>
    !['up', 'down', 'earlier', 'later', 'undo', 'redo', 'yank pop', 'transpose', 'remember'].includes(name),
)

test('typing a text character by character gives the same as pasting it', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const typed = after(emptyEditor, `+${text}`)
      const pasted = edit(emptyEditor, { type: 'insert', text })
      expect(marked(typed)).toBe(marked(pasted))
    }),
  )
})

test('a paste of 2,000 lines is there as it was, and is edited like any other text', () => {
  const text = Array.from({ length: 2_000 }, (_, line) => `insert into t values (${line}, 'é');`).join('\n')
  const pasted = edit(emptyEditor, { type: 'insert', text })
  expect(marked(pasted)).toBe(`${text}|`)
  const edited = after(pasted, 'text start', '+x', 'down', 'line end', 'delete back', 'text end', '+y')
  expect(edited.text).toBe(`x${text}y`.replace("(1, 'é');", "(1, 'é')"))
  expect(after(edited, 'undo', 'undo', 'undo').text).toBe(text)
})
