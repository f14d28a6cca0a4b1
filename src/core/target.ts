/**
 * Target expressions: which sessions a job may use. Knows names only, neither connections nor logins.
 *
 * - `a,b` both; `x&y` in both; `x!y` in x and not in y; `!y` all but y. `!` and `&` bind tighter than `,` and are
 *   read from left to right; parentheses group.
 * - `hr*` and `emp?` stand for the sessions (not the groups) whose names match.
 * - `name:3` stands for three sessions like `name`: name#1, name#2, name#3.
 *
 * The order of the answer is the order in which sessions are first named. Case does not count.
 */
import { badRequest } from './failure.ts'
import { nearestName } from './nearest.ts'
import { numberedNames, type SessionName } from './session.ts'

/** The names a target may use, as saved and in their saved order. */
export interface KnownNames {
  readonly sessions: readonly SessionName[]
  readonly groups: ReadonlyMap<string, readonly SessionName[]>
}

/** `scott:3`: sessions to be made like `base`. */
export interface NumberedSessions {
  readonly base: SessionName
  readonly count: number
}

export interface ResolvedTarget {
  /** Distinct, in the order in which the target names them; never empty. */
  readonly sessions: readonly SessionName[]
  /** Every `name:N` of the target; for one that is named twice, the greater N. */
  readonly numbered: readonly NumberedSessions[]
}

/** More sessions alike than any sane limit of a database allows; guards against a slip of the finger. */
const maxNumbered = 1000

interface Sign {
  /** One of `, & ! ( ) :` or a name, possibly with `*` and `?`; empty at the end. */
  readonly text: string
  /** From 1, for people. */
  readonly position: number
}

/**
 * The sessions of a target.
 * @throws FailureError `bad request` for wrong syntax, unknown names, and a target without sessions
 */
export function resolveTarget(text: string, known: KnownNames): ResolvedTarget {
  const signs = signsOf(text)
  const numbered = new Map<SessionName, number>()
  let next = 0

  const peek = (): Sign => signs[next] ?? { text: '', position: text.length + 1 }
  const take = (): Sign => {
    const sign = peek()
    next += 1
    return sign
  }
  const refuse = (position: number, problem: string) =>
    badRequest(`target "${text}", position ${position}: ${problem}`)
  const expected = (what: string, got: Sign) =>
    refuse(got.position, `expected ${what}, got ${got.text === '' ? 'the end' : `"${got.text}"`}`)

  function union(): SessionName[] {
    let sessions = intersection()
    while (peek().text === ',') {
      take()
      sessions = distinct([...sessions, ...intersection()])
    }
    return sessions
  }

  function intersection(): SessionName[] {
    let sessions = operand()
    while (peek().text === '&' || peek().text === '!') {
      const isKept = take().text === '&'
      const others = new Set(operand())
      sessions = sessions.filter((session) => others.has(session) === isKept)
    }
    return sessions
  }

  function operand(): SessionName[] {
    const sign = take()
    if (sign.text === '!') {
      const others = new Set(operand())
      return known.sessions.filter((session) => !others.has(session))
    }
    if (sign.text === '(') {
      const sessions = union()
      const closing = take()
      if (closing.text !== ')') throw expected('")"', closing)
      return sessions
    }
    if (isOperator(sign.text) || sign.text === '') throw expected('a session or group', sign)
    return peek().text === ':' ? several(sign) : named(sign)
  }

  function several(sign: Sign): SessionName[] {
    take()
    const digits = take()
    const count = Number(digits.text)
    if (!/^\d+$/.test(digits.text) || count < 1 || count > maxNumbered) {
      throw expected(`a number from 1 to ${maxNumbered} after ":"`, digits)
    }
    const base = sessionOf(known, sign.text)
    if (base === undefined) {
      const isGroup = groupOf(known, sign.text) !== undefined || isGlob(sign.text)
      throw isGroup ? expected('the name of one session before ":"', sign) : unknown(sign)
    }
    numbered.set(base, Math.max(numbered.get(base) ?? 0, count))
    return numberedNames(base, count)
  }

  function named(sign: Sign): SessionName[] {
    if (isGlob(sign.text)) {
      const pattern = globPattern(sign.text)
      const sessions = known.sessions.filter((name) => pattern.test(name))
      if (sessions.length === 0) throw refuse(sign.position, `no session matches "${sign.text}"`)
      return sessions
    }
    const session = sessionOf(known, sign.text)
    const group = groupOf(known, sign.text)
    if (session !== undefined && group !== undefined) {
      throw refuse(sign.position, `"${sign.text}" is a session and a group; rename one of them`)
    }
    if (session !== undefined) return [session]
    if (group !== undefined) return distinct(group)
    throw unknown(sign)
  }

  function unknown(sign: Sign) {
    const nearest = nearestName(sign.text, [...known.sessions, ...known.groups.keys()])
    const hint = nearest
      ? `; did you mean "${nearest}"?`
      : known.sessions.length === 0
        ? '; none are known'
        : ''
    return refuse(sign.position, `expected a session or group, got "${sign.text}"${hint}`)
  }

  const sessions = union()
  if (peek().text !== '') throw expected('",", "&", "!" or the end', peek())
  if (sessions.length === 0) throw badRequest(`target "${text}" has no sessions: nothing would run`)
  return { sessions, numbered: [...numbered].map(([base, count]) => ({ base, count })) }
}

const word = /[^,&!():\s]+/g

/** The names and globs that a target is made of. */
export const wordsOf = (target: string): string[] => target.match(word) ?? []

/** The target with one name in place of another, wherever that stands by itself. */
export const renameInTarget = (target: string, from: string, to: string): string =>
  target.replace(word, (text) => (sameName(text, from) ? to : text))

const isOperator = (text: string): boolean => /^[,&!():]$/.test(text)

const isGlob = (text: string): boolean => /[*?]/.test(text)

const distinct = (names: readonly SessionName[]): SessionName[] => [...new Set(names)]

function signsOf(text: string): Sign[] {
  return [...text.matchAll(/[,&!():]|[^,&!():\s]+/g)].map((match) => ({
    text: match[0],
    position: match.index + 1,
  }))
}

function globPattern(glob: string): RegExp {
  const pattern = glob
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.')
  return new RegExp(`^${pattern}$`, 'isu')
}

const sameName = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase()

const sessionOf = (known: KnownNames, name: string): SessionName | undefined =>
  known.sessions.find((session) => sameName(session, name))

const groupOf = (known: KnownNames, name: string): readonly SessionName[] | undefined =>
  [...known.groups].find(([group]) => sameName(group, name))?.[1]
