import { expect, test } from 'vitest'
import { remembered } from '../../src/core/typed.ts'

const all = (...texts: string[]): readonly string[] => texts.reduce<readonly string[]>(remembered, [])

test('what is typed twice in a row is remembered once, and nothing blank', () => {
  expect(all('one', 'one', ' \n', 'two', 'one')).toEqual(['one', 'two', 'one'])
})

test('no password is remembered', () => {
  expect(all('alter user a identified by tiger', 'connect scott/tiger@db1')).toEqual([
    'alter user a identified by ***',
    'connect scott/***@db1',
  ])
})

test('the newest thousand are remembered', () => {
  const texts = all(...Array.from({ length: 1_200 }, (_, index) => `select ${index}`))
  expect([texts.length, texts[0], texts.at(-1)]).toEqual([1_000, 'select 200', 'select 1199'])
})

test('what is very long pushes out older texts, and is itself remembered whole', () => {
  const long = 'x'.repeat(1_500_000)
  expect(all('one', long, 'two')).toEqual(['one', long, 'two'])
  expect(all('one', long, `${long}y`, 'two').map(({ length }) => length)).toEqual([1_500_001, 3])
  expect(all('one', 'z'.repeat(5_000_000)).map(({ length }) => length)).toEqual([5_000_000])
})
