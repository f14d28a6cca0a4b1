/** `jobs`: what was queued, in this program and before it, and how far it is. */
import { badRequest } from '../core/failure.ts'
import type { CommandDeclaration } from './command.ts'

const usual = 30

export const jobs: CommandDeclaration = {
  name: 'jobs',
  aliases: [],
  parameters: '[COUNT]',
  summary: 'list the jobs, earlier ones too',
  examples: [
    { line: 'jobs', meaning: `the newest ${usual}` },
    { line: 'jobs 200', meaning: 'the newest 200' },
  ],
  run(argument) {
    if (argument !== '' && !/^\d{1,6}$/.test(argument))
      throw badRequest(`jobs: expected a number of jobs to list, got "${argument}"`)
    return { type: 'list jobs', count: argument === '' ? usual : Number(argument) }
  },
}
