/** `resume` and `retry`: run again what of a job has not taken effect, has failed, or is unknown. */
import type { Again } from '../core/again.ts'
import { badRequest } from '../core/failure.ts'
import type { CommandDeclaration, CommandResult } from './command.ts'
import { choicesAt, either, first, jobNumbers } from './completion.ts'

export const resume: CommandDeclaration = {
  name: 'resume',
  aliases: [],
  parameters: '[JOB] [--as-it-was]',
  summary: 'run what never started or was rolled back',
  examples: [
    { line: 'resume 1', meaning: 'go on with job 1: what is done is left alone, what is unknown is listed' },
    { line: 'resume 1 --as-it-was', meaning: 'in the sessions of then, whatever its target means today' },
    { line: 'resume', meaning: 'let a paused queue go on' },
  ],
  complete: either(first(jobNumbers), choicesAt(1, ['--as-it-was', 'in the sessions of then'])),
  run(argument, { state }) {
    if (argument !== '') return again('resume', 'resume', argument)
    return state.isPaused
      ? { type: 'send', command: { type: 'resume queue' }, done: 'the queue goes on' }
      : { type: 'say', message: 'the queue is not paused; to go on with a job, name it: resume 1' }
  },
}

export const retry: CommandDeclaration = {
  name: 'retry',
  aliases: [],
  parameters: 'JOB [unknown|edit]',
  summary: 'run again what failed, as it was or edited',
  examples: [
    { line: 'retry 1', meaning: 'every failed task of job 1, as it was' },
    { line: 'retry 1 edit', meaning: 'the same tasks with the statement that you then edit and enter' },
    { line: 'retry 1 unknown', meaning: 'what was sent and may have taken effect; asks first' },
    { line: 'retry 1 --as-it-was', meaning: 'in the sessions of then, whatever its target means today' },
    { line: 'retry', meaning: 'what you enter is a new statement after all' },
  ],
  complete: either(
    first(jobNumbers),
    choicesAt(
      1,
      ['unknown', 'what may have taken effect; asks'],
      ['edit', 'with another statement'],
      ['--as-it-was', 'in the sessions of then'],
    ),
  ),
  run(argument, { settings }) {
    if (argument === '') {
      const { again: _, ...next } = settings.next
      return {
        ...{ type: 'settings', settings: { ...settings, next } },
        message: 'what is entered next is a statement of its own',
      }
    }
    const [, job, what] = /^(\d{1,9})\s+(unknown|edit)$/i.exec(argument) ?? []
    switch (what?.toLowerCase()) {
      case 'unknown':
        return { type: 'again', how: 'retry unknown', job: Number(job), isAsItWas: false }
      case 'edit':
        return { type: 'edit again', how: 'retry', job: Number(job) }
      default:
        return again('retry', 'retry', argument)
    }
  },
}

function again(name: string, how: Again, argument: string): CommandResult {
  const [, job, asItWas] = /^(\d{1,9})(\s+--as-it-was)?$/.exec(argument) ?? []
  if (job === undefined) throw badRequest(`${name}: expected the number of a job, got "${argument}"`)
  return { type: 'again', how, job: Number(job), isAsItWas: asItWas !== undefined }
}
