import type { Key } from 'ink'
import { expect, test } from 'vitest'
import { cleanPaste, keystrokesOf } from '../../../src/ui/screen/keystroke.ts'

const noKey: Key = {
  ...{
    upArrow: false,
    downArrow: false,
    leftArrow: false,
    rightArrow: false,
    pageDown: false,
    pageUp: false,
  },
  ...{ home: false, end: false, return: false, escape: false, ctrl: false, shift: false, tab: false },
  ...{
    backspace: false,
    delete: false,
    meta: false,
    super: false,
    hyper: false,
    capsLock: false,
    numLock: false,
  },
}

const names = (input: string, key: Partial<Key> = {}): string[] =>
  keystrokesOf(input, { ...noKey, ...key }).map(({ key: name, text }) => text ?? name)

test.each<[string, Partial<Key>, string]>([
  ['', { upArrow: true }, 'up'],
  ['', { leftArrow: true, ctrl: true }, 'ctrl-left'],
  ['', { return: true }, 'enter'],
  ['', { return: true, meta: true }, 'alt-enter'],
  ['', { tab: true, shift: true }, 'shift-tab'],
  ['', { escape: true, meta: true }, 'escape'],
  ['c', { ctrl: true }, 'ctrl-c'],
  ['b', { meta: true }, 'alt-b'],
  ['_', { ctrl: true }, 'ctrl-_'],
  ['', { home: true, ctrl: true }, 'ctrl-home'],
  ['A', { shift: true }, 'A'],
])('%j with %j is the key %s', (input, key, name) => {
  expect(names(input, key)).toEqual([name])
})

test('a chunk of fast typing is cut into keys, and no Enter is lost', () => {
  expect(names('ab\rc\x17d\te\x7f')).toEqual(['a', 'b', 'enter', 'c', 'ctrl-w', 'd', 'tab', 'e', 'backspace'])
  expect(names('a\x1fb')).toEqual(['a', 'ctrl-_', 'b'])
  expect(names('👍🏽x')).toEqual(['👍🏽', 'x'])
})

test('a key that is let go is no key', () => {
  expect(names('a', { eventType: 'release' })).toEqual([])
})

test('a paste has line ends of one kind and none at its end', () => {
  expect(cleanPaste('select 1\r\nfrom dual;\r\n\r\n')).toBe('select 1\nfrom dual;')
})
