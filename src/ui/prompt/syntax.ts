/**
 * What the parts of the prompt's text are, for their colours, and which parentheses belong together. It remembers what
 * it has read: a changed text is read again from shortly before the change, and no farther than is asked for.
 */
import type { CommandDeclaration } from '../../commands/command.ts'
import { findCommand } from '../../commands/registry.ts'
import { isKeyword } from '../../language/keywords.ts'
import { codeTokens, isCode, isSign, type Token, type TokenType, tokenAt } from '../../language/lexer.ts'
import { formOf } from '../../language/opener.ts'
import { type PasswordSpan, passwordSpans } from '../../language/password.ts'
import type { Tone } from '../frame/theme.ts'
import { lineEnd, lineStart } from './boundaries.ts'

/** A part of the text with the tone in which it is shown. */
export interface Span {
  readonly start: number
  readonly end: number
  readonly tone: Tone
}

export interface Syntax {
  /** What is not plain between two offsets, in order. */
  spans(text: string, from: number, to: number): readonly Span[]
  /** The parenthesis under the cursor, else the one before it, and its partner. */
  parentheses(text: string, cursor: number): readonly Span[]
  /** Where passwords stand. */
  passwords(text: string): readonly PasswordSpan[]
  /** How many tokens have been read in all. */
  tokensRead(): number
}

/** What is known between two tokens. */
interface State {
  /** Everything before is read. */
  readonly offset: number
  /** Text up to here has decided it: a change behind it changes nothing. */
  readonly reach: number
  /** Whether a statement or command begins next, or which kind of statement goes on. */
  readonly inside: 'nothing' | 'sql' | 'unit'
  /** The innermost parenthesis that is open. */
  readonly open: Open | undefined
}

interface Open {
  readonly offset: number
  readonly outer: Open | undefined
}

interface Step {
  readonly token: Token
  readonly tone: Tone
  readonly before: State
  readonly after: State
}

const nothingRead: State = { offset: 0, reach: 0, inside: 'nothing', open: undefined }

/** Tokens between two states that are remembered. */
const stride = 32

/** How far a token can look beyond the start of the next one: the `+1` of `1e+1`, and one more. */
const lookahead = 4

/** `formOf` looks at so many tokens. */
const openingLength = 8

/** Tokens behind an opening parenthesis among which its partner is looked for. */
const farthestPartner = 2_000

const tones: Readonly<Record<TokenType, Tone>> = {
  word: 'plain',
  'quoted name': 'plain',
  string: 'string',
  number: 'number',
  bind: 'variable',
  variable: 'variable',
  comment: 'comment',
  hint: 'comment',
  operator: 'plain',
}

export function createSyntax(commands: readonly CommandDeclaration[]): Syntax {
  let known = ''
  /** States every `stride` tokens, in their order, of what has been read of `known`. */
  let states: State[] = [nothingRead]
  let count = 0
  let passwords: { readonly text: string; readonly spans: readonly PasswordSpan[] } = { text: '', spans: [] }

  function use(text: string): void {
    if (text === known) return
    const same = commonLength(known, text)
    states = states.filter(({ reach }) => reach <= same)
    if (states.length === 0) states = [nothingRead]
    known = text
  }

  /** Steps from the last remembered state before an offset on. */
  function* stepsFrom(text: string, offset: number): Generator<Step> {
    use(text)
    let state = states.findLast((each) => each.offset <= offset) ?? nothingRead
    for (let since = 0; ; since++) {
      const last = states.at(-1)
      if (since >= stride && last && state.offset > last.offset) {
        states.push(state)
        since = 0
      }
      const step = stepAfter(text, state, commands)
      if (!step) return
      count++
      yield step
      state = step.after
    }
  }

  /** The step whose token begins at an offset; undefined when none does. */
  function stepAt(text: string, offset: number): Step | undefined {
    for (const step of stepsFrom(text, offset))
      if (step.token.start >= offset) return step.token.start === offset ? step : undefined
    return undefined
  }

  function partnerOf(text: string, { token, before, after }: Step): number | undefined | 'far' {
    if (isSign(token, ')')) return before.open?.offset
    let left = farthestPartner
    let state = after
    for (let step = stepAfter(text, state, commands); step; step = stepAfter(text, state, commands)) {
      count++
      if (--left === 0) return 'far'
      if (isSign(step.token, ')') && step.before.open?.offset === token.start) return step.token.start
      state = step.after
      if (state.open === undefined) return undefined
    }
    return undefined
  }

  return {
    spans(text, from, to) {
      const found: Span[] = []
      for (const { token, tone } of stepsFrom(text, from)) {
        if (token.start >= to) break
        if (tone !== 'plain' && token.end > from) found.push({ start: token.start, end: token.end, tone })
      }
      return found
    },
    parentheses(text, cursor) {
      for (const offset of [cursor, cursor - 1]) {
        if (text[offset] !== '(' && text[offset] !== ')') continue
        const step = stepAt(text, offset)
        if (step?.token.type !== 'operator') continue
        const partner = partnerOf(text, step)
        if (partner === 'far') return []
        const tone: Tone = partner === undefined ? 'unmatched' : 'matched'
        return [offset, ...(partner === undefined ? [] : [partner])].map((start) => ({
          ...{ start, end: start + 1, tone },
        }))
      }
      return []
    },
    passwords(text) {
      if (text !== passwords.text) passwords = { text, spans: passwordSpans(text) }
      return passwords.spans
    },
    tokensRead: () => count,
  }
}

/** The next token and what is known behind it; undefined at the end of the text. */
function stepAfter(text: string, before: State, commands: readonly CommandDeclaration[]): Step | undefined {
  const token = tokenAt(text, before.offset)
  if (!token) return undefined
  const begins = before.inside === 'nothing' && isCode(token) && !isSign(token, ';')
  const command = begins ? commandEnd(text, token, commands) : undefined
  if (command !== undefined) {
    const after = { ...before, offset: command, reach: Math.max(before.reach, command + lookahead) }
    return { token, tone: 'command', before, after }
  }
  const tone = token.type === 'word' && isKeyword(token.text) ? 'keyword' : tones[token.type]
  const opening = begins ? readOpening(text, token, commands) : { inside: before.inside, reach: 0 }
  const ends = endsStatement(text, token, opening.inside)
  const after: State = {
    offset: token.end,
    reach: Math.max(before.reach, opening.reach, nextStart(text, token.end) + lookahead),
    inside: ends ? 'nothing' : opening.inside,
    open: openAfter(before.open, token, ends),
  }
  return { token, tone, before, after }
}

/** Where the line of a command ends; undefined when a token begins none. */
function commandEnd(
  text: string,
  { type, text: word, start, end }: Token,
  commands: readonly CommandDeclaration[],
): number | undefined {
  if (type !== 'word' || text[end] === '.' || !findCommand(word, commands)) return undefined
  const line = text.slice(start, lineEnd(text, start))
  // ROLLBACK TO goes to the server, as the prompt reads it.
  return /^rollback\b.*\bto\b/i.test(line) ? undefined : start + line.length
}

/** What the first token of a statement says about its end. */
function readOpening(
  text: string,
  { start, text: word }: Token,
  commands: readonly CommandDeclaration[],
): Pick<State, 'inside' | 'reach'> {
  const opening = codeTokens(text, openingLength, start)
  const last = opening.at(-1)
  const isWhole = last && opening.length === openingLength
  const line = findCommand(word, commands) ? lineEnd(text, start) : 0
  const reach = isWhole ? Math.max(line, nextStart(text, last.end)) + lookahead : text.length + 1
  return { inside: formOf(text, start) === 'sql' ? 'sql' : 'unit', reach }
}

function endsStatement(text: string, token: Token, inside: State['inside']): boolean {
  if (isSign(token, ';')) return inside !== 'unit'
  if (!isSign(token, '/')) return false
  return text.slice(lineStart(text, token.start), lineEnd(text, token.start)).trim() === '/'
}

/** No parenthesis goes on behind a semicolon. */
function openAfter(open: Open | undefined, token: Token, ends: boolean): Open | undefined {
  if (ends || isSign(token, ';')) return undefined
  if (isSign(token, '(')) return { offset: token.start, outer: open }
  return isSign(token, ')') ? open?.outer : open
}

function nextStart(text: string, offset: number): number {
  let at = offset
  while (at < text.length && /\s/.test(text[at] ?? '')) at++
  return at
}

/** How many characters two texts have in common at their start. */
function commonLength(one: string, other: string): number {
  const length = Math.min(one.length, other.length)
  const block = 4096
  let at = 0
  while (at + block <= length && one.slice(at, at + block) === other.slice(at, at + block)) at += block
  while (at < length && one.charCodeAt(at) === other.charCodeAt(at)) at++
  return at
}
