import xterm from '@xterm/headless'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ownSigns, themeFor } from '../../../src/ui/frame/theme.ts'
import { type Picture, paint } from '../../../src/ui/screen/paint.ts'

const columns = 24
const rows = 5
const theme = themeFor({ LC_ALL: 'C.UTF-8' }, 'linux')
const tones = ['plain', 'good', 'strong', 'chosen', 'alarm'] as const

/** What the emulator shows: each cell with its character and its looks, and the cursor. */
function shown(terminal: xterm.Terminal) {
  const { active } = terminal.buffer
  const cells = Array.from({ length: rows }, (_, row) =>
    Array.from({ length: columns }, (_, column) => {
      const cell = active.getLine(active.viewportY + row)?.getCell(column)
      const looks = [cell?.getFgColor(), cell?.isBold(), cell?.isInverse()].map((look) => look || 0)
      return `${cell?.getChars() || ' '} ${looks.join()}`
    }),
  )
  return { cells, cursor: { x: active.cursorX, y: active.cursorY } }
}

const openTerminal = () => new xterm.Terminal({ cols: columns, rows, allowProposedApi: true })

const send = (terminal: xterm.Terminal, text: string): Promise<void> =>
  new Promise((resolve) => terminal.write(text, resolve))

/** Parts of a line: ours, and such as terminals do not agree on. */
const part = fc.tuple(
  fc.constantFrom(...tones),
  fc.oneof(
    { weight: 6, arbitrary: fc.string({ maxLength: 8, unit: fc.constantFrom('a', 'b', '7', ' ') }) },
    { weight: 2, arbitrary: fc.string({ maxLength: 3, unit: fc.constantFrom(...ownSigns) }) },
    { weight: 1, arbitrary: fc.constantFrom('漢', 'e\u0301', 'ß') },
  ),
)

/** As drawn: no line is wider than the terminal, and one in two is filled up with blanks. */
const line = fc.tuple(fc.array(part, { maxLength: 5 }), fc.boolean()).map(([parts, isFilled]) => {
  let room = columns
  const painted = parts.map(([tone, text]) => {
    const cells = [...text].reduce((sum, character) => sum + (character === '漢' ? 2 : 1), 0)
    if (cells > room) return ''
    room -= cells
    return theme.paint(tone, text)
  })
  return painted.join('') + (isFilled ? ' '.repeat(room) : '')
})

const picture: fc.Arbitrary<Picture> = fc.record(
  {
    columns: fc.constant(columns),
    lines: fc.array(line, { minLength: rows, maxLength: rows }),
    cursor: fc.record({ x: fc.nat(columns - 1), y: fc.nat(rows - 1) }),
  },
  { requiredKeys: ['columns', 'lines'] },
)

test('frame after frame, a terminal shows what it would show if each had been drawn on an empty screen', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(picture, { minLength: 1, maxLength: 6 }), async (pictures) => {
      const terminal = openTerminal()
      let before: Picture | undefined
      for (const next of pictures) {
        await send(terminal, paint(before, next))
        before = next
        const fresh = openTerminal()
        await send(fresh, `\x1b[?7l${next.lines.join('\r\n')}`)
        expect(shown(terminal).cells).toEqual(shown(fresh).cells)
        if (next.cursor) expect(shown(terminal).cursor).toEqual(next.cursor)
      }
    }),
    { numRuns: 200 },
  )
})

test('whatever stands on a screen that somebody else has used is painted over', async () => {
  const terminal = openTerminal()
  await send(terminal, 'something else\r\n'.repeat(9))
  const lines = ['first', '漢', ' '.repeat(columns), 'x'.repeat(columns), '']
  await send(terminal, paint(undefined, { columns, lines }))
  expect(
    shown(terminal).cells.map((cells) =>
      cells
        .map(([first]) => first)
        .join('')
        .trimEnd(),
    ),
  ).toEqual(['first', '漢', '', 'x'.repeat(columns), ''])
})

test('a frame that is the same sends nothing, and one in which a figure has changed no more than that', () => {
  const cursor = { x: 0, y: 1 }
  const before: Picture = { columns, lines: ['rows 100 of many', '> '], cursor }
  expect(paint(before, { ...before, lines: [...before.lines] })).toBe('')
  expect(paint(before, { ...before, lines: ['rows 101 of many', '> '] })).toBe(
    '\x1b[?2026h\x1b[?25l\x1b[1;8H1\x1b[2;1H\x1b[?25h\x1b[?2026l',
  )
  expect(paint(before, { ...before, cursor: { x: 1, y: 1 } })).toBe(
    '\x1b[?2026h\x1b[?25l\x1b[2;2H\x1b[?25h\x1b[?2026l',
  )
})

test('a terminal of another width is painted anew', () => {
  const before: Picture = { columns: 10, lines: ['same'] }
  expect(paint(before, { columns: 20, lines: ['same'] })).toContain('same')
})
