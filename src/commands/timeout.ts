/** `timeout`: how long a task may take before it is cancelled. */
import { parseTimeLimit, timeLimitText } from '../core/time-limit.ts'
import type { CommandDeclaration } from './command.ts'
import { choices } from './completion.ts'

export const timeout: CommandDeclaration = {
  name: 'timeout',
  aliases: [],
  parameters: 'TIME|off',
  summary: 'cancel tasks that take longer; off is no limit',
  examples: [
    { line: 'timeout 30s', meaning: 'tasks of jobs queued from now on may take 30 seconds each' },
    {
      line: 'timeout 200%',
      meaning: 'twice the median of their job, once three of its tasks have succeeded',
    },
    { line: 'timeout off', meaning: 'as long as they want' },
  ],
  complete: choices(
    ['off', 'as long as they want'],
    ['30s', 'half a minute'],
    ['5m', 'five minutes'],
    ['200%', 'twice the median'],
  ),
  run(argument, { settings: { timeout: _, ...settings } }) {
    if (argument.toLowerCase() === 'off' || argument === '0')
      return { type: 'settings', settings, message: 'tasks may take as long as they want' }
    const limit = parseTimeLimit(argument, 'timeout')
    return {
      type: 'settings',
      settings: { ...settings, timeout: limit },
      message: `tasks of the next job are cancelled after ${timeLimitText(limit)}${'percent' in limit ? ' of their median' : ''}`,
    }
  },
}
