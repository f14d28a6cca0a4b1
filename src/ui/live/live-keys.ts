/** The keys of the live part: its views, and what is done to its lists. The table of all keys takes them in. */
import type { Action, Binding, ListChange } from '../keys/action.ts'
import type { View } from '../view.ts'
import type { DeedName } from './deeds.ts'
import { type ListName, listOf } from './live-view.ts'
import { viewKeys } from './view-keys.ts'

const viewBindings = (place: 'grid' | 'page'): Binding[] =>
  viewKeys.map(({ key, name, summary }) => ({
    ...{ keys: [key], shown: key, place, summary: `${name}: ${summary}` },
    action: name === 'answer' ? { type: 'open answer' } : { type: 'show view', name },
    ...(key === '0' && { hint: 'to 7 views' }),
  }))

const needsList = (view: View): string | undefined =>
  listOf(view.live) === undefined ? 'the overview keeps its order: 1 to 7 show lists' : undefined

/** Why a list of that kind cannot do it. */
const notIn =
  (names: readonly ListName[], why: string) =>
  (view: View): string | undefined => {
    const list = listOf(view.live)
    return needsList(view) ?? (list !== undefined && names.includes(list) ? why : undefined)
  }

const changes = (
  keys: string,
  shown: string,
  change: ListChange,
  summary: string,
  extras: Partial<Binding> = {},
): Binding => ({
  ...{ keys: keys.split(','), shown, place: 'list', action: { type: 'change list', change }, summary },
  disabled: needsList,
  ...extras,
})

const deed = (key: string, name: DeedName, summary: string, hint?: string): Binding => ({
  ...{ keys: [key], shown: key, place: 'list', action: { type: 'deed', name }, summary },
  ...(hint !== undefined && { hint }),
})

const zooms = (key: string, direction: -1 | 0 | 1, summary: string): Binding => ({
  ...{ keys: [key], shown: key, place: 'list', action: { type: 'zoom', direction }, summary },
  disabled: (view) => (view.live.shown === 'timeline' ? undefined : `${key} is a key of the timeline, 4`),
})

const inLog = 'what happened stays in its order'

const filterKey = (
  keys: string,
  shown: string,
  change: ListChange,
  summary: string,
  hint?: string,
): Binding => ({
  ...{ keys: keys.split(' '), shown, place: 'filter', action: { type: 'change list', change }, summary },
  ...(hint !== undefined && { hint }),
})

const filterSelects = (key: string, shown: string, direction: -1 | 1, summary: string): Binding => {
  const action: Action = { type: 'select', direction, step: 'line' }
  return { keys: [key], shown, place: 'filter', action, summary }
}

export const liveBindings: readonly Binding[] = [
  ...viewBindings('grid'),
  ...viewBindings('page'),

  {
    keys: ['?'],
    shown: '?',
    place: 'list',
    action: { type: 'show keys' },
    summary: 'these keys',
    hint: 'keys',
  },
  changes('/', '/', 'filter', 'filter as you type: phase:failed, name:a, error:ORA-1, words, !not', {
    hint: 'filter',
  }),
  changes('s', 's', 'sort', 'sort by the next column', {
    hint: 'sort',
    disabled: notIn(['log'], inLog),
  }),
  changes('S', 'S', 'reverse', 'turn the order round', { disabled: notIn(['log'], inLog) }),
  changes('f', 'f', 'follow', 'follow: select the newest row as it comes', { hint: 'follow' }),
  changes(' ', 'Space', 'mark', 'mark the row, and go to the next', {
    hint: 'mark',
    disabled: notIn(['log'], 'events cannot be marked: nothing can be done to them'),
  }),
  changes('u', 'u', 'unmark', 'take away all marks'),

  deed('c', 'cancel', 'cancel what runs, skip what waits; asks', 'cancel'),
  deed('r', 'retry', 'run again what failed of the job; asks', 'retry'),
  deed('h', 'hold or release', 'hold the job: no further task starts; again: let it go on, asks', 'hold'),
  deed('k', 'commit', 'commit (keep) the open work; asks', 'commit'),
  deed('b', 'rollback', 'roll the open work back; asks', 'rollback'),
  deed('o', 'open or close', 'open the session; close it when it is idle', 'open/close'),
  deed('+', 'raise cap', 'cap: one more at once; the timeline: half as long'),
  deed('-', 'lower cap', 'cap: one less at once; the timeline: twice as long'),
  {
    keys: ['y'],
    shown: 'y',
    place: 'list',
    action: { type: 'copy' },
    summary: 'copy the SQL into the clipboard of the terminal',
  },
  zooms('=', 0, 'the timeline: all of the job'),

  filterKey('enter', 'Enter', 'keep filter', 'keep the filter', 'keep'),
  filterKey('escape ctrl-c', 'Esc', 'clear filter', 'show everything again', 'all'),
  filterKey('backspace', 'Backspace', 'erase filter', 'erase the last character'),
  filterKey('ctrl-u', 'Ctrl-U', 'empty filter', 'erase all of it'),
  filterSelects('up', 'Up', -1, 'the row above'),
  filterSelects('down', 'Down', 1, 'the row below'),
]
