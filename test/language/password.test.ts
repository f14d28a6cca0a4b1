import { expect, test } from 'vitest'
import {
  maskPasswords,
  maskTyped,
  passwordSpans,
  passwordsIn,
  setsPassword,
} from '../../src/language/password.ts'

test.each([
  ['alter user a identified by Secret1', 'alter user a identified by ***'],
  [
    'alter user a IDENTIFIED  BY "Se cret;1" account unlock',
    'alter user a IDENTIFIED  BY *** account unlock',
  ],
  ['alter user a identified by new1 replace old1', 'alter user a identified by *** replace ***'],
  ["create user a identified by values 'S:1234'", 'create user a identified by values ***'],
  ['create user a identified /* x */ by\n  tiger', 'create user a identified /* x */ by ***'],
  [
    'begin execute immediate \'alter user a identified by "x y"\'; end;',
    "begin execute immediate 'alter user a identified by ***'; end;",
  ],
  [
    "begin execute immediate 'alter user a identified by x'; end;",
    "begin execute immediate 'alter user a identified by ***'; end;",
  ],
  [
    "create database link l connect to u identified by p using 'db'",
    "create database link l connect to u identified by *** using 'db'",
  ],
  ['grant connect to a identified by"x"', 'grant connect to a identified by ***'],
  ['grant connect to a, b identified by one, "two" ', 'grant connect to a, b identified by *** '],
  [
    "begin execute immediate 'alter user a identified by ' || 'tiger'; end;",
    "begin execute immediate 'alter user a identified by ***",
  ],
  [
    "begin execute immediate 'alter user a identified by \"' || pw || '\"'; end;",
    "begin execute immediate 'alter user a identified by ***'; end;",
  ],
  [
    "begin execute immediate 'create user a identified by values ''S:1 2'' account lock'; end;",
    "begin execute immediate 'create user a identified by values *** account lock'; end;",
  ],
])('%s is shown as %s', (text, masked) => {
  expect(setsPassword(text)).toBe(true)
  expect(maskPasswords(text)).toBe(masked)
})

test.each(['select identified, by_whom from t', "select replace(x, 'a', 'b') from t"])(
  '%s is left alone',
  (text) => {
    expect(setsPassword(text)).toBe(false)
    expect(maskPasswords(text)).toBe(text)
  },
)

test.each([
  ['alter user a identified by tiger', 'alter user a identified by ***'],
  ['connect scott/tiger@db1', 'connect scott/***@db1'],
  ['on a\n conn "My User" / "ti ger" as sysdba', 'on a\n conn "My User" / *** as sysdba'],
  ['select a/b from t', 'select a/b from t'],
])('typed: %j is remembered as %j', (text, remembered) => {
  expect(maskTyped(text)).toBe(remembered)
})

test.each([
  ['alter user a identified by "se cr', 'alter user a identified by ******'],
  ['alter user a identified by s', 'alter user a identified by *'],
  ['alter user a identified by new1 replace old1;', 'alter user a identified by **** replace ****;'],
  ['connect scott/tiger@db1', 'connect scott/*****@db1'],
  ['conn "My User" / "ti ger', 'conn "My User" / *******'],
  ['grant connect to a, b identified by one, two;', 'grant connect to a, b identified by ********;'],
  [
    "execute immediate 'alter user a identified by ' || pw || 'tiger' || x; end;",
    "execute immediate 'alter user a identified by ' || pw || ******* || x; end;",
  ],
  ['connect scott', 'connect scott'],
])('while it is typed %j has its password where the stars are: %j', (text, starred) => {
  let shown = text
  for (const { start, end } of passwordSpans(text))
    shown = shown.slice(0, start) + '*'.repeat(end - start) + shown.slice(end)
  expect(shown).toBe(starred)
})

test('looking for passwords takes no longer where comments and blank lines have no end', () => {
  for (const long of [
    '/**/'.repeat(50_000),
    '\n'.repeat(200_000),
    '/*'.repeat(50_000),
    '--\n'.repeat(50_000),
  ])
    expect(passwordSpans(`identified ${long} x`)).toEqual([])
})

test.each([
  ['alter user a identified by "se cret" replace old1', ['se cret', 'old1', 'cret']],
  ['grant connect to a, b identified by one, two', ['one', 'two']],
  ['select 1 from dual', []],
])('%s holds %j, which nobody may repeat', (text, passwords) => {
  expect(passwordsIn(text)).toEqual(passwords)
})
