/** `for NAME=V1,V2`, `for @rows.csv`, `for NAME=(select ...)@scott`: the parameter rows of what is typed next. */
import { badRequest } from '../core/failure.ts'
import {
  describeSource,
  isGiven,
  knownNamesOf,
  type ParameterSource,
  parseParameterSource,
} from '../core/parameter-source.ts'
import { parameterRows } from '../core/parameters.ts'
import type { CommandDeclaration } from './command.ts'

export const forCommand: CommandDeclaration = {
  name: 'for',
  aliases: [],
  parameters: '[NAME=VALUE,...]',
  summary: 'run a statement for each value of &NAME or :NAME',
  examples: [
    {
      line: 'for schema=A,B,C',
      meaning: 'the statement says &schema or :schema where the value shall stand',
    },
    {
      line: 'for year=2024,2025',
      meaning: 'after the one above: they multiply to six rows, the last varies fastest',
    },
    {
      line: 'for @rows.csv',
      meaning: 'columns of a file with a header vary together; code,zip=@rows.csv: these alone',
    },
    {
      line: 'for schema=(select username from all_users)@scott',
      meaning: 'rows of a plain query, asked of scott whenever a statement is queued',
    },
    { line: 'for', meaning: 'no parameters again' },
  ],
  run(argument, { settings }) {
    const parameters = argument === '' ? [] : withSource(settings.parameters, parse(argument))
    return { type: 'settings', settings: { ...settings, parameters }, message: messageOf(parameters) }
  },
}

function parse(argument: string): ParameterSource {
  const source = parseParameterSource(argument)
  if (!isGiven(source) && source.from === 'file' && source.path === '-')
    throw badRequest('for @-: stdin is where you type; name a file')
  return source
}

function messageOf(parameters: readonly ParameterSource[]): string {
  if (parameters.length === 0) return 'no parameters: a statement runs once'
  const sources = parameters.map(describeSource).join(' x ')
  if (parameters.every(isGiven))
    return `a statement runs for ${parameterRows(parameters).length} rows: ${sources}`
  return `a statement runs for the rows, read when it is queued, of ${sources}`
}

/** What gives a name that is there takes the old place; another file of unknown columns stands beside the first. */
function withSource(sources: readonly ParameterSource[], source: ParameterSource): ParameterSource[] {
  const at = sources.findIndex((other) => isReplacedBy(other, source))
  if (at < 0) return [...sources, source]
  return sources.flatMap((other, index) =>
    index === at ? [source] : isReplacedBy(other, source) ? [] : [other],
  )
}

const isReplacedBy = (old: ParameterSource, source: ParameterSource): boolean =>
  knownNamesOf(old).some((name) => knownNamesOf(source).includes(name)) ||
  ('path' in old && 'path' in source && old.path === source.path && old.names === source.names)
