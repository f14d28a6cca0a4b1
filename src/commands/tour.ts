/** `tour`: five steps on the practice database, done by whoever takes it. */
import { badRequest } from '../core/failure.ts'
import type { CommandDeclaration } from './command.ts'

export const tour: CommandDeclaration = {
  name: 'tour',
  aliases: [],
  parameters: '[stop]',
  summary: 'learn target, cap, cancel, fold and retry by doing',
  examples: [
    { line: 'tour', meaning: 'the first step stands above the prompt; each goes on when you have done it' },
    { line: 'tour stop', meaning: 'enough of it' },
  ],
  run(argument, { isPractice }) {
    const word = argument.toLowerCase()
    if (word === 'stop') return { type: 'tour', isOn: false }
    if (word !== '') throw badRequest(`tour takes nothing, or stop, got "${argument}"`)
    if (isPractice) return { type: 'tour', isOn: true }
    return {
      type: 'say',
      message:
        'the tour is for the practice database: quit, start multisession practice, and type tour there',
    }
  },
}
