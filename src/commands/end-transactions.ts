/** `commit` and `rollback`: end the open transactions of sessions, or of those where a job has left work. */
import { badRequest } from '../core/failure.ts'
import { jobOf } from '../core/job.ts'
import type { SessionName } from '../core/session.ts'
import type { SessionState } from '../core/state.ts'
import { resolveTarget } from '../core/target.ts'
import type { CommandContext, CommandDeclaration, CommandResult } from './command.ts'
import { choices, either, jobNumbers, targets } from './completion.ts'
import { readSubject } from './subject.ts'

type How = 'commit' | 'rollback'

const ending = (how: How, summary: string): CommandDeclaration => ({
  name: how,
  aliases: [],
  parameters: '[JOB|TARGET|all]',
  summary,
  examples: [
    { line: how, meaning: `every session of the target ${doing[how]} what it holds` },
    { line: `${how} 1`, meaning: 'where job 1 left work; names work of other jobs there, and asks' },
    { line: `${how} scott`, meaning: 'the sessions of that target' },
    { line: `${how} all`, meaning: 'every session that holds work' },
  ],
  complete: either(jobNumbers, targets, choices(['all', 'every session that holds work'])),
  awaitsJobs: true,
  run: (argument, context) => endTransactions(how, argument, context),
})

const doing: Readonly<Record<How, string>> = { commit: 'commits', rollback: 'rolls back' }

export const commit = ending('commit', 'commit open work of a job or of sessions')

export const rollback = ending('rollback', 'roll back open work of a job or of sessions')

/** Whose work is meant: in these sessions, of that job alone where one was named. */
interface Meant {
  readonly sessions: readonly SessionName[]
  readonly job?: number
  readonly words: string
}

function endTransactions(how: How, argument: string, context: CommandContext): CommandResult {
  const { state } = context
  const meant = readMeant(argument, context)
  const holding = meant.sessions.flatMap((name) => {
    const session = state.sessions.get(name)
    return session && session.phase.name !== 'busy' && holds(session, meant.job) ? [session] : []
  })
  const running = unfinished(meant, context)
  if (holding.length === 0) {
    if (running !== '') throw badRequest(`${running}: ${how} when it has`)
    return { type: 'say', message: `no session of ${meant.words} holds uncommitted work` }
  }
  const sessions = holding.map(({ spec }) => spec.name)
  const tasks = holding.flatMap(({ pending }) => pending)
  const deed = how === 'commit' ? 'committed' : 'rolled back'
  const rest = running === '' ? '' : `; ${running} and is not part of it`
  return {
    type: 'send',
    command: {
      ...{ type: 'end transactions', sessions, how },
      ...(meant.job !== undefined && { job: meant.job }),
    },
    done: `${deed} the work of ${tasks.join(', ')} in ${sessions.join(', ')}${rest}`,
  }
}

function readMeant(argument: string, { state, settings, known }: CommandContext): Meant {
  const word = argument.trim()
  if (word.toLowerCase() === 'all') return { sessions: [...state.sessions.keys()], words: 'any' }
  if (/^\d/.test(word)) {
    const { job, task } = readSubject(word, state)
    if (task !== undefined)
      throw badRequest(`${word} is a task: its transaction may hold more; name job ${job}`)
    return { sessions: [...state.sessions.keys()], job, words: `job ${job}` }
  }
  const target = word === '' || word.toLowerCase() === 'work' ? settings.target : word
  return { sessions: [...new Set(resolveTarget(target, known).sessions)], words: target }
}

const holds = ({ pending }: SessionState, job: number | undefined): boolean =>
  job === undefined ? pending.length > 0 : pending.some((task) => jobOf(task) === job)

/** Jobs that may still leave work there. */
function unfinished({ sessions, job }: Meant, { state }: CommandContext): string {
  const names = new Set(sessions)
  const numbers = [...state.active].filter((number) =>
    job === undefined
      ? state.jobs.get(number)?.plan.sessions.some((name) => names.has(name))
      : number === job,
  )
  return numbers.length === 0 ? '' : `job ${numbers.join(', ')} has not ended`
}
