import { expect, it } from 'vitest'
import { recordedText } from '../../../../src/practice/running/ledger/recorded-text.ts'

it.each([
  ['create user u identified by tiger', 'create user u identified by *'],
  [
    'alter user u IDENTIFIED  BY "a b" replace "c" account unlock',
    'alter user u IDENTIFIED  BY * account unlock',
  ],
  ["alter user u identified by values 'S:12AB'", 'alter user u identified by *'],
  [
    "begin execute immediate 'alter user u identified by tiger'; end;",
    "begin execute immediate 'alter user u identified by *'; end;",
  ],
  ['create user u identified /* so */ by\n--\ntiger', 'create user u identified /* so */ by *'],
  [
    'create or replace procedure identified as begin null; end;',
    'create or replace procedure identified as begin null; end;',
  ],
])('a statement is written down without its passwords: %s', (text, recorded) => {
  expect(recordedText(text)).toBe(recorded)
})
