/**
 * Parameters of a job: a name and its values, one task for each. Several parameters multiply.
 */
import { badRequest } from './failure.ts'
import type { ParameterRow } from './job.ts'

export interface Parameter {
  /** In upper case; serves `&name` and `:name` alike. */
  readonly name: string
  readonly values: readonly string[]
}

/** More rows than anybody means to run; a slip with several parameters is refused, not begun. */
const maxRows = 1_000_000

/**
 * `schema=A,B,"x,y"`: a value may stand in double quotes, doubled inside, and must when it holds a comma, begins with
 * a quote, or is empty; around other values white space does not count.
 * @throws FailureError `bad request`
 */
export function parseParameter(text: string): Parameter {
  const equals = text.indexOf('=')
  const name = text.slice(0, Math.max(equals, 0)).trim()
  if (!/^[\p{L}\p{N}_$#]+$/u.test(name)) {
    throw badRequest(`parameter: expected NAME=VALUE,VALUE,... got "${text}"`)
  }
  return { name: name.toUpperCase(), values: parseValues(name, text.slice(equals + 1)) }
}

/**
 * Every combination of values, one row each; the last parameter varies fastest. No parameters give one empty row.
 * @throws FailureError `bad request` for a name that is given twice, or too many rows
 */
export function parameterRows(parameters: readonly Parameter[]): ParameterRow[] {
  const names = parameters.map(({ name }) => name)
  const twice = names.find((name, index) => names.indexOf(name) < index)
  if (twice !== undefined) throw badRequest(`parameter ${twice} is given twice`)
  const count = parameters.reduce((product, { values }) => product * values.length, 1)
  if (count > maxRows) {
    throw badRequest(`the parameters multiply to ${count} rows; at most ${maxRows} are allowed`)
  }
  return parameters.reduce<ParameterRow[]>(
    (rows, { name, values }) => rows.flatMap((row) => values.map((value) => ({ ...row, [name]: value }))),
    [{}],
  )
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
