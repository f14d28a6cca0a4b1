/**
 * Plans a job: reads its statement, resolves its target, fills in its parameters and numbers its tasks. Pure: the
 * same request gives the same plan, and a dry run is the plan printed.
 */
import { bindNames } from '../language/binds.ts'
import { tokensOf } from '../language/lexer.ts'
import { isForeign } from '../language/opener.ts'
import { setsPassword } from '../language/password.ts'
import { readStatements, type SourceStatement } from '../language/statements.ts'
import { SubstitutionError, type Template, templateOf } from '../language/substitution.ts'
import { concealPlan } from './concealment.ts'
import { badRequest } from './failure.ts'
import type { JobPlan, Mode, ParameterRow, TaskPlan } from './job.ts'
import { namesOf, parameterRows, type Varying } from './parameters.ts'
import { type KnownNames, type ResolvedTarget, resolveTarget } from './target.ts'

/** What a user asks for. */
export interface JobRequest
  extends Pick<JobPlan, 'mode' | 'target' | 'cap' | 'commit' | 'limits' | 'results'>,
    Pick<JobPlan, 'whenSelfBlocked' | 'settlesOthers' | 'secrets' | 'timeout' | 'retries'>,
    Pick<JobPlan, 'priority' | 'after' | 'startAt' | 'repeat' | 'halt' | 'waves' | 'expected'> {
  /** Text with exactly one statement. */
  readonly text: string
  readonly parameters: readonly Varying[]
}

/** A plan as a table of plain text. */
export interface PlanTable {
  readonly headings: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

/** A dry run names so many sessions in each line; of more it tells the number. */
const mostNamed = 8

/**
 * The plan of a job.
 *
 * Tasks are numbered by parameter row and, in mode `each`, within a row by session.
 * @throws FailureError `bad request` when there is not exactly one statement, a parameter is missing, superfluous or
 *   may not stand where it is used, the target is wrong, or the mode does not fit the statement or the target
 */
export function planJob(request: JobRequest, known: KnownNames): JobPlan {
  const { text: _, parameters, ...options } = request
  if (!Number.isSafeInteger(request.cap) || request.cap < 0) {
    throw badRequest(`cap: expected 0 (no cap) or a whole number, got ${request.cap}`)
  }
  const { text: statement, kind } = onlyStatement(request.text)
  const target = resolveTarget(request.target, known)
  refuseMode(request.mode, kind, request.target, target)
  const template = templateOf(statement)
  const binds = bindNames(statement)
  const names = parameters.flatMap(namesOf)
  const { secrets = [] } = request
  refuseSecrets(secrets, names, template.variables)
  refuseParameters([...names, ...secrets], template.variables, binds)

  const open = binds.filter((name) => !secrets.includes(name.toUpperCase()))
  const sessions = request.mode === 'each' ? target.sessions : [undefined]
  const tasks: TaskPlan[] = []
  for (const row of parameterRows(parameters)) {
    const task = { parameters: row, statement: filled(statement, template, row), binds: bound(open, row) }
    for (const session of sessions) {
      tasks.push({ number: tasks.length + 1, ...(session !== undefined && { session }), ...task })
    }
  }
  return { ...options, statement, kind, sessions: target.sessions, parameters: names, tasks }
}

/**
 * A plan with another statement, for the same sessions and parameter rows.
 * @throws FailureError `bad request` as `planJob` does
 */
export function withStatement(plan: JobPlan, text: string): JobPlan {
  const { text: statement, kind } = onlyStatement(text)
  if (plan.mode === 'any' && (kind === 'commit' || kind === 'rollback')) throw meaningless(kind)
  const { secrets = [], parameters } = plan
  const template = templateOf(statement)
  const binds = bindNames(statement)
  refuseSecrets(secrets, parameters, template.variables)
  refuseParameters([...parameters, ...secrets], template.variables, binds)
  const open = binds.filter((name) => !secrets.includes(name.toUpperCase()))
  const tasks = plan.tasks.map((task) => ({
    ...task,
    statement: filled(statement, template, task.parameters),
    binds: bound(open, task.parameters),
  }))
  return { ...plan, statement, kind, tasks }
}

/** What a dry run prints: each task with its session and what it would send, passwords masked. */
export function describePlan(raw: JobPlan): PlanTable {
  const { plan } = concealPlan(raw)
  const { sessions, target } = plan
  const names = sessions.length > mostNamed ? `${sessions.length} in ${target}` : sessions.join(', ')
  return {
    headings: ['TASK', 'SESSION', ...plan.parameters, 'STATEMENT'],
    rows: plan.tasks.map((task) => [
      String(task.number),
      task.session ?? `any of ${names}`,
      ...plan.parameters.map((name) => task.parameters[name] ?? ''),
      task.statement,
    ]),
  }
}

/**
 * Blank lines do not end the statement here: SQL*Plus would then not run what stands before them, and running half
 * a statement is the worst that could come of it.
 */
function onlyStatement(text: string): SourceStatement {
  const [statement, second] = readStatements(text, { sqlBlankLines: true })
  if (statement === undefined) throw badRequest('expected a statement, got nothing')
  if (second !== undefined) {
    const what = second.isRepeat ? 'a "/" that runs the statement again' : 'a second one'
    throw badRequest(`expected one statement, got ${what} on line ${second.line}`)
  }
  if (statement.command !== undefined) {
    const { command, line } = statement
    throw badRequest(
      `line ${line}: ${command} is a SQL*Plus command, which is not supported here${adviceFor(command)}`,
    )
  }
  if (statement.end === 'dot') {
    throw badRequest('a lone "." ends the statement without running it; expected a statement to run')
  }
  if (!isForeign(statement.text)) refuseUnterminated(statement)
  return statement
}

/** What has no end may be a password: then it is not repeated. */
function refuseUnterminated({ text, line }: SourceStatement): void {
  for (const token of tokensOf(text)) {
    if (!token.isUnterminated) continue
    const place = `line ${line + text.slice(0, token.start).split('\n').length - 1}`
    const beginning = setsPassword(text) ? 'begins there' : `begins with ${token.text.slice(0, 20)}`
    throw badRequest(`${place}: the ${token.type} that ${beginning} has no end`)
  }
}

const adviceFor = (command: string): string =>
  command === 'exec' || command === 'execute' ? '; write: begin ...; end;' : ''

function refuseMode(mode: Mode, kind: JobPlan['kind'], text: string, target: ResolvedTarget): void {
  const [numbered] = target.numbered
  if (mode === 'each' && numbered !== undefined) {
    throw badRequest(
      `target "${text}" with each would run the same thing ${numbered.count} times as ${numbered.base}; ` +
        'to share the tasks among these sessions, use any (--any)',
    )
  }
  if (mode === 'any' && (kind === 'commit' || kind === 'rollback')) {
    throw meaningless(kind)
  }
}

const meaningless = (kind: JobPlan['kind']): Error =>
  badRequest(`${kind} on any session means nothing: it belongs to one; use each (--each)`)

function refuseSecrets(
  secrets: readonly string[],
  parameters: readonly string[],
  variables: readonly string[],
): void {
  const asText = secrets.find((name) => variables.includes(name))
  if (asText !== undefined)
    throw badRequest(
      `&${asText.toLowerCase()}: a secret may stand in a statement as :name only, never as text`,
    )
  const twice = secrets.find((name, index) => parameters.includes(name) || secrets.indexOf(name) < index)
  if (twice !== undefined) throw badRequest(`${twice} is given twice`)
}

function refuseParameters(
  given: readonly string[],
  variables: readonly string[],
  binds: readonly string[],
): void {
  const missing = [
    ...variables.filter((name) => !given.includes(name)).map((name) => `&${name.toLowerCase()}`),
    ...binds.filter((name) => !given.includes(name.toUpperCase())).map((name) => `:${name.toLowerCase()}`),
  ]
  if (missing.length > 0) {
    throw badRequest(`no value for ${missing.join(', ')}; give one with for (--for NAME=VALUE,...)`)
  }
  const used = new Set([...variables, ...binds.map((name) => name.toUpperCase())])
  const unused = given.filter((name) => !used.has(name))
  if (unused.length > 0) {
    throw badRequest(`the statement uses no &${unused[0]?.toLowerCase()} or :${unused[0]?.toLowerCase()}`)
  }
}

function filled(statement: string, template: Template, row: ParameterRow): string {
  try {
    return template.fill(row)
  } catch (error) {
    if (!(error instanceof SubstitutionError)) throw error
    const isSecret = setsPassword(statement)
    throw badRequest(
      isSecret
        ? `&${error.variable.toLowerCase()}: its value, which is not shown, may not stand there`
        : error.message,
    )
  }
}

const bound = (binds: readonly string[], row: ParameterRow): Record<string, string> =>
  Object.fromEntries(binds.map((name) => [name, row[name.toUpperCase()] ?? '']))
