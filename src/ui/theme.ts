/**
 * How things look: signs and colours. A sign and a word always stand beside a colour, so that nothing is lost without
 * it; without UTF-8 the signs are ASCII.
 */
import type { Colour } from '../core/session.ts'

export type Tone =
  | ('plain' | 'good' | 'bad' | 'busy' | 'warning' | 'faint' | 'strong' | 'chosen')
  /** What nobody may miss. */
  | 'alarm'
  /** Parts of what is typed. */
  | ('command' | 'keyword' | 'string' | 'number' | 'variable' | 'comment' | 'matched' | 'unmatched')
  /** What a user chose for a session or group. */
  | Colour

export interface Glyphs {
  readonly waiting: string
  readonly running: string
  readonly succeeded: string
  readonly failed: string
  readonly cancelled: string
  readonly skipped: string
  readonly unknown: string
  readonly idle: string
  readonly closed: string
  readonly pending: string
  readonly pointer: string
  /** Before a row that is marked. */
  readonly marked: string
  readonly rule: string
  /** At the left of what lies over something else. */
  readonly edge: string
  /** A task that waits for a lock, where no word stands beside it. */
  readonly blocked: string
  /** A cell of time in which a task ran. */
  readonly bar: string
  readonly tick: string
  /** Bars from the lowest to the highest. */
  readonly levels: string
  readonly ellipsis: string
}

export interface Theme {
  readonly glyphs: Glyphs
  /** The text in its tone; the text must be harmless already. */
  paint(tone: Tone, text: string): string
}

/** Every sign is one cell wide, also where East Asian fonts rule. */
const unicode: Glyphs = {
  waiting: '○',
  running: '●',
  succeeded: '✓',
  failed: '✗',
  cancelled: '⊘',
  skipped: '–',
  unknown: '?',
  idle: '·',
  closed: ' ',
  pending: '◆',
  pointer: '›',
  marked: '*',
  rule: '─',
  edge: '│',
  blocked: '■',
  bar: '━',
  tick: '╷',
  levels: '▁▂▃▄▅▆▇█',
  ellipsis: '…',
}

const ascii: Glyphs = {
  waiting: 'o',
  running: '>',
  succeeded: '+',
  failed: 'x',
  cancelled: '/',
  skipped: '-',
  unknown: '?',
  idle: '.',
  closed: ' ',
  pending: '*',
  pointer: '>',
  marked: '*',
  rule: '-',
  edge: '|',
  blocked: '#',
  bar: '=',
  tick: '|',
  levels: '.:-=+*%@',
  ellipsis: '..',
}

/**
 * SGR parameters (ECMA-48, 8.3.117): of the sixteen colours those that light and dark backgrounds both show, and signs
 * that are no colours: bold, faint, underlined, reversed.
 */
const colours: Readonly<Record<Exclude<Tone, 'plain'>, string>> = {
  good: '32',
  bad: '31',
  busy: '36',
  warning: '33',
  faint: '2',
  strong: '1',
  chosen: '7',
  alarm: '7;1;31',
  command: '1',
  keyword: '36',
  string: '32',
  number: '33',
  variable: '35',
  comment: '2',
  matched: '4',
  unmatched: '7',
  red: '31',
  green: '32',
  yellow: '33',
  blue: '34',
  magenta: '35',
  cyan: '36',
  grey: '90',
}

/** Parameters from here on are colours. */
const firstColour = 30

/** The look that a terminal's environment asks for: NO_COLOR, TERM=dumb, and the character set of its locale. */
export function themeFor(env: Readonly<Record<string, string | undefined>>, platform: string): Theme {
  const locale = env['LC_ALL'] || env['LC_CTYPE'] || env['LANG'] || ''
  const isUtf8 = platform === 'win32' || /utf-?8/i.test(locale)
  const hasColour = (env['NO_COLOR'] ?? '') === ''
  const isDumb = env['TERM'] === 'dumb'
  return {
    glyphs: isUtf8 ? unicode : ascii,
    paint(tone, text) {
      if (tone === 'plain' || text === '' || isDumb) return text
      const parameters = colours[tone].split(';').filter((each) => hasColour || Number(each) < firstColour)
      if (parameters.length === 0) return text
      return `${parameters.map((each) => `\x1b[${each}m`).join('')}${text}\x1b[0m`
    },
  }
}
