import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { placeAt } from '../../src/language/cursor-place.ts'

/** What stands at the `|` of a text, told briefly. */
function told(marked: string): string {
  const cursor = marked.indexOf('|')
  const place = placeAt(marked.replace('|', ''), cursor)
  switch (place.on) {
    case 'table':
      return place.owner === undefined ? 'table' : `table of ${place.owner}`
    case 'column':
      return `column of ${place.tables.map(({ owner, name }) => (owner ? `${owner}.${name}` : name)).join(' ')}`
    case 'member':
    case 'parameter':
      return `${place.on} of ${place.of.join('.')}`
    default:
      return place.on
  }
}

describe('the cursor stands on', () => {
  test.each([
    ['|', 'start'],
    ['sel|', 'start'],
    ['select 1 from dual;\nup|', 'start'],
    ['select * from |', 'table'],
    ['select * from em|', 'table'],
    ['select * from hr.em|', 'table of HR'],
    ['select * from "Hr".|', 'table of Hr'],
    ['select * from emp, de|', 'table'],
    ['select * from emp e join |', 'table'],
    ['select * from (select * from |', 'table'],
    ['select a, (select count(*) from |) from t', 'table'],
    ['insert into |', 'table'],
    ['update |', 'table'],
    ['delete |', 'table'],
    ['delete from |', 'table'],
    ['merge into emp e using |', 'table'],
    ['truncate table |', 'table'],
    ['begin\n  insert into |', 'table'],
  ])('a table in %j', (text, what) => expect(told(text)).toBe(what))

  test.each([
    ['select | from emp', 'column of EMP'],
    ['select ename, s| from emp', 'column of EMP'],
    ['select e.| from hr.emp e', 'column of HR.EMP'],
    ['select e.sa| from emp e, dept d', 'column of EMP'],
    ['select d.| from emp e, dept d where 1 = 1', 'column of DEPT'],
    ['select emp.| from emp', 'column of EMP'],
    ['select hr.emp.| from hr.emp', 'column of HR.EMP'],
    ['select * from emp where |', 'column of EMP'],
    ['select * from emp where sal > 1 and |', 'column of EMP'],
    ['select * from emp e join dept d on |', 'column of EMP DEPT'],
    ['select * from emp order by |', 'column of EMP'],
    ['select upper(| from emp', 'column of EMP'],
    ['select * from emp e where exists (select 1 from dept d where |)', 'column of DEPT EMP'],
    ['select * from emp e where exists (select 1 from dept d) and |', 'column of EMP'],
    ['select * from emp where sal in (select |', 'column of EMP'],
    ['update emp set |', 'column of EMP'],
    ['update emp e set sal = 1 where e.|', 'column of EMP'],
    ['insert into emp (|', 'column of EMP'],
    ['insert into emp (empno, |', 'column of EMP'],
    ['delete from emp where |', 'column of EMP'],
    ['merge into emp e using dept d on (e.|', 'column of EMP'],
    ['begin update emp set sal = 1 where |', 'column of EMP'],
    ['begin null; select e.| into x from emp e; end;', 'column of EMP'],
    ['select x.| from "Mixed" x', 'column of Mixed'],
  ])('a column in %j', (text, what) => expect(told(text)).toBe(what))

  test.each([
    ['begin |', 'routine'],
    ['begin null; do|', 'routine'],
    ['begin if x then |', 'routine'],
    ['call |', 'routine'],
    ['begin pk.|', 'member of PK'],
    ['begin hr.pk.|', 'member of HR.PK'],
    ['call pk.ru|', 'member of PK'],
    ['select pk.| from emp e', 'member of PK'],
    ['begin x := |', 'routine'],
    ['begin pk.run(|', 'parameter of PK.RUN'],
    ['begin pk.run(a => 1, |', 'parameter of PK.RUN'],
    ['begin task(|); end;', 'parameter of TASK'],
    ['call task(|', 'parameter of TASK'],
  ])('what can be called, or its parameter, in %j', (text, what) => expect(told(text)).toBe(what))

  test.each([
    "select '| from emp",
    'select -- from |',
    'select /* from |',
    'select :na|',
    'select &na|',
    'select * from emp |',
    'select * from emp where sal |',
    'sel|ect',
    'begin select 1 into | from dual; end;',
    'select 12| from emp',
    'select 1.| from emp',
  ])('nothing in %j', (text) => expect(told(text)).toBe('nothing'))
})

test('what is typed of a word, and where it begins, is told beside it', () => {
  expect(placeAt('select * from hr.em', 19)).toMatchObject({ from: 17, typed: 'em' })
  expect(placeAt('select * from ', 14)).toMatchObject({ from: 14, typed: '' })
})

test('no text and no cursor in it is too much', () => {
  const word = fc.constantFrom(
    'select',
    'from',
    'emp',
    '(',
    ')',
    ',',
    '.',
    ';',
    "'",
    '"',
    'begin',
    '/',
    '\n',
    ':=',
    'e',
    '&x',
    '--',
  )
  fc.assert(
    fc.property(fc.array(word), fc.nat(200), (words, at) => {
      const text = words.join(' ')
      const cursor = Math.min(at, text.length)
      const place = placeAt(text, cursor)
      expect(text.slice(place.from, cursor)).toBe(place.typed)
    }),
  )
})
