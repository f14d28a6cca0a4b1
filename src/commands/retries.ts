/** `retries`: how often a task that failed for a passing reason is tried again by itself. */

import { durationWords } from '../core/duration.ts'
import { badRequest } from '../core/failure.ts'
import { parseErrorCodes, usualDelay } from '../core/retry.ts'
import { parseSpan } from '../core/when.ts'
import type { CommandDeclaration } from './command.ts'
import { choicesAt } from './completion.ts'

export const retries: CommandDeclaration = {
  name: 'retries',
  aliases: [],
  parameters: 'N [SPAN] [on ORA-N]|off',
  summary: 'try passing failures again by itself',
  examples: [
    { line: 'retries 3', meaning: 'after a deadlock, a lock, or a query that lost its connection' },
    { line: 'retries 3 30s', meaning: 'half a minute between two attempts' },
    { line: 'retries 3 on ORA-01555,ORA-20001', meaning: 'after these errors too' },
    { line: 'retries off', meaning: 'every failure is the end of its task' },
  ],
  complete: choicesAt(0, ['off', 'every failure is the end']),
  run(argument, { settings: { retries: _, ...settings } }) {
    if (argument.toLowerCase() === 'off' || argument === '0')
      return { type: 'settings', settings, message: 'nothing is tried again by itself' }
    const [, times, span, codes] = /^(\d{1,4})(?:\s+(\d\S*))?(?:\s+on\s+(\S+))?$/i.exec(argument) ?? []
    if (times === undefined)
      throw badRequest(`retries: expected off, or as in retries 3 30s on ORA-20001, got "${argument}"`)
    const delay = span === undefined ? usualDelay : parseSpan(span, 'retries')
    const on = codes === undefined ? [] : parseErrorCodes(codes, 'retries')
    return {
      type: 'settings',
      settings: { ...settings, retries: { times: Number(times), delay, on } },
      message: `passing failures are tried again ${times} times, ${durationWords(delay)} apart${on.length > 0 ? `, also ${on.join(', ')}` : ''}`,
    }
  },
}
