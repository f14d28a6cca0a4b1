/** `resume` and `retry`: run again what of a job has not taken effect, or has failed. */
import type { Again } from '../core/again.ts'
import { badRequest } from '../core/failure.ts'
import type { CommandDeclaration } from './command.ts'

const again = (how: Again, summary: string, meaning: string): CommandDeclaration => ({
  name: how,
  aliases: [],
  parameters: `${how === 'resume' ? '[JOB]' : 'JOB'} [--as-it-was]`,
  summary,
  examples: [
    { line: `${how} 1`, meaning },
    ...(how === 'resume' ? [{ line: 'resume', meaning: 'let a paused queue go on' }] : []),
    { line: `${how} 1 --as-it-was`, meaning: 'in the sessions of then, whatever its target means today' },
  ],
  run(argument, { state }) {
    if (how === 'resume' && argument === '' && state.isPaused)
      return { type: 'send', command: { type: 'resume queue' }, done: 'the queue goes on' }
    if (how === 'resume' && argument === '')
      return { type: 'say', message: 'the queue is not paused; to go on with a job, name it: resume 1' }
    const [, job, asItWas] = /^(\d{1,9})(\s+--as-it-was)?$/.exec(argument) ?? []
    if (job === undefined) throw badRequest(`${how}: expected the number of a job, got "${argument}"`)
    return { type: 'again', how, job: Number(job), isAsItWas: asItWas !== undefined }
  },
})

export const resume = again(
  'resume',
  'run what never started or was rolled back',
  'go on with job 1: what is done is left alone, what is unknown is listed',
)

export const retry = again('retry', 'run again what failed', 'every failed task of job 1, as it was')
