/**
 * How a terminal is asked to ring or to show a notice. Neither shows or moves anything on the screen. tmux passes
 * notices on only with `set -g allow-passthrough on`; the bell it always hears.
 */
import { visible } from '../../core/visible.ts'

type Environment = Readonly<Record<string, string | undefined>>

export const bell = '\x07'

/** Longer than any notice shows. */
const longest = 200

/**
 * A notice by OSC 9 (iTerm2's, "Post a notification") or by OSC 777 (rxvt-unicode's and VTE's `notify`): the one that
 * the terminal is known to have, both where it is not known.
 */
export function noticeSequence(text: string, env: Environment): string {
  // A semicolon would begin another part, and a number before one is a command of ConEmu's.
  const safe = visible(text).slice(0, longest).replaceAll(';', ',')
  const plain = `\x1b]9;multisession: ${safe}\x07`
  const titled = `\x1b]777;notify;multisession;${safe}\x07`
  const sequences = knows9(env) ? [plain] : knows777(env) ? [titled] : [plain, titled]
  return sequences.map((sequence) => (env['TMUX'] ? passedOn(sequence) : sequence)).join('')
}

const knows9 = ({ TERM_PROGRAM: program = '', TERM: term = '', WT_SESSION: windows }: Environment): boolean =>
  /^(iTerm\.app|WezTerm|ghostty)$/i.test(program) || /kitty|ghostty/.test(term) || Boolean(windows)

const knows777 = ({ VTE_VERSION: vte, TERM: term = '' }: Environment): boolean =>
  Boolean(vte) || /^(foot|rxvt)/.test(term)

/** For the terminal that tmux stands in. */
const passedOn = (sequence: string): string => `\x1bPtmux;${sequence.replaceAll('\x1b', '\x1b\x1b')}\x1b\\`
