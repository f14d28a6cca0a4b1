import fc from 'fast-check'
import stringWidth from 'string-width'
import { describe, expect, test } from 'vitest'
import type { Settings } from '../../../src/commands/command.ts'
import { commands } from '../../../src/commands/commands.ts'
import type { State } from '../../../src/core/state.ts'
import { firstLook } from '../../../src/ui/answer/answer-look.ts'
import { drawFrame } from '../../../src/ui/frame/draw-frame.ts'
import { graphemes } from '../../../src/ui/frame/text.ts'
import { type Theme, themeFor } from '../../../src/ui/frame/theme.ts'
import { firstLive } from '../../../src/ui/live/live-view.ts'
import { edit, emptyEditor } from '../../../src/ui/prompt/editor.ts'
import { createSyntax } from '../../../src/ui/prompt/syntax.ts'
import type { View } from '../../../src/ui/view.ts'
import { endedWith, logOfEvents, openSessions } from '../../core/log-of-events.ts'
import { planOf } from '../../helpers/plans.ts'

const settings: Settings = { target: 'scott:3', mode: 'any', cap: 3, parameters: [], commit: false, next: {} }
const theme = themeFor({ LANG: 'en_US.UTF-8', NO_COLOR: '1' }, 'linux')
const coloured = themeFor({ LANG: 'en_US.UTF-8' }, 'linux')

const syntax = createSyntax(commands)

const firstView: View = {
  ...{ editor: emptyEditor, settings, focus: 'prompt', page: 'grid', selected: { job: 1 }, live: firstLive },
  ...{
    answer: { title: 'job 1', lines: [] },
    text: { title: '', lines: [] },
    look: firstLook,
    scroll: { line: 0, cell: 0 },
  },
  ...{ top: 0, notice: undefined, question: undefined, isLeaving: false },
}

/** Seven tasks on three sessions: two have ended, one is blocked by the idle scott#1, one runs, three wait. */
function stateOf(word = 'ORA-00942: table or view does not exist', count = 7): State {
  const log = logOfEvents()
  const names = ['scott#1', 'scott#2', 'scott#3']
  const plan = planOf({
    sessions: names,
    target: 'scott:3',
    cap: 3,
    count,
    statement: `begin\n  ${word}; end;`,
  })
  const tasks = plan.tasks.map((task, index) => ({
    ...task,
    parameters: { SCHEMA: 'ABCDEFG'[index] ?? word },
  }))
  log.add(
    ...openSessions(names),
    { type: 'job queued', job: 1, plan: { ...plan, tasks } },
    { type: 'task started', task: '1.1', session: 'scott#1' },
    { type: 'task ended', task: '1.1', ...endedWith({ fate: 'pending', rows: 1_000 }) },
    { type: 'task started', task: '1.2', session: 'scott#2' },
    {
      ...{ type: 'task ended', task: '1.2' },
      ...endedWith({ outcome: 'failed', error: { code: 'statement failed', message: word } }),
    },
    { type: 'task started', task: '1.3', session: 'scott#2' },
    { type: 'output arrived', task: '1.3', count: 1, last: word },
    { type: 'task started', task: '1.4', session: 'scott#3' },
    { type: 'task blocked', task: '1.4', by: { session: 'scott#1', sid: 17 } },
  )
  return log.state
}

const draw = (
  state: State,
  view: Partial<View> = {},
  columns = 80,
  rows = 24,
  look: Theme = theme,
): string[] => [
  ...drawFrame({
    state,
    view: { ...firstView, ...view },
    size: { columns, rows },
    now: 63_000,
    theme: look,
    syntax,
  }).lines,
]

/** What the terminal shows of a line: without our own colours. */
const shown = (line: string): string => line.replace(/\x1b\[\d*m/g, '')

describe('the hints', () => {
  const hintsOf = (view: Partial<View>): string => shown(draw(stateOf(), view, 160).at(-1) ?? '')

  test('tell of a key once, as it acts here', () => {
    const typing = edit(emptyEditor, { type: 'insert', text: 'select' })
    expect(hintsOf({ editor: typing })).toMatch(/Tab complete/)
    expect(hintsOf({ editor: typing })).not.toMatch(/Tab rows/)
    expect(hintsOf({})).toMatch(/Tab rows\/prompt/)
  })

  test('leave out what cannot act: a text that is no answer has no parts and no records', () => {
    expect(hintsOf({ page: 'answer' })).toMatch(/part/)
    expect(hintsOf({ page: 'text' })).not.toMatch(/part|records/)
    expect(hintsOf({ page: 'text' })).toMatch(/Esc back.*Ctrl-D quit/)
  })
})

describe('the screen', () => {
  test('at 80x24 shows settings, counts, every session and every task with its state in words', () => {
    const lines = draw(stateOf()).map(shown)
    expect(lines).toHaveLength(24)
    expect(lines[0]).toMatch(/any scott:3 {2}cap 3 .*3 waiting .*2 running .*1 succeeded .*1 failed/)
    const text = lines.join('\n')
    expect(text).toMatch(/scott#1 +◆ open work .*\d+s, job 1/)
    expect(text).toMatch(/1\.2 +schema=B +✗ failed +scott#2 +ORA-00942/)
    expect(text).toMatch(/1\.3 +schema=C +● running/)
    expect(text).toMatch(/1\.7 +schema=G +○ waiting/)
    expect(text).toMatch(/job 1 .*2 running, 2 of 7 ended, 1 failed/)
  })

  test('says who a task waits for, and that it is a session of ours with uncommitted work', () => {
    expect(draw(stateOf(), {}, 160, 50).join('\n')).toMatch(
      /1\.4 .*● blocked .*waits for scott#1 \(yours, idle, uncommitted\)/,
    )
  })

  test('shows more sessions and tasks where there is room, and the answer below', () => {
    const answer = { title: 'job 1', lines: Array.from({ length: 99 }, (_, index) => `row ${index}`) }
    const text = draw(stateOf(), { answer }, 160, 50).map(shown).join('\n')
    expect(text).toContain('schema=G')
    expect(text).toContain('row 20')
    expect(text).toMatch(/\d+ more lines/)
  })

  test('says the same without UTF-8, in ASCII alone', () => {
    const ascii = themeFor({ LANG: 'C', NO_COLOR: '1' }, 'linux')
    const text = draw(stateOf(), {}, 80, 24, ascii).map(shown).join('\n')
    expect(text).toMatch(/^[\x20-\x7e\n]*$/)
    expect(text).toMatch(/x failed/)
  })

  test('uses colours only where they are wanted', () => {
    const hasColour = (look: Theme) => /\x1b\[3\dm/.test(draw(stateOf(), {}, 80, 24, look).join(''))
    expect([hasColour(coloured), hasColour(theme)]).toEqual([true, false])
  })

  test('asks its question in place of the notice and hides the cursor', () => {
    const question = { text: 'quit? (y/N)', agreement: { type: 'quit' }, isInterrupt: false } as const
    const view = { ...firstView, question, notice: { tone: 'plain', text: 'old news' } as const }
    const { lines, cursor } = drawFrame({
      state: stateOf(),
      view,
      size: { columns: 80, rows: 24 },
      now: 0,
      theme,
      syntax,
    })
    expect(lines.join('\n')).toContain('quit? (y/N)')
    expect(lines.join('\n')).not.toContain('old news')
    expect(cursor).toBeUndefined()
  })

  test('places the cursor where the next character goes, on a wrapped line too', () => {
    const typed = (text: string) => edit(emptyEditor, { type: 'insert', text })
    const cursorOf = (text: string) =>
      drawFrame({
        state: stateOf(),
        view: { ...firstView, editor: typed(text) },
        size: { columns: 40, rows: 24 },
        now: 0,
        theme,
        syntax,
      }).cursor
    expect(cursorOf('ab')).toEqual({ x: 17, y: 22 })
    expect(cursorOf('漢字')).toEqual({ x: 19, y: 22 })
    expect(cursorOf('a\nbc')).toEqual({ x: 17, y: 22 })
    expect(cursorOf('x'.repeat(25))).toEqual({ x: 15, y: 22 })
  })

  test('counts the sessions that find no room, by what they do', () => {
    const log = logOfEvents()
    log.add(...openSessions(Array.from({ length: 40 }, (_, index) => `s${index}`)))
    log.add({ type: 'session lost', session: 's30', error: { code: 'connection lost', message: 'gone' } })
    const lines = draw(log.state).map(shown)
    expect(lines[1]).toMatch(/s30 +✗ lost +gone/)
    expect(lines.join('\n')).toMatch(/ {2}and \d+ more: \d+ idle/)
  })

  test('keeps the words of the head line before counts of nothing', () => {
    const log = logOfEvents()
    log.add(...openSessions(['a']), { type: 'job queued', job: 1, plan: planOf({ count: 2, target: 'a' }) })
    log.add({ type: 'task ended', task: '1.1', ...endedWith({ outcome: 'skipped' }) })
    log.add({ type: 'task ended', task: '1.2', ...endedWith({ outcome: 'unknown' }) })
    expect(shown(draw(log.state)[0] ?? '')).toMatch(/– 1 skipped \? 1 unknown $/)
  })

  test('keeps the selected row in sight among thousands', () => {
    const lines = draw(stateOf('x', 4_000), { selected: { job: 1, task: '1.3210' } }).map(shown)
    expect(lines.filter((line) => line.includes('› 1.3210'))).toHaveLength(1)
  })
})

describe('the prompt', () => {
  const typed = (text: string, look: Theme, cursor = text.length): string => {
    const editor = { ...emptyEditor, text, cursor }
    return draw(stateOf(), { editor }, 100, 24, look)
      .filter((line) => /scott:3>|\d> /.test(line))
      .join('\n')
  }

  test('shows keywords, strings and commands of ours in looks of their own, and without colours none of that', () => {
    expect(typed("select 'x'", coloured)).toContain("\x1b[36mselect\x1b[0m \x1b[32m'x'\x1b[0m")
    expect(typed('cap 3', coloured)).toContain('\x1b[1mcap\x1b[0m 3')
    expect(typed("select 'x'", theme)).toContain("select 'x'")
  })

  test('underlines a parenthesis and its partner, and reverses one that has none, without colours too', () => {
    for (const look of [coloured, theme]) {
      expect(typed('(a)', look)).toContain('\x1b[4m(\x1b[0ma\x1b[4m)\x1b[0m')
      expect(typed('a)', look)).toContain('a\x1b[7m)\x1b[0m')
    }
  })

  test('names target and cap, in the colour of the target, and protected sessions in reverse, without colours too', () => {
    const marks = { sessions: 3, protected: 3, colour: 'magenta' } as const
    const prompt = (look: Theme) => draw(stateOf(), { marks }, 80, 24, look)[22] ?? ''
    expect(prompt(coloured)).toContain(
      '\x1b[7m\x1b[1m\x1b[31m PROTECTED \x1b[0m cap 3 \x1b[35mscott:3\x1b[0m> ',
    )
    expect(prompt(theme)).toContain('\x1b[7m\x1b[1m PROTECTED \x1b[0m cap 3 scott:3> ')
  })

  test('leaves room for the text behind a long target, and says that it is protected on the smallest screen', () => {
    const marks = { sessions: 3, protected: 1 }
    const long = { ...settings, target: 'a,b,c,d,e,f,'.repeat(20), cap: 0 }
    const prompt = (columns: number) =>
      shown(
        draw(stateOf(), { marks, settings: long }, columns, 24).find((line) => /PROTECTED/.test(line)) ?? '',
      )
    expect(prompt(80)).toMatch(/^ 1 of 3 PROTECTED {2}a,b,c,d,e,f,a,b,c,d,e,f,a…> {20}/)
    expect(prompt(20)).toMatch(/^ 1 of 3 PROTECTED /)
  })

  test('shows a password as stars of its width, wherever the cursor is', () => {
    const text = 'alter user a identified by "漢é1"; connect x/y'
    expect(shown(typed(text, theme))).toMatch(/identified by \*{6}; connect x\/y/)
    expect(shown(typed('connect scott/tiger@db', coloured, 3))).toMatch(/connect scott\/\*{5}@db/)
    const cursorIn = (text: string) =>
      drawFrame({
        ...{
          state: stateOf(),
          view: { ...firstView, editor: { ...emptyEditor, text, cursor: text.length } },
        },
        ...{ size: { columns: 100, rows: 24 }, now: 0, theme, syntax },
      }).cursor
    expect(cursorIn('connect scott/漢')).toEqual(cursorIn('select  scott/漢'))
  })

  test('shows some lines before and behind the cursor of a long text, and their numbers', () => {
    const text = Array.from({ length: 2_000 }, (_, line) => `line ${line + 1}`).join('\n')
    const at = text.indexOf('line 1000')
    const lines = typed(text, theme, at).split('\n').map(shown)
    expect(lines).toHaveLength(8)
    expect(lines.join('\n')).toMatch(/ 996> line 996[\s\S]*1000> line 1000[\s\S]*1003> line 1003/)
  })
})

const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.constantFrom(
    ...['\x1b[2J\x1b]52;c;AAAA\x07', '\x1b]8;;http://x\x07link', '\u202egnp.exe', 'a\tb\r\nc', '\x9b31m'],
    ...['漢字'.repeat(100), '👩‍👩‍👧‍👦'.repeat(50), 'e\u0301'.repeat(90), '\ud800', 'x'.repeat(1_000_000)],
  ),
)

test('whatever stands in names, errors and answers, no line leaves its cells and nothing commands the terminal', () => {
  fc.assert(
    fc.property(
      hostile,
      fc.integer({ min: 1, max: 200 }),
      fc.integer({ min: 1, max: 60 }),
      fc.constantFrom<View['page']>('grid', 'answer', 'text'),
      (word, columns, rows, page) => {
        const reading = { title: word, lines: [word, word] }
        const editor = edit(emptyEditor, { type: 'insert', text: word.slice(0, 2_000) })
        const notice = { tone: 'bad', text: word } as const
        const view = {
          ...{ answer: reading, text: reading, editor, notice, page },
          settings: { ...settings, target: word },
        }
        const frame = drawFrame({
          state: stateOf(word),
          view: { ...firstView, ...view },
          size: { columns, rows },
          now: 0,
          theme: coloured,
          syntax,
        })
        expect(frame.lines.length).toBeLessThanOrEqual(rows)
        for (const line of frame.lines.map(shown)) {
          expect(line).not.toMatch(/\p{Cc}/u)
          expect(stringWidth(line)).toBeLessThanOrEqual(columns)
        }
        if (frame.cursor) expect(frame.cursor.y).toBeLessThan(rows)
      },
    ),
    { numRuns: 60 },
  )
})

test('the prompt shows the text that was typed, whole, when there is room', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme-ascii', maxLength: 300 }), (text) => {
      const editor = edit(emptyEditor, { type: 'insert', text })
      const lines = draw(stateOf(), { editor }, 80, 60).map((line) => shown(line).trimEnd())
      const joined = lines.join('').replaceAll(' ', '')
      for (const word of graphemes(text).join('').split(/\s+/))
        if (word.length < 30) expect(joined).toContain(word)
    }),
    { numRuns: 40 },
  )
})
