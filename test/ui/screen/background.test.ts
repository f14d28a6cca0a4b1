import { describe, expect, test } from 'vitest'
import { createReplyReader } from '../../../src/ui/screen/background.ts'
import type { Keystroke } from '../../../src/ui/screen/keystroke.ts'

const typed = (text: string): Keystroke[] => [...text].map((each) => ({ key: 'text', text: each }))
const osc: Keystroke = { key: 'alt-]' }
const bell: Keystroke = { key: 'ctrl-g' }
const st: Keystroke = { key: 'alt-\\' }

/** The keys that come through, and what was heard of the background. */
function read(...chunks: readonly (readonly Keystroke[])[]) {
  const heard: boolean[] = []
  const reader = createReplyReader((isLight) => heard.push(isLight))
  const keys = chunks.flatMap((chunk) => reader.take(chunk))
  return { keys, heard }
}

describe('an answer', () => {
  test.each<[string, Keystroke, boolean]>([
    ['11;rgb:ffff/ffff/ffff', bell, true],
    ['11;rgb:fdfd/f6f6/e3e3', st, true],
    ['11;rgb:0000/2b2b/3636', bell, false],
    ['11;rgb:ff/ff/dd', st, true],
    ['11;rgba:1e1e/1e1e/1e1e/ffff', bell, false],
  ])('%s with its end tells the background and types nothing', (text, end, isLight) => {
    expect(read([osc, ...typed(text), end])).toEqual({ keys: [], heard: [isLight] })
  })

  test('may come in pieces, between keys', () => {
    const parts = [[...typed('a'), osc, ...typed('11;rg')], typed('b:ffff/ffff/ff'), [...typed('ff'), bell]]
    expect(read(...parts, typed('z'))).toEqual({ keys: [...typed('a'), ...typed('z')], heard: [true] })
  })
})

test.each([
  ['somebody types', [osc, ...typed('hello')]],
  ['something else is told', [osc, ...typed('52;c;aGk='), bell]],
  ['an answer is no colour', [osc, ...typed('11;rgb:'), bell]],
])('no key is lost where %s', (_, keys) => {
  expect(read(keys)).toEqual({ keys, heard: [] })
})
