/**
 * Every key of the shell, where it acts and what it does. Hints and help are read from here, so they cannot be wrong.
 */

import { liveBindings } from '../live/live-keys.ts'
import type { PlainEdit } from '../prompt/editor.ts'
import type { Place, View } from '../view.ts'
import type { Action, Binding, Step } from './action.ts'

type Extras = Pick<Binding, 'hint' | 'disabled'>

const bind = (
  place: Place,
  keys: string,
  shown: string,
  action: Action,
  summary: string,
  extras: Extras = {},
): Binding => ({ keys: keys.split(' '), shown, place, action, summary, ...extras })

const edits = (keys: string, shown: string, type: PlainEdit, summary: string) =>
  bind('prompt', keys, shown, { type: 'edit', change: { type } }, summary)

const searches = (keys: string, shown: string, type: PlainEdit, summary: string, hint: string) =>
  bind('search', keys, shown, { type: 'edit', change: { type } }, summary, { hint })

const selects = (key: string, shown: string, direction: -1 | 1, step: Step, summary: string) =>
  bind('grid', key, shown, { type: 'select', direction, step }, summary, { disabled: needsRow })

const scrolls = (key: string, shown: string, direction: -1 | 1, step: Step, summary: string) =>
  bind('page', key, shown, { type: 'scroll', direction, step }, summary)

const pans = (key: string, shown: string, direction: -1 | 1, summary: string) =>
  bind('page', key, shown, { type: 'scroll sideways', direction }, summary)

function needsRow(view: View): string | undefined {
  if (view.selected || view.live.shown !== 'overview') return undefined
  return 'no task yet: type a statement and end it with ;'
}

const needsAnswer = (view: View): string | undefined =>
  view.page === 'answer' ? undefined : 'this is no answer: 6 shows that of the selected row'

const showKeys: Action = { type: 'show keys' }

export const bindings: readonly Binding[] = [
  bind('question', 'y Y', 'y', { type: 'agree' }, 'yes', { hint: 'yes' }),
  bind('question', 'ctrl-c', 'Ctrl-C', { type: 'interrupt' }, 'yes when Ctrl-C asked, else no'),
  bind('question', 'n N enter escape', 'n', { type: 'decline' }, 'no', { hint: 'no' }),

  bind('number', 'enter', 'Enter', { type: 'agree' }, 'run it if the number is right, else nothing', {
    hint: 'run',
  }),
  bind('number', 'escape n N ctrl-c', 'Esc', { type: 'decline' }, 'run nothing', { hint: 'no' }),
  bind('number', 'backspace', 'Backspace', { type: 'erase' }, 'erase the last digit'),
  ...[...'0123456789'].map((digit) =>
    bind('number', digit, digit, { type: 'digit', digit }, `type ${digit}`),
  ),

  bind('password', 'enter', 'Enter', { type: 'agree' }, 'log in with it', { hint: 'log in' }),
  bind('password', 'escape ctrl-c', 'Esc', { type: 'decline' }, 'give none: the session stays closed', {
    hint: 'none',
  }),
  bind('password', 'backspace', 'Backspace', { type: 'erase' }, 'erase the last character'),

  bind(
    'grid',
    'enter',
    'Enter',
    { type: 'enter row' },
    'show the answer of the selected row in full; of a job in the view of jobs its tasks',
    {
      hint: 'answer',
      disabled: needsRow,
    },
  ),
  selects('up', 'Up', -1, 'line', 'select the row above'),
  selects('down', 'Down', 1, 'line', 'select the row below'),
  selects('pageup', 'PgUp', -1, 'page', 'a page up'),
  selects('pagedown', 'PgDn', 1, 'page', 'a page down'),
  selects('left', 'Left', -1, 'cell', 'in the grid the cell before'),
  selects('right', 'Right', 1, 'cell', 'in the grid the cell after'),
  selects('home', 'Home', -1, 'end', 'the first row'),
  selects('end', 'End', 1, 'end', 'the last row'),
  bind('grid', '?', '?', showKeys, 'these keys', { hint: 'keys' }),

  ...liveBindings,

  bind('page', 'escape enter', 'Esc', { type: 'back' }, 'back to the rows', { hint: 'back' }),
  scrolls('up', 'Up', -1, 'line', 'a line up'),
  scrolls('down', 'Down', 1, 'line', 'a line down'),
  scrolls('pageup', 'PgUp', -1, 'page', 'a page up'),
  scrolls('pagedown', 'PgDn', 1, 'page', 'a page down'),
  scrolls('home', 'Home', -1, 'end', 'to the top'),
  scrolls('end', 'End', 1, 'end', 'to the end'),
  pans('left', 'Left', -1, 'see what is left of the screen'),
  pans('right', 'Right', 1, 'see what is right of the screen'),
  bind(
    'page',
    ']',
    ']',
    { type: 'turn part', direction: 1 },
    'the next part of the answer: rows, columns, output, error, SQL',
    {
      hint: 'part',
      disabled: needsAnswer,
    },
  ),
  bind('page', '[', '[', { type: 'turn part', direction: -1 }, 'the part before', { disabled: needsAnswer }),
  bind(
    'page',
    '\\',
    '\\',
    { type: 'switch record' },
    'rows as a table, or one under the other and a page for each',
    {
      hint: 'records',
      disabled: needsAnswer,
    },
  ),
  bind('reading', 'y', 'y', { type: 'copy' }, 'copy it all into the clipboard of the terminal', {
    hint: 'copy',
  }),
  bind('reading', 'x', 'x', { type: 'switch record' }, 'the same', { disabled: needsAnswer }),
  bind('page', '?', '?', showKeys, 'these keys', { hint: 'keys' }),

  searches('enter escape', 'Enter', 'take found', 'take it into the prompt; runs nothing', 'take'),
  searches('ctrl-r', 'Ctrl-R', 'search older', 'an older one that holds it', 'older'),
  searches('ctrl-s', 'Ctrl-S', 'search newer', 'a newer one', 'newer'),
  searches('backspace', 'Backspace', 'delete back', 'search for a character less', 'less'),
  searches('ctrl-g ctrl-c', 'Ctrl-G', 'give back', 'end the search; the prompt is as it was', 'give up'),

  bind('chosen', 'enter', 'Enter', { type: 'take' }, 'take what is chosen', { hint: 'take' }),
  bind('chosen', 'up', 'Up', { type: 'choose', direction: -1 }, 'choose the one above'),
  bind('chosen', 'down', 'Down', { type: 'choose', direction: 1 }, 'choose the one below'),
  bind('popup', 'tab', 'Tab', { type: 'choose', direction: 1 }, 'choose the next, or take the only one', {
    hint: 'choose',
  }),
  bind('popup', 'shift-tab', 'Shift-Tab', { type: 'choose', direction: -1 }, 'choose the one before'),
  bind('popup', 'escape', 'Esc', { type: 'close popup' }, 'close the list', { hint: 'close' }),
  bind('typing', 'tab', 'Tab', { type: 'complete' }, 'complete what is typed', { hint: 'complete' }),

  bind('prompt', 'enter', 'Enter', { type: 'enter' }, 'run what is complete, else begin a new line', {
    hint: 'run',
  }),
  edits('alt-enter', 'Alt-Enter', 'break line', 'begin a new line'),
  edits('left ctrl-b', 'Left', 'left', 'a character left'),
  edits('right ctrl-f', 'Right', 'right', 'a character right'),
  edits('alt-b ctrl-left alt-left', 'Alt-B', 'word left', 'a word left'),
  edits('alt-f ctrl-right alt-right', 'Alt-F', 'word right', 'a word right'),
  edits('ctrl-a home', 'Ctrl-A', 'line start', 'to the start of the line'),
  edits('ctrl-e end', 'Ctrl-E', 'line end', 'to the end of the line'),
  edits('ctrl-home alt-<', 'Ctrl-Home', 'text start', 'to the start of the text'),
  edits('ctrl-end alt->', 'Ctrl-End', 'text end', 'to the end of the text'),
  edits('up', 'Up', 'up', 'a line up, then the statement before'),
  edits('down', 'Down', 'down', 'a line down, then the statement after'),
  edits('ctrl-p', 'Ctrl-P', 'earlier', 'the statement before'),
  edits('ctrl-n', 'Ctrl-N', 'later', 'the statement after'),
  edits('ctrl-r', 'Ctrl-R', 'search older', 'search in what was typed before'),
  edits('backspace', 'Backspace', 'delete back', 'delete the character before'),
  edits('delete', 'Del', 'delete forward', 'delete the character under the cursor'),
  edits('ctrl-k', 'Ctrl-K', 'kill to end', 'cut to the end of the line'),
  edits('ctrl-u', 'Ctrl-U', 'kill to start', 'cut to the start of the line'),
  edits('ctrl-w', 'Ctrl-W', 'kill blank word back', 'cut back to the blank before'),
  edits('alt-backspace', 'Alt-Bksp', 'kill word back', 'cut the word before'),
  edits('alt-d ctrl-delete', 'Alt-D', 'kill word forward', 'cut the word after'),
  edits('ctrl-y', 'Ctrl-Y', 'yank', 'insert what was cut last'),
  edits('alt-y', 'Alt-Y', 'yank pop', 'instead of it what was cut before'),
  edits('ctrl-_ ctrl-x-ctrl-u', 'Ctrl-_', 'undo', 'take the last change back'),
  edits('alt-/', 'Alt-/', 'redo', 'make it again'),
  edits('ctrl-t', 'Ctrl-T', 'transpose', 'exchange the characters around the cursor'),
  edits('alt-u', 'Alt-U', 'upper case', 'the word in upper case'),
  edits('alt-l', 'Alt-L', 'lower case', 'the word in lower case'),
  edits('alt-c', 'Alt-C', 'capitalise', 'the word with a capital'),
  bind('prompt', 'ctrl-x-ctrl-e', 'Ctrl-X Ctrl-E', { type: 'edit outside' }, 'edit it in $VISUAL or $EDITOR'),

  bind('anywhere', 'tab shift-tab', 'Tab', { type: 'switch focus' }, 'switch between prompt and rows', {
    hint: 'rows/prompt',
  }),
  bind('anywhere', 'ctrl-o', 'Ctrl-O', { type: 'release' }, 'let a job go on that is held, after asking'),
  bind('anywhere', 'escape', 'Esc', { type: 'back' }, 'back to the rows and the prompt'),
  bind('anywhere', 'ctrl-l', 'Ctrl-L', { type: 'draw anew' }, 'draw the screen anew'),
  bind('anywhere', 'ctrl-z', 'Ctrl-Z', { type: 'stop' }, 'stop the program; fg continues it'),
  bind(
    'anywhere',
    'ctrl-c',
    'Ctrl-C',
    { type: 'interrupt' },
    'clear the prompt; when it is empty cancel what runs, after asking',
    { hint: 'cancel' },
  ),
  bind(
    'anywhere',
    'ctrl-d',
    'Ctrl-D',
    { type: 'end of input' },
    'quit when the prompt is empty, else delete under the cursor',
    { hint: 'quit' },
  ),
]

/** Keys that mean something together with the next one: `ctrl-x` `ctrl-e` is `ctrl-x-ctrl-e`. */
export const prefixes: readonly string[] = ['ctrl-x']

/** What a key means in the first of these places that binds it. */
export function findBinding(key: string, places: readonly Place[]): Binding | undefined {
  for (const place of places) {
    const found = bindings.find((binding) => binding.place === place && binding.keys.includes(key))
    if (found) return found
  }
  return undefined
}

/** The bindings that act in these places, the nearest place first; a key that a nearer place took is left out. */
export function bindingsIn(places: readonly Place[]): readonly Binding[] {
  return places
    .flatMap((place) => bindings.filter((binding) => binding.place === place))
    .filter((binding) => binding.keys.some((key) => findBinding(key, places) === binding))
}
