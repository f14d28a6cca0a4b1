import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readCsvTable } from '../../src/core/csv-table.ts'

const read = (text: string, names?: readonly string[]) => readCsvTable(text, 'rows.csv', names)

describe('a file of comma-separated values', () => {
  test.each<[string, string, string[], string[][]]>([
    ['one column', 'a\n1\n2\n', ['A'], [['1'], ['2']]],
    ['no line break behind the last row', 'a,b\n1,2', ['A', 'B'], [['1', '2']]],
    [
      'lines that end with CRLF',
      'a,b\r\n1,2\r\n3,4\r\n',
      ['A', 'B'],
      [
        ['1', '2'],
        ['3', '4'],
      ],
    ],
    ['a byte order mark', '\ufeffa,b\n1,2\n', ['A', 'B'], [['1', '2']]],
    ['a byte order mark before a quoted name', '\ufeff"a"\n1\n', ['A'], [['1']]],
    ['a comma in quotes', 'a,b\n"1,5",2\n', ['A', 'B'], [['1,5', '2']]],
    ['doubled quotes', 'a\n"say ""hi"""\n""""\n', ['A'], [['say "hi"'], ['"']]],
    [
      'line breaks in quotes',
      'a,b\n"x\ny\r\nz",2\n3,4\n',
      ['A', 'B'],
      [
        ['x\ny\r\nz', '2'],
        ['3', '4'],
      ],
    ],
    [
      'empty values',
      'a,b,c\n,,\n"",1,""\n',
      ['A', 'B', 'C'],
      [
        ['', '', ''],
        ['', '1', ''],
      ],
    ],
    ['an empty value alone', 'a\n""\n', ['A'], [['']]],
    ['white space, which belongs to a value', 'a,b\n 1 ,\t2\n', ['A', 'B'], [[' 1 ', '\t2']]],
    ['white space around a name, which does not', ' a ,"b "\n1,2\n', ['A', 'B'], [['1', '2']]],
    ['names of any alphabet', 'größe,n#\n1,2\n', ['GRÖSSE', 'N#'], [['1', '2']]],
  ])('%s', (_, text, names, rows) => {
    expect(read(text)).toEqual({ names, rows })
  })

  test('gives the columns that are wanted, in the order in which they are', () => {
    expect(read('a,not a name,b\n1,2,3\n4,5,6\n', ['B', 'A'])).toEqual({
      names: ['B', 'A'],
      rows: [
        ['3', '1'],
        ['6', '4'],
      ],
    })
  })

  test.each<[string, string, string]>([
    ['nothing', '', 'rows.csv is empty: expected a header'],
    ['a header alone', 'a,b\n', 'rows.csv has a header and no row'],
    [
      'too few values',
      'a,b,c\n1,2,3\n1,2\n',
      'line 3, column 4: the header has 3 names, the row has 2 values',
    ],
    ['too many values', 'a,b\n1,2,3\n', 'line 2, column 5: the header has 2 names, the row has 3 values'],
    ['an empty line', 'a\n1\n\n2\n', 'line 3, column 1: an empty line; an empty value is written ""'],
    ['two line breaks at the end', 'a,b\n1,2\n\n', 'line 3, column 1: an empty line'],
    [
      'a quote that is not closed',
      'a,b\n1,"2\n3,4\n',
      'line 2, column 3: the quote that opens here is never',
    ],
    ['a quote inside a bare value', 'a,b\n1,5" wide\n', 'line 2, column 4: a quote in a value that does not'],
    [
      'text behind a closing quote',
      'a,b\n"1"x,2\n',
      'line 2, column 4: expected a comma or the end of the line',
    ],
    ['a carriage return alone', 'a\n1\r2\n', 'line 2, column 2: a carriage return without a line feed'],
    ['a column without a name', 'a,,c\n1,2,3\n', 'line 1, column 3: a column without a name'],
    ['a name that is none', 'a,b c\n1,2\n', 'line 1, column 3: "b c" is no name for a parameter'],
    ['another separator', 'a;b\n1;2\n', '"a;b" is no name for a parameter; values are separated by commas'],
    ['the same name twice', 'a,b,A\n1,2,3\n', 'line 1, column 5: a second column A'],
    ['an error behind a line break in quotes', 'a,b\n"x\ny",2\n3\n', 'line 4, column 2: the header has 2'],
    ['an error behind a sign of two units', 'a,b\n"😀"x,2\n', 'line 2, column 4: expected'],
  ])('%s is refused, with its place', (_, text, message) => {
    expect(() => read(text)).toThrow(message)
  })

  test('a column that is not there is refused, with the nearest one, or with all', () => {
    expect(() => read('code,zip\n1,2\n', ['CODES'])).toThrow('no column CODES; did you mean CODE?')
    expect(() => read('code,zip\n1,2\n', ['NAME'])).toThrow('no column NAME; it has CODE, ZIP')
  })

  test('that is wanted of a table comes back, however it was written', () => {
    fc.assert(
      fc.property(table, fc.array(fc.boolean(), { minLength: 1 }), style, (rows, quotes, written) => {
        const names = (rows[0] ?? []).map((_, index) => `C${index}`)
        expect(read(csvOf([names, ...rows], quotes, written))).toEqual({ names, rows })
      }),
    )
  })

  test('any text is read or refused with a place in it', () => {
    const signs = fc.constantFrom('a', 'b', '1', ',', '"', '\n', '\r', '\r\n', ' ', '\ufeff', '😀')
    fc.assert(
      fc.property(fc.array(signs), (parts) => {
        const text = parts.join('')
        const failure = thrown(() => read(text))
        if (failure === undefined) return
        const [, line, column] = /line (\d+), column (\d+)/.exec(failure) ?? []
        if (line === undefined) expect(failure).toMatch(/is empty|no row/)
        else {
          const length = [...(text.replace(/^\ufeff/, '').split('\n')[Number(line) - 1] ?? '')].length
          expect(Number(column)).toBeGreaterThan(0)
          expect(Number(column)).toBeLessThanOrEqual(length + 1)
        }
      }),
    )
  })
})

const cell = fc.oneof(
  fc.string(),
  fc.string({ unit: fc.constantFrom('"', ',', '\n', '\r', 'x', ' ', 'ä', '😀') }),
)

const table = fc
  .integer({ min: 1, max: 5 })
  .chain((width) =>
    fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 20 }),
  )

interface Style {
  readonly lineBreak: string
  readonly endsWithBreak: boolean
  readonly hasMark: boolean
}

const style: fc.Arbitrary<Style> = fc.record({
  lineBreak: fc.constantFrom('\n', '\r\n'),
  endsWithBreak: fc.boolean(),
  hasMark: fc.boolean(),
})

/** Values that need quotes get them; of the others those that `quotes` says, in turn. */
function csvOf(rows: readonly (readonly string[])[], quotes: readonly boolean[], written: Style): string {
  let count = 0
  const lines = rows.map((row) =>
    row
      .map((value) => {
        const isQuoted = quotes[count++ % quotes.length] ?? false
        const needsQuotes = /[",\r\n]/.test(value) || (row.length === 1 && value === '')
        return isQuoted || needsQuotes ? `"${value.replaceAll('"', '""')}"` : value
      })
      .join(','),
  )
  const mark = written.hasMark ? '\ufeff' : ''
  return mark + lines.join(written.lineBreak) + (written.endsWithBreak ? written.lineBreak : '')
}

function thrown(work: () => unknown): string | undefined {
  try {
    work()
    return undefined
  } catch (error) {
    return String(error)
  }
}
