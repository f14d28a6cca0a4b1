/** `after`, `at` and `repeat`: when the next statement runs. They hold for that one statement. */
import { badRequest } from '../core/failure.ts'
import { conditionWords, parseRepeat } from '../core/repeat.ts'
import { parseWhen, whenText } from '../core/when.ts'
import type { CommandContext, CommandDeclaration, CommandResult, NextStatement } from './command.ts'
import { choicesAt, either, first, jobNumbers } from './completion.ts'

export const after: CommandDeclaration = {
  name: 'after',
  aliases: [],
  parameters: '[JOB [ended]]',
  summary: 'let the next statement wait for a job',
  examples: [
    { line: 'after 1', meaning: 'it runs when job 1 has succeeded, and is skipped when it has not' },
    { line: 'after 1 ended', meaning: 'whatever came of it' },
    { line: 'after', meaning: 'after nothing' },
  ],
  complete: either(first(jobNumbers), choicesAt(1, ['ended', 'whatever came of it'])),
  run(argument, context) {
    if (argument === '') return withNext(context, { after: undefined }, 'the next statement waits for no job')
    const [, job, ended] = /^(\d{1,9})(\s+ended)?$/i.exec(argument) ?? []
    if (job === undefined)
      throw badRequest(`after: expected the number of a job, as after 1 or after 1 ended, got "${argument}"`)
    const wanted = ended === undefined ? 'succeeded' : 'ended'
    return withNext(
      context,
      { after: { job: Number(job), if: wanted } },
      `the next statement runs when job ${job} has ${wanted}`,
    )
  },
}

export const at: CommandDeclaration = {
  name: 'at',
  aliases: [],
  parameters: '[TIME]',
  summary: 'let the next statement start later',
  examples: [
    { line: 'at +5m', meaning: 'five minutes after it is queued; also +30s, +1h30m' },
    { line: 'at 23:30', meaning: 'the next time the clock of this machine shows it' },
    { line: 'at', meaning: 'as soon as it can' },
  ],
  run(argument, context) {
    if (argument === '')
      return withNext(context, { startAt: undefined }, 'the next statement starts as soon as it can')
    const startAt = parseWhen(argument, context.now, 'at')
    return withNext(
      context,
      { startAt },
      `the next statement starts not before ${whenText(startAt, context.now)}`,
    )
  },
}

export const repeat: CommandDeclaration = {
  name: 'repeat',
  aliases: ['watch'],
  parameters: '[SPAN ...]',
  summary: 'run the next statement again and again',
  examples: [
    { line: 'repeat 5s', meaning: 'every five seconds, until it fails or is cancelled' },
    { line: 'repeat 1m times 10', meaning: 'ten times at most' },
    { line: 'repeat 2s until rows=0', meaning: 'until every answer is empty; also rows>5, rows<=2' },
    { line: 'repeat 5s until value=DONE', meaning: 'until the first value of every answer is DONE' },
    { line: 'repeat 10s until succeeded', meaning: 'failures do not end it; also until failed' },
    { line: 'repeat', meaning: 'once' },
  ],
  complete: choicesAt(1, ['until', 'a condition'], ['times', 'so often at most']),
  run(argument, context) {
    if (argument === '') return withNext(context, { repeat: undefined }, 'the next statement runs once')
    const wanted = parseRepeat(argument, 'repeat')
    const until = wanted.until === undefined ? 'it fails' : conditionWords(wanted.until)
    const times = wanted.times === undefined ? '' : `, ${wanted.times} times at most`
    return withNext(
      context,
      { repeat: wanted },
      `the next statement runs again every ${wanted.every / 1000}s${times}, until ${until}`,
    )
  },
}

type Change = { readonly [Key in keyof NextStatement]: NextStatement[Key] | undefined }

function withNext({ settings }: CommandContext, change: Change, message: string): CommandResult {
  const merged = Object.entries({ ...settings.next, ...change }).filter(([, value]) => value !== undefined)
  return { type: 'settings', settings: { ...settings, next: Object.fromEntries(merged) }, message }
}
