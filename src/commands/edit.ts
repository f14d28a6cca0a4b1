/** `edit`: the last statement in the user's own editor. */
import { badRequest } from '../core/failure.ts'
import type { CommandDeclaration } from './command.ts'

export const edit: CommandDeclaration = {
  name: 'edit',
  aliases: ['ed'],
  parameters: '',
  summary: 'change the last statement in $VISUAL or $EDITOR',
  examples: [{ line: 'edit', meaning: 'change the last statement, then run it with Enter' }],
  run(argument) {
    if (argument !== '') throw badRequest('edit takes nothing: it opens the last statement')
    return { type: 'edit' }
  },
}
