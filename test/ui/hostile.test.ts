/** Hostile names, rows, errors, output and input, through the real screen into a terminal emulator. */
import fc from 'fast-check'
import { afterEach, describe, expect, test } from 'vitest'
import { FailureError } from '../../src/core/failure.ts'
import type { SessionSpec } from '../../src/core/session.ts'
import { edit, emptyEditor } from '../../src/ui/prompt/editor.ts'
import { planOf } from '../helpers/plans.ts'
import { hostileTexts, pictures } from './hostile-texts.ts'
import { expectNoCommands, openScreenBench, type ScreenBench } from './screen-bench.ts'
import type { Script } from './scripted-connections.ts'

let bench: ScreenBench | undefined

afterEach(async () => {
  await bench?.close()
  bench = undefined
})

const named = (name: string): SessionSpec => ({ name, login: { user: 'x', connectString: 'practice' } })

const shortened = (text: string): string => JSON.stringify(text).slice(0, 40)

/** Sends the text back as the name of a column, as rows, as output, or as an error. */
const sendingBack =
  (text: string): Script =>
  (statement) => {
    if (/fails/.test(statement))
      throw new FailureError({ code: 'statement failed', message: text, oracle: 'ORA-20001' })
    if (/puts/.test(statement)) return { output: [text, text] }
    return {
      columns: [text, 'B'],
      rows: [
        [text, 'b'],
        ['a', null],
      ],
    }
  }

/** Jobs in a session of that name, with texts that hold it too; each answer is looked at, in the grid and in full. */
async function runThrough(text: string, look: () => Promise<void>): Promise<void> {
  bench = await openScreenBench(sendingBack(text), [named(text)])
  const { shell, terminal, press } = bench
  for (const [index, word] of ['fails', 'puts', 'select'].entries()) {
    const plan = planOf({ sessions: [text], target: text, statement: `${word} ${text}` })
    const [task] = plan.tasks
    if (!task) throw new Error('no task')
    const statement = `${word} ${text}`
    shell.start({ ...plan, tasks: [{ ...task, statement, parameters: { P: text } }] })
    await terminal.shows(
      new RegExp(`${index + 1} (succeeded|failed)|${index} succeeded . 1 failed|job ${index + 1} `),
    )
    await look()
    press('tab', 'enter')
    await look()
    press('escape', 'tab')
  }
}

describe.each(hostileTexts.map((text) => [shortened(text), text]))('%s', (_, text) => {
  test('in names, statements, rows, output and errors stays in its cells and commands nothing', async () => {
    await runThrough(text, async () => bench?.showsItsLines())
    expectNoCommands(bench?.terminal.takeWritten() ?? '')
  })

  test('typed, pasted, searched for and remembered stays in its cells and commands nothing', async () => {
    bench = await openScreenBench(sendingBack(''))
    const { shell, terminal, press, showsItsLines } = bench
    shell.paste(text)
    await showsItsLines()
    press('ctrl-a', 'ctrl-k', 'ctrl-y', 'ctrl-home')
    await showsItsLines()
    press('ctrl-c', 'ctrl-r')
    shell.paste(text.slice(0, 200))
    await showsItsLines()
    shell.store.change({ editor: { ...emptyEditor, history: [text], place: 1 } })
    press('ctrl-p')
    await showsItsLines()
    expectNoCommands(terminal.takeWritten())
  })
})

test.each(pictures)(
  '%s, which not every terminal finds equally wide, pushes no other line away',
  async (text) => {
    await runThrough(text, async () => {
      bench?.shell.store.change({
        page: 'text',
        text: { title: 'a', lines: [text, 'one', text, text, 'two', text] },
      })
      await bench?.flush()
      const lines = bench?.terminal.lines() ?? []
      const drawn = bench?.shell.store.frame().lines ?? []
      expect(lines[0]).toMatch(/^ any scott:3 {2}cap 3/)
      expect(lines[22]).toMatch(/^cap 3 scott:3>/)
      expect(lines[23]).toMatch(/\? keys/)
      for (const word of ['one', 'two'])
        expect(lines.findIndex((line) => line.startsWith(word))).toBe(
          drawn.findIndex((line) => line.startsWith(word)),
        )
    })
    expectNoCommands(bench?.terminal.takeWritten() ?? '')
  },
)

test('bytes that are no UTF-8, sent by the keyboard or as a paste, are shown and run nothing', async () => {
  bench = await openScreenBench(sendingBack(''))
  const { terminal, showsItsLines, engine } = bench
  const bytes = Buffer.from([0x41, 0xff, 0xfe, 0xc3, 0x28, 0xe2, 0x82, 0x42, 0x80])
  terminal.send(bytes)
  await terminal.shows(/scott:3> A\uFFFD\uFFFD/)
  await showsItsLines()
  terminal.send(
    Buffer.concat([Buffer.from('\x1b[200~'), bytes, Buffer.from('\r;\x1b]0;owned\x07\r\x1b[201~')]),
  )
  await terminal.shows(/2> ;␛]0;owned␇/)
  await showsItsLines()
  expectNoCommands(terminal.takeWritten())
  expect(engine.subscribe(() => {}).state.jobs.size).toBe(0)
})

const anyText = fc.oneof(
  fc.string({
    unit: fc.constantFrom(
      ...'\x1b[]();?\x07\x9b\x9d\\m0123hl8 \t\r\n漢e',
      '\u0301',
      '\u202e',
      '\ud83d',
      'K',
      'J',
    ),
  }),
  fc.constantFrom(...hostileTexts.filter(({ length }) => length < 1_000)),
  fc
    .array(fc.constantFrom(...hostileTexts.filter(({ length }) => length < 100)), { maxLength: 6 })
    .map((all) => all.join('')),
)

test('whatever text stands wherever, the cells hold what was drawn and nothing commands the terminal', async () => {
  bench = await openScreenBench(sendingBack(''))
  const { shell, terminal, showsItsLines } = bench
  const { settings } = shell.store.view()
  await fc.assert(
    fc.asyncProperty(anyText, anyText, anyText, async (first, second, third) => {
      shell.store.change({
        ...{ page: 'text', text: { title: first, lines: [second, third, first] } },
        ...{ notice: { tone: 'bad', text: second }, settings: { ...settings, target: third } },
        editor: edit(emptyEditor, { type: 'insert', text: first + second }),
      })
      await showsItsLines()
      expectNoCommands(terminal.takeWritten())
    }),
    { numRuns: 150 },
  )
})
