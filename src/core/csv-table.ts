/**
 * Reads comma-separated values (RFC 4180) with a header as rows of parameters. Right or loud: what is not well-formed
 * is refused with its line and column, and nothing is guessed of it. Pure; knows no files.
 */
import { badRequest } from './failure.ts'
import { nearestName } from './nearest.ts'
import { isParameterName, maxRows, type ParameterTable } from './parameters.ts'

/** The values of one line, or of several where line breaks stand in quotes. */
export interface CsvRecord {
  readonly values: readonly string[]
  /** Where each value begins in the text. */
  readonly offsets: readonly number[]
  /** Where the last one ends. */
  readonly end: number
}

/**
 * The rows of a text with a header, which varies together; `names`, in upper case, chooses columns and their order.
 * @param origin what the text is called in errors
 * @throws FailureError `bad request` with line and column
 */
export function readCsvTable(text: string, origin: string, names?: readonly string[]): ParameterTable {
  const body = text.startsWith('\ufeff') ? text.slice(1) : text
  const refuse = (offset: number, problem: string) =>
    badRequest(`${origin}, ${placeOf(body, offset)}: ${problem}`)
  const records = csvRecords(body, refuse)
  const header = records.next()
  if (header.done) throw badRequest(`${origin} is empty: expected a header with the names of its columns`)
  const chosen = columnsOf(header.value, names, refuse)
  const width = header.value.values.length
  const isWhole = chosen.indexes.length === width && chosen.indexes.every((index, at) => index === at)
  const rows: (readonly string[])[] = []
  for (const { values, offsets, end } of records) {
    if (values.length !== width) {
      const names = width === 1 ? '1 name' : `${width} names`
      throw refuse(offsets[width] ?? end, `the header has ${names}, the row has ${countOf(values.length)}`)
    }
    if (rows.length === maxRows) throw refuse(offsets[0] ?? end, `more than ${maxRows} rows`)
    rows.push(isWhole ? values : chosen.indexes.map((index) => values[index] ?? ''))
  }
  if (rows.length === 0) throw badRequest(`${origin} has a header and no row: nothing would run`)
  return { names: chosen.names, rows }
}

/** The columns that are wanted, by name and by index. */
function columnsOf(
  { values, offsets, end }: CsvRecord,
  wanted: readonly string[] | undefined,
  refuse: Refuse,
): { readonly names: readonly string[]; readonly indexes: readonly number[] } {
  const header = values.map((name) => name.trim().toUpperCase())
  if (wanted === undefined) {
    for (const [index, name] of header.entries())
      if (!isParameterName(name)) throw refuse(offsets[index] ?? end, nameProblem(values[index] ?? ''))
  }
  const names = wanted ?? header
  const indexes = names.map((name) => {
    const index = header.indexOf(name)
    if (index < 0) throw refuse(0, missingColumn(name, header))
    const again = header.indexOf(name, index + 1)
    if (again > 0) throw refuse(offsets[again] ?? end, `a second column ${name}`)
    return index
  })
  return { names, indexes }
}

function nameProblem(name: string): string {
  if (name.trim() === '') return 'a column without a name'
  const separator = /[;\t|]/.exec(name)?.[0]
  const advice = separator === undefined ? '' : '; values are separated by commas'
  return `"${name.trim()}" is no name for a parameter${advice}`
}

function missingColumn(name: string, header: readonly string[]): string {
  const nearest = nearestName(name, header)
  const advice = nearest === undefined ? `; it has ${header.join(', ')}` : `; did you mean ${nearest}?`
  return `the header has no column ${name}${advice}`
}

const countOf = (count: number): string => (count === 1 ? '1 value' : `${count} values`)

type Refuse = (offset: number, problem: string) => Error

/** All records of a text, one after the other; a line break may stand behind the last. */
function* csvRecords(text: string, refuse: Refuse): Generator<CsvRecord, void> {
  for (let at = 0; at < text.length; ) {
    const values: string[] = []
    const offsets: number[] = []
    for (let goesOn = true; goesOn; ) {
      offsets.push(at)
      const { value, end } = text[at] === '"' ? quotedValue(text, at, refuse) : bareValue(text, at)
      values.push(value)
      at = end
      goesOn = text[at] === ','
      if (goesOn) at += 1
    }
    if (offsets[0] === at) throw refuse(at, 'an empty line; an empty value is written ""')
    const end = at
    at = afterLineBreak(text, at, refuse)
    yield { values, offsets, end }
  }
}

const bare = /[^",\r\n]*/y

function bareValue(text: string, from: number): { readonly value: string; readonly end: number } {
  bare.lastIndex = from
  const value = bare.exec(text)?.[0] ?? ''
  return { value, end: from + value.length }
}

function quotedValue(text: string, from: number, refuse: Refuse) {
  let quote = text.indexOf('"', from + 1)
  let hasDoubled = false
  while (quote >= 0 && text[quote + 1] === '"') {
    hasDoubled = true
    quote = text.indexOf('"', quote + 2)
  }
  if (quote < 0) throw refuse(from, 'the quote that opens here is never closed')
  const value = text.slice(from + 1, quote)
  return { value: hasDoubled ? value.replaceAll('""', '"') : value, end: quote + 1 }
}

/** Behind the end of the line, which must be there: LF, CRLF, or the end of the text. */
function afterLineBreak(text: string, at: number, refuse: Refuse): number {
  if (at === text.length) return at
  if (text[at] === '\n') return at + 1
  if (text.startsWith('\r\n', at)) return at + 2
  if (text[at] === '\r') throw refuse(at, 'a carriage return without a line feed')
  if (text[at] === '"') throw refuse(at, 'a quote in a value that does not begin with one')
  throw refuse(at, 'expected a comma or the end of the line behind the closing quote')
}

/** For people: both count from 1, and the column counts characters. */
function placeOf(text: string, offset: number): string {
  const before = text.slice(0, offset)
  const line = before.split('\n').length
  return `line ${line}, column ${[...before.slice(before.lastIndexOf('\n') + 1)].length + 1}`
}
