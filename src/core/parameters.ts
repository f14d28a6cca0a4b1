/**
 * Parameters of a job: names and their values, one task for each row of them. What was given apart multiplies; what
 * was given as one table varies together. Where values come from is known elsewhere.
 */
import { badRequest } from './failure.ts'
import type { ParameterRow } from './job.ts'

export interface Parameter {
  /** In upper case; serves `&name` and `:name` alike. */
  readonly name: string
  readonly values: readonly string[]
}

/** Parameters that vary together: every row has a value for each name, in the order of the names. */
export interface ParameterTable {
  /** In upper case. */
  readonly names: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

/** What varies as one: a parameter by itself, or several together. */
export type Varying = Parameter | ParameterTable

/** More rows than anybody means to run; a slip with several parameters is refused, not begun. */
export const maxRows = 1_000_000

const parameterName = /^[\p{L}\p{N}_$#]+$/u

/** Whether a parameter may have that name. */
export const isParameterName = (name: string): boolean => parameterName.test(name)

/** The names of what varies as one. */
export const namesOf = (varying: Varying): readonly string[] =>
  'name' in varying ? [varying.name] : varying.names

/**
 * `schema=A,B,"x,y"`: a value may stand in double quotes, doubled inside, and must when it holds a comma, begins with
 * a quote, or is empty; around other values white space does not count.
 * @throws FailureError `bad request`
 */
export function parseParameter(text: string): Parameter {
  const equals = text.indexOf('=')
  const name = text.slice(0, Math.max(equals, 0)).trim()
  if (!isParameterName(name)) {
    throw badRequest(`parameter: expected NAME=VALUE,VALUE,... got "${text}"`)
  }
  return { name: name.toUpperCase(), values: parseValues(name, text.slice(equals + 1)) }
}

/**
 * Every combination of rows, one row each; what was given last varies fastest. No parameters give one empty row.
 * @throws FailureError `bad request` for a name that is given twice, or too many rows
 */
export function parameterRows(given: readonly Varying[]): ParameterRow[] {
  const names = given.flatMap(namesOf)
  const twice = names.find((name, index) => names.indexOf(name) < index)
  if (twice !== undefined) throw badRequest(`parameter ${twice} is given twice`)
  const count = countRows(given)
  if (count > maxRows) {
    throw badRequest(`the parameters multiply to ${count} rows; at most ${maxRows} are allowed`)
  }
  let rows: ParameterRow[] = [{}]
  for (const { names, rows: own } of given.map(tableOf)) {
    const longer: ParameterRow[] = []
    for (const row of rows) for (const values of own) longer.push(withValues(row, names, values))
    rows = longer
  }
  return rows
}

/** How many rows these make, without making them. */
export const countRows = (given: readonly Varying[]): number =>
  given.reduce((product, each) => product * ('name' in each ? each.values : each.rows).length, 1)

const tableOf = (varying: Varying): ParameterTable =>
  'name' in varying ? { names: [varying.name], rows: varying.values.map((value) => [value]) } : varying

function withValues(row: ParameterRow, names: readonly string[], values: readonly string[]): ParameterRow {
  const longer: Record<string, string> = { ...row }
  for (const [index, value] of values.entries()) longer[names[index] ?? ''] = value
  return longer
}

const quotedValue = /\s*"((?:[^"]|"")*)"\s*(?:,|$)/y
const bareValue = /\s*([^",][^,]*?|)\s*(?:,|$)/y

function parseValues(name: string, text: string): string[] {
  const values: string[] = []
  for (let at = 0, isDone = false; !isDone; ) {
    quotedValue.lastIndex = bareValue.lastIndex = at
    const quoted = quotedValue.exec(text)
    const match = quoted ?? bareValue.exec(text)
    const value = match?.[1]
    if (match === null || value === undefined) {
      throw badRequest(
        `parameter ${name}: the quoted value at "${text.slice(at)}" does not end before a comma`,
      )
    }
    if (quoted === null && value === '') {
      throw badRequest(`parameter ${name}: value ${values.length + 1} is empty; write "" if you mean it`)
    }
    values.push(quoted ? value.replaceAll('""', '"') : value)
    at += match[0].length
    isDone = !match[0].endsWith(',')
  }
  return values
}
