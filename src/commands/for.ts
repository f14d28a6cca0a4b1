/** `for NAME=V1,V2`: the parameter rows of what is typed next. */
import { type Parameter, parameterRows, parseParameter } from '../core/parameters.ts'
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
    { line: 'for', meaning: 'no parameters again' },
  ],
  run(argument, { settings }) {
    const parameters = argument === '' ? [] : withParameter(settings.parameters, parseParameter(argument))
    const count = parameterRows(parameters).length
    const names = parameters.map(({ name, values }) => `${name.toLowerCase()} (${values.length})`).join(' x ')
    return {
      type: 'settings',
      settings: { ...settings, parameters },
      message:
        names === ''
          ? 'no parameters: a statement runs once'
          : `a statement runs for ${count} rows: ${names}`,
    }
  },
}

/** A name that is there gets its new values in its old place. */
function withParameter(parameters: readonly Parameter[], parameter: Parameter): Parameter[] {
  const isThere = parameters.some(({ name }) => name === parameter.name)
  if (!isThere) return [...parameters, parameter]
  return parameters.map((other) => (other.name === parameter.name ? parameter : other))
}
