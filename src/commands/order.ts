/** `priority` and `move`: which job goes first. */
import { badRequest } from '../core/failure.ts'
import type { CommandDeclaration } from './command.ts'
import { choicesAt, either, first, openJobNumbers } from './completion.ts'
import { openJob } from './subject.ts'

export const priority: CommandDeclaration = {
  name: 'priority',
  aliases: [],
  parameters: '[JOB] N',
  summary: 'let a job go before those of lower ones',
  examples: [
    { line: 'priority 2 10', meaning: 'job 2 gets every slot that is freed, while it can use one' },
    { line: 'priority 2 0', meaning: 'as others: slots go to the job with the fewest running tasks' },
    { line: 'priority 5', meaning: 'the next statement alone' },
  ],
  complete: first(openJobNumbers),
  run(argument, { state, settings }) {
    const [, job, number] = /^(?:(\d{1,9})\s+)?([+-]?\d{1,4})$/.exec(argument) ?? []
    if (number === undefined)
      throw badRequest(`priority: expected a job and a whole number, as priority 2 10, got "${argument}"`)
    const wanted = Number(number)
    if (job === undefined)
      return {
        ...{ type: 'settings', settings: { ...settings, next: { ...settings.next, priority: wanted } } },
        message: `the next statement has priority ${wanted}`,
      }
    const open = openJob(job, state)
    return {
      ...{ type: 'send', command: { type: 'set priority', job: Number(job), priority: wanted } },
      done: `job ${open.number} has priority ${wanted}`,
    }
  },
}

export const move: CommandDeclaration = {
  name: 'move',
  aliases: [],
  parameters: 'JOB first|last|before N',
  summary: 'change the place of a job among equals',
  examples: [
    { line: 'move 2 first', meaning: 'before every other job of its priority' },
    { line: 'move 2 last', meaning: 'behind them' },
    { line: 'move 2 before 1', meaning: 'just before job 1' },
  ],
  complete: either(
    first(openJobNumbers),
    choicesAt(1, ['first', 'before all others'], ['last', 'behind them'], ['before', 'before the job named']),
  ),
  run(argument, { state }) {
    const [, job, place, other] = /^(\d{1,9})\s+(first|last|before\s+(\d{1,9}))$/i.exec(argument.trim()) ?? []
    if (job === undefined || place === undefined)
      throw badRequest(`move: expected JOB first, JOB last or JOB before JOB, got "${argument}"`)
    openJob(job, state)
    const to = other === undefined ? (place.toLowerCase() as 'first' | 'last') : { before: Number(other) }
    if (Number(job) === Number(other)) throw badRequest(`move: job ${job} cannot stand before itself`)
    return {
      ...{ type: 'send', command: { type: 'move job', job: Number(job), to } },
      done: `job ${job} stands ${other === undefined ? place.toLowerCase() : `before job ${other}`}`,
    }
  },
}
