/**
 * What the user sees of the live part: which view is shown, and where each list stands. Plain data; the rows themselves
 * come from the state.
 */

/** The views that take the middle of the screen. */
export type LiveName = 'overview' | 'sessions' | 'jobs' | 'tasks' | 'timeline' | 'grid' | 'log'

/** Lists with a selection, an order and a filter of their own; timeline and grid show the rows of such a list. */
export type ListName = 'sessions' | 'jobs' | 'tasks' | 'log'

/** What names a row for as long as it exists: a session's name, `3`, `3.1`, the number of an event. */
export type RowKey = string

/** Where a list stands. */
export interface Stand {
  /** Of sessions and events; jobs and tasks are selected for all views at once. */
  readonly selected?: RowKey
  readonly filter: string
  /** The title of the column it is sorted by; absent: as rows came. */
  readonly sort?: string | undefined
  readonly isReversed: boolean
  /** The newest row is selected as it comes. */
  readonly isFollowing: boolean
  readonly marks: ReadonlySet<RowKey>
}

export interface Live {
  readonly shown: LiveName
  readonly stands: Readonly<Record<ListName, Stand>>
  /** What is typed goes into the filter. */
  readonly isFiltering: boolean
  /** What the grid shows a cell of each of. */
  readonly cells: 'sessions' | 'tasks'
  /** Milliseconds that the timeline shows; absent: all of the job. */
  readonly span?: number
}

const plainStand: Stand = { filter: '', isReversed: false, isFollowing: false, marks: new Set() }

export const firstLive: Live = {
  shown: 'overview',
  stands: {
    ...{ sessions: plainStand, jobs: plainStand, tasks: plainStand },
    log: { ...plainStand, isFollowing: true },
  },
  isFiltering: false,
  cells: 'tasks',
}

/** The list whose rows a view shows; undefined for the overview, which mixes them. */
export function listOf({ shown, cells }: Live): ListName | undefined {
  switch (shown) {
    case 'overview':
      return undefined
    case 'timeline':
      return 'sessions'
    case 'grid':
      return cells
    default:
      return shown
  }
}

/** The live part with one list's stand changed. */
export const withStand = (live: Live, name: ListName, change: Partial<Stand>): Live => ({
  ...live,
  stands: { ...live.stands, [name]: { ...live.stands[name], ...change } },
})
