import { describe, expect, test } from 'vitest'
import { commands } from '../../../src/commands/commands.ts'
import { readPrompt } from '../../../src/ui/prompt/read-prompt.ts'

/** Commands as `!name argument`, statements as they are to be sent. */
function items(text: string): string[] {
  const reading = readPrompt(text, commands)
  if (reading.type !== 'complete') return [reading.type]
  return reading.items.map((item) =>
    item.type === 'command' ? `!${item.command.name} ${item.argument}`.trim() : item.text,
  )
}

test.each([
  ['', []],
  ['quit', ['!quit']],
  ['EXIT;', ['!quit']],
  ['on a, b', ['!on a, b']],
  ['for schema = A,B', ['!for schema = A,B']],
  ['commit;', ['!commit']],
  ['rollback to savepoint here;', ['rollback to savepoint here']],
  ['select 1 from dual;', ['select 1 from dual']],
  ['begin a.task; end;', ['begin a.task; end;']],
  ['begin\n  a.task;\nend;\n/', ['begin\n  a.task;\nend;']],
])('%j is complete', (text, expected) => {
  expect(items(text)).toEqual(expected)
})

test.each([
  'select 1 from dual',
  'select 1\nfrom',
  'begin',
  'begin\n  a.task;\nend;',
  "insert into t values ('a;",
])('%j goes on in the next line', (text) => {
  expect(items(text)).toEqual(['incomplete'])
})

test('pasted commands and statements run in their order', () => {
  expect(items('on a,b\neach\nselect 1 from dual;\ncommit;\non scott:3\nupdate emp\nset sal = 1;')).toEqual([
    ...['!on a,b', '!each', 'select 1 from dual', '!commit', '!on scott:3', 'update emp\nset sal = 1'],
  ])
})

test('commands behind a statement end with their line, so Enter runs all of it', () => {
  expect(items('select 1 from dual;\ncap 1')).toEqual(['select 1 from dual', '!cap 1'])
  expect(items('select 1 from dual;\ncap 1\nselect 2')).toEqual(['incomplete'])
})

describe('what can be neither is refused at once', () => {
  test.each([
    ['cansel 1.2', 'did you mean cancel?'],
    ['frobnicate', 'help lists the commands'],
    ['select 1 from dual\n.', 'without running it'],
  ])('%j', (text, words) => {
    expect(readPrompt(text, commands)).toEqual({ type: 'refused', message: expect.stringContaining(words) })
  })
})
