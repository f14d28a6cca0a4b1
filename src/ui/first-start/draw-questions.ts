/** The first screen as lines that fit the terminal. The line that is typed in stays in sight in the smallest one. */
import { visible } from '../../core/visible.ts'
import { widthOf } from '../../results/text-width.ts'
import type { Size } from '../frame/layout.ts'
import { fit, sliceCells, truncate } from '../frame/text.ts'
import type { Theme } from '../frame/theme.ts'
import type { Position } from '../prompt/prompt-lines.ts'
import { askedNow, type Questions } from './questions.ts'
import type { AskedFor, Way } from './way.ts'

export interface FirstFrame {
  readonly lines: readonly string[]
  readonly cursor?: Position
}

/** Draws all lines of the terminal. */
export function drawQuestions(
  questions: Questions,
  ways: readonly Way[],
  { columns, rows }: Size,
  theme: Theme,
): FirstFrame {
  const { ellipsis, failed } = theme.glyphs
  const asked = askedNow(questions, ways)
  const way = questions.way === undefined ? undefined : ways[questions.way]
  const answer = asked && answerLine(asked, questions, columns)
  const problem =
    questions.problem === undefined
      ? ' '
      : theme.paint('bad', truncate(`${failed} ${questions.problem}`, columns, ellipsis))
  const below = [...(answer ? [answer.line] : []), problem, hintLine(questions, columns, theme)]
  const middle = way ? formLines(way, asked, questions) : wayLines(ways, columns)
  const head = way
    ? ` ${way.title}${asked ? `, ${questions.answers.length + 1} of ${way.asks.length}` : ''}`
    : ' multisession: nothing is saved yet. How do you want to begin?'
  const room = Math.max(0, rows - below.length - 1)
  const body = middle
    .slice(0, room)
    .map(([tone, text]) => theme.paint(tone, truncate(text, columns, ellipsis)))
  const title = rows > below.length ? [theme.paint('chosen', fit(head, columns, ellipsis))] : []
  const lines = [...title, ...body, ...below].slice(-rows)
  const isTyping = answer !== undefined && !questions.isBusy
  return {
    lines: [...lines, ...Array<string>(Math.max(0, rows - lines.length)).fill('')],
    ...(isTyping && { cursor: { x: answer.cursor, y: Math.max(0, lines.length - below.length) } }),
  }
}

type Tone = 'plain' | 'strong' | 'faint'

/** The key of each way, what it is, and what it does. */
const wayLines = (ways: readonly Way[], columns: number): (readonly [Tone, string])[] =>
  ways.flatMap(({ title, meaning }, index) => [
    ['plain', ''],
    ['strong', `  ${index + 1}  ${title}`],
    ...wrapped(meaning, columns - 6).map((line) => ['plain', `     ${line}`] as const),
  ])

const formLines = (
  way: Way,
  asked: AskedFor | undefined,
  { answers }: Questions,
): (readonly [Tone, string])[] => {
  const width = Math.max(...way.asks.map(({ label }) => label.length))
  return [
    ['plain', ''],
    ...answers.map(
      (answer, index) =>
        ['plain', `  ${(way.asks[index]?.label ?? '').padEnd(width)}  ${visible(answer)}`] as const,
    ),
    ...(answers.length > 0 ? [['plain', ''] as const] : []),
    ...(asked?.explain(answers) ?? ['one moment']).map((line) => ['plain', `  ${line}`] as const),
    ['plain', ''],
  ]
}

/** What is typed, from where the cursor is still in sight. */
function answerLine(asked: AskedFor, { editor, isBusy }: Questions, columns: number) {
  const label = `${asked.label}> `
  const room = Math.max(1, columns - label.length - 1)
  const text = visible(editor.text)
  const before = widthOf(visible(editor.text.slice(0, editor.cursor)))
  const from = Math.max(0, before - room)
  const line = `${label}${sliceCells(text, from, room)}`
  return { line: isBusy ? `${line} ...`.slice(0, columns) : line, cursor: label.length + before - from }
}

function hintLine({ way, answers }: Questions, columns: number, theme: Theme): string {
  const hints =
    way === undefined
      ? '1 2 3 choose  q leave'
      : `Enter next  Esc ${answers.length === 0 ? 'other ways' : 'back'}  Ctrl-C leave, nothing saved`
  return theme.paint('faint', truncate(hints, columns, ''))
}

function wrapped(text: string, width: number): string[] {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + 1 + word.length <= width)
      lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines
}
