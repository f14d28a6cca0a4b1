/**
 * The rows of every list, filtered and sorted as the user wants them, kept up to date by the events that touch them. A
 * list as it came costs nothing; any other is built a slice at a time.
 */
import type { Key } from '../../core/apply.ts'
import type { State } from '../../core/state.ts'
import { readFilter } from './filter.ts'
import { jobList, jobSource } from './job-list.ts'
import type { ListView, RowSource, Rows } from './list-view.ts'
import type { ListName, Stand } from './live-view.ts'
import { createRowOrder, type Rank, type RowOrder } from './row-order.ts'
import { sessionList, sessionSource } from './session-list.ts'
import { taskList, taskSource } from './task-list.ts'

/** Lists whose rows are folded from events; the log is one of events themselves. */
export type StateListName = Exclude<ListName, 'log'>

export interface Lists {
  /** An event has touched these. */
  heed(keys: readonly Key[]): void
  /** The rows as the list stands; `job` is the one whose tasks are meant. Reads a slice more of a list that is being built. */
  rows(name: StateListName, stand: Stand, job?: number): Rows
}

/** Rows looked at in one go: a few milliseconds of work. */
const sliceSize = 2_000

export const listViews = { sessions: sessionList, jobs: jobList, tasks: taskList } as const

/** What the rows were ordered by, and the rows. */
interface Built {
  readonly signature: string
  readonly source: RowSource
  readonly moves: number
  readonly order: RowOrder | undefined
}

/** Lists over a state; `heed` must hear of every event folded into it. */
export function createLists(state: State): Lists {
  const built = new Map<StateListName, Built>()

  const sourceOf = (name: StateListName, job: number | undefined): RowSource => {
    if (name === 'sessions') return sessionSource(state)
    return name === 'jobs' ? jobSource(state) : taskSource(state, job)
  }

  function build(name: StateListName, stand: Stand, job: number | undefined): Built {
    const { filter, sort, isReversed } = stand
    const signature = JSON.stringify([filter, sort, isReversed, name === 'tasks' ? job : ''])
    const before = built.get(name)
    if (before?.signature === signature && before.moves === before.source.moves) return before
    const source = sourceOf(name, job)
    const isPlain = readFilter(filter) === undefined && sort === undefined && !isReversed
    const view = listViews[name] as ListView<unknown>
    const order = isPlain
      ? undefined
      : createRowOrder(() => source.total, ranker(view, source, stand, state), isReversed)
    const now = { signature, source, moves: source.moves, order }
    built.set(name, now)
    return now
  }

  return {
    heed(keys) {
      for (const { source, order } of built.values()) {
        if (!order) continue
        for (const key of keys) {
          const index = source.touchedBy(key)
          if (index !== undefined) order.touch(index)
        }
      }
    },
    rows(name, stand, job) {
      const { source, order } = build(name, stand, job)
      if (order) order.takeIn(sliceSize)
      const { total } = source
      if (!order)
        return {
          ...{ length: total, total, unread: 0, placeOf: source.indexOf },
          at: (place) => (place >= 0 && place < total ? source.keyAt(place) : undefined),
        }
      return {
        ...{ length: order.length, total, unread: total - order.taken },
        at(place) {
          const index = order.at(place)
          return index === undefined ? undefined : source.keyAt(index)
        },
        placeOf(key) {
          const index = source.indexOf(key)
          return index < 0 ? -1 : order.placeOf(index)
        },
      }
    },
  }
}

/** The rank of a row by the column it is sorted by; none when the filter keeps it out. */
function ranker<Row>(
  view: ListView<Row>,
  source: RowSource,
  { filter, sort }: Stand,
  state: State,
): (index: number) => Rank | undefined {
  const passes = readFilter(filter)
  const { rank } = view.columns.find(({ title }) => title === sort) ?? {}
  return (index) => {
    const row = view.rowOf(source.keyAt(index), state)
    if (row === undefined || (passes && !passes(view.traits(row, state)))) return undefined
    return rank ? rank(row, state) : index
  }
}
