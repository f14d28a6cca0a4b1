/**
 * Completes what is typed: after a short pause by itself, and at once when the user asks. Answers that come late never
 * take the place of newer ones, and nobody waits for one.
 */
import type { CommandContext, CommandDeclaration } from '../../commands/command.ts'
import { failureOf } from '../../core/failure.ts'
import { loginKey, type SessionSpec } from '../../core/session.ts'
import type { State } from '../../core/state.ts'
import type { Dictionary, DictionaryReader } from '../../engine/door.ts'
import { dictionaryCandidates } from './dictionary-candidates.ts'
import { readerFor } from './dictionary-reader.ts'
import type { Editor } from './editor.ts'
import { type Candidate, filtered, openPopup, type Popup } from './popup.ts'
import { type PromptPlace, promptPlace } from './prompt-place.ts'

export interface Completer {
  /** The prompt was typed into: what is shown is filtered, and asked for anew after a pause. */
  typed(): void
  /** The user wants it now; the only candidate is taken at once. */
  ask(): void
  /** What is shown stays as it is: the user chooses. */
  settle(): void
  /** Nothing is shown, and nothing will be that was asked for before. */
  close(): void
}

export interface CompleterParts {
  readonly dictionary: Dictionary
  readonly commands: readonly CommandDeclaration[]
  readonly sessions: readonly SessionSpec[]
  readonly state: State
  /** Milliseconds for which nothing is typed before candidates show by themselves. */
  readonly pause?: number
  readonly context: () => CommandContext
  readonly editor: () => Editor
  readonly popup: () => Popup | undefined
  /** Shows the candidates, or none. */
  readonly show: (popup: Popup | undefined) => void
  /** Takes a candidate in place of the text from an offset to the cursor. */
  readonly take: (from: number, candidate: Candidate) => void
  readonly say: (message: string) => void
}

const usualPause = 120

/** Characters of a prompt that is read by itself after each pause: reading more would be felt in the keys. */
const longestPrompt = 20_000

/** So many characters of a word of a statement's start are typed before something shows by itself. */
const leastOpening = 2

export function createCompleter(parts: CompleterParts): Completer {
  const { dictionary, commands, sessions, state, context, editor, popup, show, take, say } = parts
  const { pause = usualPause } = parts
  let timer: NodeJS.Timeout | undefined
  /** Counts what was asked: the answer to an earlier question is stale. */
  let question = 0
  /** Logins of which it was said that their dictionary cannot be read. */
  const told = new Set<string>()

  const placeNow = (isWanted: boolean): PromptPlace | undefined => {
    const { text, cursor, search } = editor()
    return search || (!isWanted && text.length > longestPrompt)
      ? undefined
      : promptPlace(text, cursor, commands, context)
  }

  function reader(): DictionaryReader | undefined {
    const { settings, known } = context()
    return readerFor(settings.target, known, sessions)
  }

  async function look(isWanted: boolean): Promise<void> {
    clearTimeout(timer)
    const mine = ++question
    const place = placeNow(isWanted)
    if (!place || (!isWanted && !isWorthShowing(place, editor().text))) {
      if (isWanted) say('nothing to complete here')
      return show(undefined)
    }
    if (place.knows === 'candidates') return offer(place, place.candidates, isWanted)
    const from = reader()
    if (!from) return show(undefined)
    if (!isOpen(state, from)) {
      if (isWanted) say('names are known once a session of that login is open: run something first')
      return show(undefined)
    }
    try {
      const candidates = await dictionaryCandidates(place.place, dictionary, from, place.anyObject)
      if (mine === question) offer(place, candidates, isWanted)
    } catch (error) {
      if (mine === question) show(undefined)
      tellOnce(from, failureOf(error).message, isWanted)
    }
  }

  function offer(place: PromptPlace, candidates: readonly Candidate[], isWanted: boolean): void {
    const isOpening = isAtStart(place) && !isWanted
    const fit = isOpening ? candidates.filter(({ text }) => beginsWith(text, place.typed)) : candidates
    const isChosen = isWanted || popup()?.chosen !== undefined
    const next = openPopup(fit, place.from, place.typed, isChosen)
    const [only, ...others] = next?.shown ?? []
    if (isWanted && only && others.length === 0) {
      show(undefined)
      take(place.from, only)
      return
    }
    if (isWanted && !next) say('nothing to complete here')
    show(next)
  }

  function tellOnce({ login }: DictionaryReader, why: string, isWanted: boolean): void {
    const key = loginKey(login)
    if (told.has(key) && !isWanted) return
    told.add(key)
    say(`tables and columns are not known: ${why}`)
  }

  return {
    typed() {
      clearTimeout(timer)
      question++
      const shown = popup()
      if (shown) {
        const place = placeNow(false)
        show(place?.from === shown.from ? filtered(shown, place.typed) : undefined)
      }
      timer = setTimeout(() => void look(false), pause)
      timer.unref()
    },
    ask: () => void look(true),
    settle() {
      clearTimeout(timer)
      question++
    },
    close() {
      clearTimeout(timer)
      question++
      if (popup()) show(undefined)
    },
  }
}

/** Nothing pops up before anything is typed, but behind a dot. */
function isWorthShowing(place: PromptPlace, text: string): boolean {
  const { from, typed, knows } = place
  if (typed.length === 0) return knows === 'place' && text[from - 1] === '.'
  return !isAtStart(place) || typed.length >= leastOpening
}

const isAtStart = (place: PromptPlace): boolean => place.knows === 'candidates' && place.isStart === true

const beginsWith = (text: string, typed: string): boolean =>
  text.toLowerCase().startsWith(typed.toLowerCase())

/** A login whose password nobody has given is not asked for one while somebody types. */
const isOpen = (state: State, { login }: DictionaryReader): boolean =>
  [...state.sessions.values()].some(
    ({ spec, phase }) =>
      loginKey(spec.login) === loginKey(login) &&
      (phase.name === 'idle' || phase.name === 'busy' || phase.name === 'ending'),
  )
