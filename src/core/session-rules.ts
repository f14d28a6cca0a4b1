/**
 * What a saved session must be like to be of use: refused here when it is saved, not in the middle of the night when it
 * opens. Pure; whether its names are free is known elsewhere.
 */
import { isPlainName } from '../language/identifier.ts'
import { statementKind } from '../language/kind.ts'
import { setsPassword } from '../language/password.ts'
import { whyNoPlainQuery } from '../language/plain-query.ts'
import { readStatements } from '../language/statements.ts'
import { badRequest } from './failure.ts'
import { isName } from './name.ts'
import { colours, type SessionSpec } from './session.ts'

/** A day: longer than any firewall lets an idle connection live. */
const longestKeepalive = 86_400

const mostTasks = 1_000_000

/** Throws a bad request that names the session and says what was expected. */
export function requireSound(session: SessionSpec): void {
  const { name, schema, keepalive, cap, tags = [], colour } = session
  const where = `session ${name}`
  if (schema !== undefined && !isSchema(schema))
    throw badRequest(`${where}: "${schema}" is no schema: expected a name, in double quotes if it needs them`)
  if (keepalive !== undefined && !isCount(keepalive, longestKeepalive))
    throw badRequest(`${where}: keepalive is a number of seconds from 0 to ${longestKeepalive}`)
  requireCap(cap, where)
  if (colour !== undefined && !colours.includes(colour))
    throw badRequest(`${where}: "${colour}" is no colour: expected one of ${colours.join(', ')}`)
  const strange = tags.find((tag) => !isName(tag))
  if (strange !== undefined)
    throw badRequest(`${where}: "${strange}" is no tag: expected letters, digits and _ $ . -`)
  const twice = tags.find((tag, at) => tags.slice(0, at).some((other) => isSame(other, tag)))
  if (twice !== undefined) throw badRequest(`${where}: tag ${twice} is given twice`)
  requireInit(session)
}

/** Throws a bad request when a cap is none. */
export function requireCap(cap: number | undefined, where: string): void {
  if (cap !== undefined && !isCount(cap, mostTasks))
    throw badRequest(`${where}: a cap is a whole number from 0, which is no cap, to ${mostTasks}`)
}

/** A schema that stands in a statement as it is: `hr`, `"Hr"`. */
const isSchema = (text: string): boolean => isPlainName(text) || /^"[^"\0]+"$/.test(text)

const isCount = (value: number, most: number): boolean =>
  Number.isSafeInteger(value) && value >= 0 && value <= most

/** Its text is saved, so it may hold no password; and it may not change what a read-only session must not. */
function requireInit({ name, init = [], readOnly }: SessionSpec): void {
  for (const [index, text] of init.entries()) {
    const where = `session ${name}, init statement ${index + 1}`
    const [statement, second] = readStatements(text, { sqlBlankLines: true })
    if (statement === undefined || second !== undefined)
      throw badRequest(`${where}: expected one statement; give several one by one, in their order`)
    if (statement.command !== undefined)
      throw badRequest(`${where}: ${statement.command} is a SQL*Plus command, which is not supported here`)
    if (statement.text !== text)
      throw badRequest(`${where}: expected the statement alone, without what ends or follows it`)
    if (setsPassword(text)) throw badRequest(`${where}: it holds a password, and those are never saved`)
    if (readOnly && statementKind(text) !== 'session control' && whyNoPlainQuery(text) !== undefined)
      throw badRequest(
        `${where}: a read-only session may set itself up with ALTER SESSION, SET ROLE and queries`,
      )
  }
}

const isSame = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase()
