/** `halt RULE`: when a job gives up before its tasks are through. */
import { haltText, parseHalt } from '../core/halt.ts'
import type { CommandDeclaration } from './command.ts'
import { choices } from './completion.ts'

export const halt: CommandDeclaration = {
  name: 'halt',
  aliases: [],
  parameters: 'RULE',
  summary: 'give up a job after so many failures',
  examples: [
    {
      line: 'halt soon,fail=1',
      meaning: 'jobs queued from now on start nothing more once a task has failed',
    },
    {
      line: 'halt now,fail=20%',
      meaning: 'of all tasks, rounded up: 2 of 7; what runs is cancelled as well',
    },
    { line: 'halt now,success=1', meaning: 'one that succeeds is enough; done=N counts all that ran' },
    { line: 'halt never', meaning: 'run all tasks, whatever becomes of them' },
  ],
  complete: choices(
    ['never', 'whatever fails'],
    ['soon,fail=1', 'start nothing more'],
    ['now,fail=1', 'cancel what runs, too'],
  ),
  run(argument, { settings: { halt: _, ...others } }) {
    const rule = parseHalt(argument)
    if (!rule) return { type: 'settings', settings: others, message: 'the next job runs all its tasks' }
    return {
      type: 'settings',
      settings: { ...others, halt: rule },
      message: `the next job halts: ${haltText(rule)}`,
    }
  },
}
