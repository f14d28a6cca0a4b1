/**
 * How the lines of the terminal are shared out between the parts of the screen. Together they are never more than the
 * terminal has.
 */

export interface Size {
  readonly columns: number
  readonly rows: number
}

export interface Layout {
  readonly head: number
  readonly sessions: number
  readonly list: number
  /** Lines of a view that takes the place of sessions and list, its title among them. */
  readonly live: number
  /** Lines of the answer, or of the text that is read; its title line comes on top. */
  readonly reading: number
  readonly title: number
  /** What the tour has to say. */
  readonly tour: number
  readonly notice: number
  readonly prompt: number
  readonly hints: number
}

export interface Demand {
  readonly page: 'grid' | 'answer' | 'text'
  readonly sessions: number
  readonly list: number
  /** Lines that a view would like to have which takes the place of sessions and list. */
  readonly live?: number
  readonly prompt: number
  /** Lines that the tour has to say. */
  readonly tour?: number
}

/** Lines that the prompt may take of `rows`. */
export const promptRoom = (rows: number): number => Math.max(1, Math.floor(rows / 3))

/** A view shares its lines with the answer where there are more than this, or where it leaves the answer so many. */
const roomyMiddle = 30
const leastReading = 6

/** Shares out `rows` lines. Prompt first, then notice, head, title and hints; what is left belongs to the middle. */
export function layOut(rows: number, demand: Demand): Layout {
  let left = Math.max(1, rows)
  const take = (wanted: number): number => {
    const taken = Math.max(0, Math.min(left, wanted))
    left -= taken
    return taken
  }
  const prompt = take(Math.min(demand.prompt, promptRoom(rows)))
  const tour = take(demand.tour ?? 0)
  const notice = take(1)
  const head = take(1)
  const isAlone = demand.page === 'grid' && isAloneIn(left, demand.live)
  const title = isAlone ? 0 : take(1)
  const hints = take(1)
  if (demand.page !== 'grid')
    return { head, sessions: 0, list: 0, live: 0, reading: left, title, tour, notice, prompt, hints }
  if (demand.live !== undefined) {
    const live = take(isAlone ? left : shareOf(left, demand.live))
    return { head, sessions: 0, list: 0, live, reading: left, title, tour, notice, prompt, hints }
  }
  const middle = left
  const sessions = take(Math.min(demand.sessions, Math.max(3, Math.floor(middle / 4))))
  const list = take(Math.min(demand.list, Math.max(1, Math.ceil((middle - sessions) * 0.55))))
  return { head, sessions, list, live: 0, reading: left, title, tour, notice, prompt, hints }
}

const isAloneIn = (lines: number, wanted: number | undefined): boolean =>
  wanted !== undefined && lines <= roomyMiddle && lines - wanted < leastReading + 2

/** A view of few rows takes no more than those; one of many leaves a third. */
const shareOf = (lines: number, wanted: number): number =>
  Math.min(wanted, Math.max(Math.ceil(lines * 0.65), lines - 12))
