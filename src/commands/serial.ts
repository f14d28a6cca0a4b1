/** `serial SIZES`: a job goes in waves, and is held after the first. */
import { parseWaves, wavesText } from '../core/waves.ts'
import type { CommandDeclaration } from './command.ts'
import { choices } from './completion.ts'

export const serial: CommandDeclaration = {
  name: 'serial',
  aliases: [],
  parameters: 'SIZES',
  summary: 'run a job in waves; it is held after the first',
  examples: [
    {
      line: 'serial 1,5,20%',
      meaning: 'one task, then five, then a fifth of all at a time (rounded up: 2 of 7)',
    },
    { line: 'serial 1,100%', meaning: 'one task; all others once you have seen what it gave' },
    { line: 'serial off', meaning: 'no waves again' },
  ],
  complete: choices(['off', 'no waves']),
  run(argument, { settings: { waves: _, ...others } }) {
    if (argument.toLowerCase() === 'off')
      return { type: 'settings', settings: others, message: 'the next job goes in no waves' }
    const waves = parseWaves(argument)
    return {
      type: 'settings',
      settings: { ...others, waves },
      message: `the next job goes in waves of ${wavesText(waves)} tasks, and is held after the first`,
    }
  },
}
