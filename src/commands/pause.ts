/** `pause`: nothing starts until the queue is resumed; what runs goes on. */
import { badRequest } from '../core/failure.ts'
import type { CommandDeclaration } from './command.ts'

export const pause: CommandDeclaration = {
  name: 'pause',
  aliases: [],
  parameters: '',
  summary: 'let nothing more start; what runs goes on',
  examples: [{ line: 'pause', meaning: 'until resume; statements may still be queued' }],
  run(argument, { state }) {
    if (argument !== '') throw badRequest(`pause takes nothing: hold ${argument} holds one job`)
    if (state.isPaused) return { type: 'say', message: 'the queue is paused already: resume goes on' }
    return { type: 'send', command: { type: 'pause queue' }, done: 'paused: nothing starts until resume' }
  },
}
