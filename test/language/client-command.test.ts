import { expect, test } from 'vitest'
import { clientCommand } from '../../src/language/client-command.ts'

test.each([
  ['set feedback off', 'set'],
  ['SET DEFINE OFF', 'set'],
  ['prompt hello', 'prompt'],
  ['@script', '@'],
  ['@@script', '@'],
  ['!ls', '!'],
  ['exec p(1)', 'exec'],
  ["rem it's", 'rem'],
  ['set role none', undefined],
  ['set transaction read only', undefined],
  ['set constraints all deferred', undefined],
  ['select 1 from dual', undefined],
  ['"set" x', undefined],
  ['settle', undefined],
  ['', undefined],
])('%j opens %s', (text, word) => {
  expect(clientCommand(text)).toBe(word)
})
