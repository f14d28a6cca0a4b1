/** `oerr ORA-00942`: what an error means and what to do about it, without a network. */
import { badRequest } from '../core/failure.ts'
import { errorCode, errorLink, knownErrors, nearestError } from '../core/known-errors/find.ts'
import { findTask } from '../core/state.ts'
import type { CommandContext, CommandDeclaration } from './command.ts'

export const oerr: CommandDeclaration = {
  name: 'oerr',
  aliases: [],
  parameters: '[ERROR]',
  summary: 'explain an error, also without a network',
  examples: [
    { line: 'oerr ORA-00942', meaning: 'what it means and what to do; also 942, ora 942, NJS-500' },
    { line: 'oerr', meaning: 'that of the selected task' },
  ],
  complete: (_argument, _cursor, context) => {
    const own = errorOfSelected(context)
    const others = [...knownErrors.values()].filter(({ code }) => code !== own)
    return [...(own === undefined ? [] : [{ code: own, cause: 'of the selected task' }]), ...others].map(
      ({ code, cause }) => ({ from: 0, text: code, hint: cause }),
    )
  },
  run(argument, context) {
    const own = argument === '' ? errorOfSelected(context) : undefined
    if (argument === '' && own === undefined)
      return {
        type: 'say',
        message: 'name an error, as oerr ORA-00942: the selected task has none',
      }
    const code = own ?? errorCode(argument.replace(/[;:]$/, ''))
    if (code === undefined)
      throw badRequest(`oerr: expected the number of an error, as ORA-00942 or 942, got "${argument}"`)
    return { type: 'text', title: code, lines: explanation(code) }
  },
}

function explanation(code: string): string[] {
  const known = knownErrors.get(code)
  const link = errorLink(code)
  const more = link === undefined ? [] : ['', link]
  if (known) return [`Cause:  ${known.cause}.`, `To do:  ${known.action}.`, ...more]
  const nearest = nearestError(code)
  return [
    `${code} is not among those that are known here.`,
    ...(link === undefined && nearest !== undefined ? [`Did you mean ${nearest}?`] : []),
    ...more,
  ]
}

function errorOfSelected({ state, selected }: CommandContext): string | undefined {
  if (selected?.task === undefined) return undefined
  const { phase } = findTask(state, selected.task) ?? {}
  return phase?.name === 'ended' ? phase.end.error?.oracle : undefined
}
