/**
 * Where parameters come from, as typed behind `for`: values, a file of comma-separated values, or a query in a session.
 * Reads the words and brings what they name into rows; how a file or a session is reached is the caller's.
 */
import { isSign, isWord, tokensOf } from '../language/lexer.ts'
import { whyNoPlainQuery } from '../language/plain-query.ts'
import { readCsvTable } from './csv-table.ts'
import { badRequest } from './failure.ts'
import {
  isParameterName,
  type Parameter,
  type ParameterTable,
  parseParameter,
  type Varying,
} from './parameters.ts'

/** Columns of a file with a header vary together. */
export interface ParameterFile {
  readonly from: 'file'
  /** `-` is stdin. */
  readonly path: string
  /** The columns that are wanted, in upper case; undefined: all of them. */
  readonly names?: readonly string[]
}

/** Columns of a query vary together. */
export interface ParameterQuery {
  readonly from: 'query'
  /** In upper case, one for each column. */
  readonly names: readonly string[]
  readonly statement: string
  /** A target that is one session. */
  readonly session: string
}

export type ParameterSource = Parameter | ParameterFile | ParameterQuery

/** Whether its rows stand in it already. */
export const isGiven = (source: ParameterSource): source is Parameter => !('from' in source)

/** Whether a session has to be asked for its rows. */
export const isQuery = (source: ParameterSource): source is ParameterQuery =>
  'from' in source && source.from === 'query'

/**
 * `schema=A,B`, `@rows.csv`, `a,b=@rows.csv`, `schema=(select ...)@scott` or `a,b=(select ...)@scott`. A value that looks
 * like one of these stands in double quotes.
 * @throws FailureError `bad request`
 */
export function parseParameterSource(text: string): ParameterSource {
  const whole = text.trim()
  if (whole.startsWith('@')) return { from: 'file', path: pathIn(whole) }
  const equals = whole.indexOf('=')
  const right = whole.slice(equals + 1).trim()
  if (equals < 0) return parseParameter(text)
  const names = () => parseNames(whole.slice(0, equals))
  if (right.startsWith('@')) return { from: 'file', path: pathIn(right), names: names() }
  const query = right.startsWith('(') ? queryIn(right) : undefined
  if (query) return { from: 'query', names: names(), ...query }
  return parseParameter(text)
}

function pathIn(text: string): string {
  const path = text.slice(1).trim()
  if (path === '') throw badRequest('parameters: expected the path of a file after "@"')
  return path
}

function parseNames(text: string): string[] {
  const names = text.split(',').map((name) => name.trim().toUpperCase())
  for (const [index, name] of names.entries()) {
    if (!isParameterName(name))
      throw badRequest(`parameters: expected names before "=", such as a or a,b, got "${text.trim()}"`)
    if (names.indexOf(name) < index) throw badRequest(`parameter ${name} is given twice`)
  }
  return names
}

/** The query in `(select ...)@session`; undefined for values in parentheses. Throws a bad request. */
function queryIn(text: string): Pick<ParameterQuery, 'statement' | 'session'> | undefined {
  const tokens = [...tokensOf(text)]
  const looksLikeQuery = isWord(tokens[1], 'select', 'with') && tokens[0]?.end === 1
  let depth = 0
  const closing = tokens.find((token) => {
    depth += isSign(token, '(') ? 1 : isSign(token, ')') ? -1 : 0
    return depth === 0
  })
  if (!closing) {
    if (!looksLikeQuery) return undefined
    throw badRequest(`parameters: the query has no closing parenthesis; expected ${queryForm}`)
  }
  const [, session] = /^\s*@\s*(\S.*)$/s.exec(text.slice(closing.end)) ?? []
  if (session === undefined) {
    if (!looksLikeQuery) return undefined
    throw badRequest(`parameters: in which session shall the query run? Expected ${queryForm}`)
  }
  const statement = text.slice(1, closing.start).trim()
  const why = whyNoPlainQuery(statement)
  if (why !== undefined)
    throw badRequest(
      `parameters: only a plain query may stand in ( )@, and this one ${why}; a value that looks so stands in double quotes`,
    )
  return { statement, session: session.trim() }
}

const queryForm = 'NAME=(select ...)@SESSION'

/** How what a source names is reached. */
export interface SourceReaders {
  /** The text of a file; `-` is stdin. */
  readText(path: string): Promise<string>
  /** The rows of a query. */
  ask(query: ParameterQuery): Promise<ParameterTable>
}

/** The rows of all sources, in their order; each is read once, one after the other. Throws FailureError. */
export async function readSources(
  sources: readonly ParameterSource[],
  readers: SourceReaders,
): Promise<Varying[]> {
  const varying: Varying[] = []
  for (const source of sources) varying.push(isGiven(source) ? source : await readSource(source, readers))
  return varying
}

async function readSource(
  source: ParameterFile | ParameterQuery,
  readers: SourceReaders,
): Promise<ParameterTable> {
  switch (source.from) {
    case 'file':
      return readCsvTable(await readers.readText(source.path), originOf(source.path), source.names)
    case 'query':
      return readers.ask(source)
  }
}

const originOf = (path: string): string => (path === '-' ? 'stdin' : path)

/** `schema (3)`, `rows.csv`, `a, b of rows.csv`, `schema asked of scott`. */
export function describeSource(source: ParameterSource): string {
  if (isGiven(source)) return `${source.name.toLowerCase()} (${source.values.length})`
  const names = source.names?.join(', ').toLowerCase()
  switch (source.from) {
    case 'file':
      return names === undefined ? originOf(source.path) : `${names} of ${originOf(source.path)}`
    case 'query':
      return `${names} asked of ${source.session}`
  }
}

/** The same in few words: `schema`, `a, b`, `@rows.csv`. */
export const headingOf = (source: ParameterSource): string =>
  knownNamesOf(source).join(', ').toLowerCase() || ('path' in source ? `@${originOf(source.path)}` : '')

/** The names that are known before it is read. */
export const knownNamesOf = (source: ParameterSource): readonly string[] =>
  isGiven(source) ? [source.name] : (source.names ?? [])
