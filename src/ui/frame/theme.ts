/**
 * How things look: signs and colours. A sign and a word always stand beside a colour, so that nothing is lost without
 * it; without UTF-8 the signs are ASCII.
 */
import type { Colour } from '../../core/session.ts'

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

/** A theme that heeds what a terminal says of its background. */
export interface AdaptableTheme extends Theme {
  /** Nobody has told what the background is, and colours depend on it. */
  readonly wantsBackground: boolean
  adapt(isLight: boolean): void
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

/** Characters that are not ASCII of which every terminal shows one in a cell. */
export const ownSigns: ReadonlySet<string> = new Set(Object.values(unicode).join('').replace(/[ -~]/g, ''))

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

type Painted = Exclude<Tone, 'plain'>

/**
 * SGR parameters (ECMA-48, 8.3.117): the terminal's own sixteen colours, which its user chose for its background, and
 * signs that are no colours: bold, faint, underlined, reversed. Of the blues the bright one: the other is lost on black.
 */
const ownColours: Readonly<Record<Painted, readonly string[]>> = {
  good: ['32'],
  bad: ['31'],
  busy: ['36'],
  warning: ['33'],
  faint: ['2'],
  strong: ['1'],
  chosen: ['7'],
  alarm: ['7', '1', '31'],
  command: ['1'],
  keyword: ['36'],
  string: ['32'],
  number: ['33'],
  variable: ['35'],
  comment: ['2'],
  matched: ['4'],
  unmatched: ['7'],
  red: ['31'],
  green: ['32'],
  yellow: ['33'],
  blue: ['94'],
  magenta: ['35'],
  cyan: ['36'],
  grey: ['90'],
}

/** On a light background the usual green, yellow and cyan are lost: darker ones of the fixed 256 stand in for them. */
const darker: Readonly<Record<string, string>> = { '32': '38;5;28', '33': '38;5;94', '36': '38;5;30' }

/** The SGR parameters of a tone on a background. */
export const sgrOf = (tone: Painted, isLight: boolean): readonly string[] =>
  isLight ? ownColours[tone].map((each) => darker[each] ?? each) : ownColours[tone]

/** Parameters from here on are colours. */
const firstColour = 30

/**
 * Whether the background is light, where that is known: by what the user says, or by what rxvt, Konsole and others tell
 * their programs, `foreground;background` among the sixteen.
 */
function isLightBackground(env: Readonly<Record<string, string | undefined>>): boolean | undefined {
  const said = env['MULTISESSION_BACKGROUND']?.toLowerCase()
  if (said === 'light' || said === 'dark') return said === 'light'
  const [, background] = /;(\d+)$/.exec(env['COLORFGBG'] ?? '') ?? []
  return background === undefined ? undefined : background === '7' || background === '15'
}

/** The look that a terminal's environment asks for: NO_COLOR, TERM=dumb, and the character set of its locale. */
export function themeFor(
  env: Readonly<Record<string, string | undefined>>,
  platform: string,
): AdaptableTheme {
  const locale = env['LC_ALL'] || env['LC_CTYPE'] || env['LANG'] || ''
  const isUtf8 = platform === 'win32' || /utf-?8/i.test(locale)
  const hasColour = (env['NO_COLOR'] ?? '') === ''
  const isDumb = env['TERM'] === 'dumb'
  const told = isLightBackground(env)
  let isLight = told ?? false
  return {
    glyphs: isUtf8 ? unicode : ascii,
    wantsBackground: told === undefined && hasColour && !isDumb,
    adapt(to) {
      isLight = to
    },
    paint(tone, text) {
      if (tone === 'plain' || text === '' || isDumb) return text
      const parameters = sgrOf(tone, isLight).filter(
        (each) => hasColour || Number.parseInt(each, 10) < firstColour,
      )
      if (parameters.length === 0) return text
      return `${parameters.map((each) => `\x1b[${each}m`).join('')}${text}\x1b[0m`
    },
  }
}
