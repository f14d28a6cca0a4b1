/** `cap N`: how many tasks of a job may run at once. */
import { badRequest } from '../core/failure.ts'
import type { CommandDeclaration } from './command.ts'

export const cap: CommandDeclaration = {
  name: 'cap',
  aliases: [],
  parameters: 'N',
  summary: 'run at most N tasks of a job at once; 0 is no cap',
  examples: [
    { line: 'cap 3', meaning: 'jobs queued from now on run three tasks at a time' },
    { line: 'cap 0', meaning: 'no cap: as many as there are sessions' },
  ],
  run(argument, { settings }) {
    if (!/^\d{1,6}$/.test(argument)) throw badRequest('cap wants a whole number: cap 3, or cap 0 for none')
    const limit = Number(argument)
    return {
      type: 'settings',
      settings: { ...settings, cap: limit },
      message: limit === 0 ? 'the next job has no cap' : `the next job runs at most ${limit} tasks at once`,
    }
  },
}
