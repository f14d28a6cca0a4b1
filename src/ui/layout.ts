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
}

/** A view shares its lines with the answer where there are more than this. */
const roomyMiddle = 30

/** Shares out `rows` lines. Prompt first, then notice, head, title and hints; what is left belongs to the middle. */
export function layOut(rows: number, demand: Demand): Layout {
  let left = Math.max(1, rows)
  const take = (wanted: number): number => {
    const taken = Math.max(0, Math.min(left, wanted))
    left -= taken
    return taken
  }
  const prompt = take(Math.min(demand.prompt, Math.max(1, Math.floor(rows / 3))))
  const notice = take(1)
  const head = take(1)
  const isAlone = demand.page === 'grid' && demand.live !== undefined && left <= roomyMiddle
  const title = isAlone ? 0 : take(1)
  const hints = take(1)
  if (demand.page !== 'grid')
    return { head, sessions: 0, list: 0, live: 0, reading: left, title, notice, prompt, hints }
  if (demand.live !== undefined) {
    const live = take(isAlone ? left : Math.min(demand.live, Math.ceil(left * 0.65)))
    return { head, sessions: 0, list: 0, live, reading: left, title, notice, prompt, hints }
  }
  const middle = left
  const sessions = take(Math.min(demand.sessions, Math.max(3, Math.floor(middle / 4))))
  const list = take(Math.min(demand.list, Math.max(1, Math.ceil((middle - sessions) * 0.55))))
  return { head, sessions, list, live: 0, reading: left, title, notice, prompt, hints }
}
