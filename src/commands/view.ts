/** `view`: what the middle of the screen shows. */
import { badRequest } from '../core/failure.ts'
import { nearestName } from '../core/nearest.ts'
import type { CommandDeclaration } from './command.ts'

/** What can be shown, in the order of their keys: 0 is the overview. */
export const viewNames = [
  'overview',
  'sessions',
  'jobs',
  'tasks',
  'timeline',
  'grid',
  'answer',
  'log',
] as const

export type ViewName = (typeof viewNames)[number]

export const view: CommandDeclaration = {
  name: 'view',
  aliases: [],
  parameters: 'NAME [FILTER]',
  summary: 'show another view, perhaps filtered',
  examples: [
    { line: 'view sessions', meaning: 'every session, as key 1 does with an empty prompt' },
    { line: 'view tasks phase:failed', meaning: 'the tasks of the selected job that failed' },
    { line: 'view overview', meaning: 'a little of everything, as at first' },
  ],
  run(argument) {
    const [, word = '', filter = ''] = /^(\S*)\s*(.*)$/s.exec(argument) ?? []
    const name = viewNames.find((each) => each === word.toLowerCase())
    if (name) return { type: 'view', name, filter }
    const nearest = nearestName(word, viewNames)
    const advice = nearest === undefined ? viewNames.join(', ') : `did you mean ${nearest}?`
    throw badRequest(`view: there is no view "${word}": ${advice}`)
  },
}
