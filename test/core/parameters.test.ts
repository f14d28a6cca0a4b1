import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parameterRows, parseParameter } from '../../src/core/parameters.ts'

describe('a parameter as typed', () => {
  test.each([
    ['schema=A,B,"x,y"', 'SCHEMA', ['A', 'B', 'x,y']],
    ['n = 1, 2 ,3 ', 'N', ['1', '2', '3']],
    ['q="say ""hi""", " kept "', 'Q', ['say "hi"', ' kept ']],
    ['e=""', 'E', ['']],
    ['e=a,"",b', 'E', ['a', '', 'b']],
    ['x=a=b', 'X', ['a=b']],
    ["w=it's, two words", 'W', ["it's", 'two words']],
    ['1=a', '1', ['a']],
    ['pipe=5" wide', 'PIPE', ['5" wide']],
  ])('%s', (text, name, values) => {
    expect(parseParameter(text)).toEqual({ name, values })
  })

  test.each([
    ['schema', 'expected NAME=VALUE,VALUE,... got "schema"'],
    ['=a', 'expected NAME=VALUE'],
    ['a b=c', 'expected NAME=VALUE'],
    ['x=', 'value 1 is empty'],
    ['x=a,,b', 'value 2 is empty'],
    ['x=a,', 'value 2 is empty'],
    ['x="a', 'does not end before a comma'],
    ['x="a"b', 'does not end before a comma'],
  ])('%s is refused', (text, message) => {
    expect(() => parseParameter(text)).toThrow(message)
  })

  test('quoted values come back as they were', () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { minLength: 1 }), (values) => {
        const text = values.map((value) => `"${value.replaceAll('"', '""')}"`).join(',')
        expect(parseParameter(`x=${text}`).values).toEqual(values)
      }),
    )
  })
})

describe('rows of parameters', () => {
  test('several parameters multiply, and the last varies fastest', () => {
    const rows = parameterRows([parseParameter('a=1,2'), parseParameter('b=x,y')])
    expect(rows).toEqual([
      { A: '1', B: 'x' },
      { A: '1', B: 'y' },
      { A: '2', B: 'x' },
      { A: '2', B: 'y' },
    ])
  })

  test('what is given as a table varies together, and multiplies with the others as one', () => {
    const table = {
      names: ['A', 'B'],
      rows: [
        ['1', 'x'],
        ['2', 'y'],
      ],
    }
    expect(parameterRows([table, parseParameter('n=7,8')])).toEqual([
      { A: '1', B: 'x', N: '7' },
      { A: '1', B: 'x', N: '8' },
      { A: '2', B: 'y', N: '7' },
      { A: '2', B: 'y', N: '8' },
    ])
    expect(() => parameterRows([table, parseParameter('b=1')])).toThrow('parameter B is given twice')
  })

  test('no parameters are one empty row', () => {
    expect(parameterRows([])).toEqual([{}])
  })

  test('a name given twice is refused, whatever its case', () => {
    expect(() => parameterRows([parseParameter('a=1'), parseParameter('A=2')])).toThrow(
      'parameter A is given twice',
    )
  })

  test('more rows than anybody means are refused before they are made', () => {
    const many = ['a', 'b', 'c', 'd'].map((name) => ({ name, values: Array.from({ length: 100 }, String) }))
    expect(() => parameterRows(many)).toThrow('100000000 rows')
  })
})
