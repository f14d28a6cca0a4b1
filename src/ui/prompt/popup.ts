/**
 * What could stand at the cursor, as a list that one chooses from: filtered by what is typed, its start before what merely
 * holds its letters in that order. Pure; where the candidates come from and how they are drawn stands elsewhere.
 */

/** Something that could stand there. */
export interface Candidate {
  readonly text: string
  /** What it is, in a few words. */
  readonly hint: string
}

export interface Popup {
  /** Offset in the prompt from which on a candidate takes the place of what is typed, up to the cursor. */
  readonly from: number
  readonly all: readonly Candidate[]
  /** Those that fit what is typed; never none. */
  readonly shown: readonly Candidate[]
  /** Index of the one that Enter takes; undefined: Enter does what it always does. */
  readonly chosen: number | undefined
}

/** Candidates that fit: those that begin so, then those with these letters in this order, each in the order given. */
export function fitting(all: readonly Candidate[], typed: string): readonly Candidate[] {
  const wanted = typed.toLowerCase()
  const begins = ({ text }: Candidate) => text.toLowerCase().startsWith(wanted)
  const rest = all.filter((each) => !begins(each) && holdsInOrder(each.text.toLowerCase(), wanted))
  const found = [...all.filter(begins), ...rest]
  // What is typed in full needs nobody to complete it.
  return found.length === 1 && found[0]?.text.toLowerCase() === wanted ? [] : found
}

/** A list of what fits; undefined when nothing does. `isWanted`: the user asked, and may take the first at once. */
export function openPopup(
  all: readonly Candidate[],
  from: number,
  typed: string,
  isWanted: boolean,
): Popup | undefined {
  const shown = fitting(all, typed)
  return shown.length === 0 ? undefined : { from, all, shown, chosen: isWanted ? 0 : undefined }
}

/** The same candidates for what is typed now. */
export const filtered = (popup: Popup, typed: string): Popup | undefined =>
  openPopup(popup.all, popup.from, typed, popup.chosen !== undefined)

/** The next (1) or the one before (-1), around the ends. */
export function chooseNext(popup: Popup, by: -1 | 1): Popup {
  const { shown, chosen } = popup
  const next = chosen === undefined ? (by > 0 ? 0 : shown.length - 1) : chosen + by
  return { ...popup, chosen: (next + shown.length) % shown.length }
}

/** The one that is taken now: the chosen one, or the only one. */
export const candidateOf = ({ shown, chosen }: Popup): Candidate | undefined =>
  chosen !== undefined ? shown[chosen] : shown.length === 1 ? shown[0] : undefined

function holdsInOrder(text: string, letters: string): boolean {
  let at = 0
  for (const letter of letters) {
    at = text.indexOf(letter, at) + 1
    if (at === 0) return false
  }
  return true
}
