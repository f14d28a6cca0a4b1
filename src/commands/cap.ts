/** `cap`: how many tasks may run at once, of a job, in a session or a group, in a database, and over all. */
import { badRequest } from '../core/failure.ts'
import { type CapScope, databaseScope, scopeNamed, scopeWords } from '../core/limits.ts'
import type { State } from '../core/state.ts'
import type { CommandContext, CommandDeclaration, CommandResult } from './command.ts'
import { choicesAt, either, first, openJobNumbers, scopes } from './completion.ts'
import { openJob } from './subject.ts'

export const cap: CommandDeclaration = {
  name: 'cap',
  aliases: [],
  parameters: '[WHERE] [N]',
  summary: 'run at most N tasks at once; 0 is no cap',
  examples: [
    { line: 'cap 3', meaning: 'jobs queued from now on run three tasks at a time' },
    { line: 'cap 2 5', meaning: 'job 2, at once; what runs already goes on' },
    { line: 'cap a 1', meaning: 'session a (or a group), whatever job or target names it' },
    { line: 'cap db:FREE 8', meaning: 'every session in the database that calls itself FREE' },
    { line: 'cap all 20', meaning: 'all jobs together' },
    { line: 'cap', meaning: 'the caps that hold now' },
  ],
  complete: either(
    scopes,
    choicesAt(0, ['all', 'all jobs together'], ['db:', 'a database']),
    first(openJobNumbers),
  ),
  run(argument, context) {
    const words = argument.split(/\s+/).filter((word) => word !== '')
    const [first = '', second] = words
    if (words.length === 0) return { type: 'text', title: 'caps', lines: capLines(context) }
    if (words.length > 2) throw badRequest(`cap: expected at most two words, got "${argument}"`)
    if (second === undefined) return nextCap(readCap(first, argument), context)
    const limit = readCap(second, argument)
    if (/^\d+$/.test(first)) {
      const { number } = openJob(first, context.state)
      return {
        ...{ type: 'send', command: { type: 'set cap', job: number, cap: limit } },
        done: `job ${number}: ${limitWords(limit)}`,
      }
    }
    const scope = readScope(first, context)
    return {
      ...{ type: 'send', command: { type: 'limit', scope, cap: limit } },
      done: `${scopeWords(scope)}: ${limitWords(limit)}${unseen(scope, context.state)}`,
    }
  },
}

function nextCap(limit: number, { settings }: CommandContext): CommandResult {
  return {
    type: 'settings',
    settings: { ...settings, cap: limit },
    message: limit === 0 ? 'the next job has no cap' : `the next job runs at most ${limit} tasks at once`,
  }
}

function readCap(text: string, argument: string): number {
  if (!/^\d{1,6}$/.test(text)) throw badRequest(`cap: expected a whole number, 0 for none, got "${argument}"`)
  return Number(text)
}

function readScope(word: string, { known }: CommandContext): CapScope {
  if (word.toLowerCase() === 'all') return { kind: 'all' }
  const [, database] = /^db:(.+)$/i.exec(word) ?? []
  return database === undefined ? scopeNamed(word, known) : databaseScope(database)
}

const limitWords = (limit: number): string =>
  limit === 0 ? 'no cap' : `at most ${limit} at once; what runs already goes on`

/** A database is known by name only while a session is open there. */
function unseen(scope: CapScope, state: State): string {
  if (scope.kind !== 'database') return ''
  const names = new Set(
    [...state.sessions.values()].flatMap(({ identity }) => identity?.databaseName.toUpperCase() ?? []),
  )
  if (names.has(scope.database)) return ''
  return ` (no session is open there; open are ${[...names].join(', ') || 'none'})`
}

function capLines({ state, settings }: CommandContext): string[] {
  const limits = [...state.limits.values()].filter((limit) => limit.cap > 0)
  const jobs = [...state.active].flatMap((number) => state.jobs.get(number) ?? [])
  return [
    `the next job: ${settings.cap === 0 ? 'no cap' : settings.cap}`,
    ...jobs.map(({ number, cap: own, running }) => `job ${number}: ${own || 'no cap'}, ${running} run`),
    ...limits.map((limit) => `${scopeWords(limit.scope)}: ${limit.cap}, ${limit.running} run`),
    ...(limits.length === 0 ? ['no cap over sessions, groups, databases or all'] : []),
  ]
}
