/**
 * Random mixes: sessions over several logins, jobs of every kind with their options, and what users, networks and
 * listeners do meanwhile. Plain data, the same for the same seed; it knows nothing of how a mix is run.
 */
import type { HaltRule } from '../../../src/core/halt.ts'
import type { JobPlan, TaskPlan } from '../../../src/core/job.ts'
import type { CapScope } from '../../../src/core/limits.ts'
import type { Share } from '../../../src/core/share.ts'
import { planFor } from '../../helpers/plans.ts'
import { type Dice, diceFrom } from '../random.ts'
import { blocks, changes, definitions, endings, locks, queries, type Shape } from './statements.ts'

export interface MixSession {
  readonly name: string
  readonly user: string
}

export interface MixJob {
  readonly plan: JobPlan
  /** What each of its tasks sends. */
  readonly shapes: readonly Shape[]
  /** It comes after the job so many before it, if that was queued. */
  readonly afterBack?: number
}

/** What happens meanwhile; `pick` chooses among what is there when its moment has come. */
export type Deed =
  | { readonly do: 'submit'; readonly job: number }
  | { readonly do: 'cancel task'; readonly pick: number; readonly of: 'running' | 'waiting' }
  | { readonly do: 'cancel job'; readonly pick: number }
  | { readonly do: 'cancel session'; readonly pick: number }
  | { readonly do: 'pause' | 'resume' }
  | { readonly do: 'hold' | 'release'; readonly pick: number }
  | { readonly do: 'cap'; readonly pick: number; readonly cap: number }
  | { readonly do: 'limit'; readonly scope: CapScope; readonly cap: number }
  | { readonly do: 'order'; readonly pick: number; readonly priority: number; readonly to: 'first' | 'last' }
  | { readonly do: 'end transaction'; readonly pick: number; readonly how: 'commit' | 'rollback' }
  | { readonly do: 'close' | 'open' | 'drop'; readonly pick: number }
  | { readonly do: 'cut the network' }
  | {
      readonly do: 'listener'
      readonly mood: 'refuse' | 'reset' | 'hang' | 'late' | 'normal'
      readonly error: number
    }

export interface MixStep {
  /** Milliseconds before it. */
  readonly wait: number
  readonly deed: Deed
}

export interface Mix {
  readonly seed: number
  readonly sessions: readonly MixSession[]
  readonly jobs: readonly MixJob[]
  readonly steps: readonly MixStep[]
  readonly isJournaled: boolean
}

export const users = ['a', 'b', 'scott'] as const

/** The comment by which the ledger knows a task. */
export const markOf = (seed: number, job: number, task: number): string => `/*mix ${seed} ${job}.${task}*/`

/** The mix of that seed. */
export function mixOf(seed: number): Mix {
  const dice = diceFrom(seed)
  const sessions = users
    .slice(0, dice.between(1, users.length))
    .flatMap((user) =>
      Array.from({ length: dice.between(1, 3) }, (_, index) => ({ name: `${user}${index + 1}`, user })),
    )
  const jobs = Array.from({ length: dice.between(3, 9) }, (_, index) => jobIn(seed, index, sessions, dice))
  const steps = jobs.flatMap((_, job) => [
    { wait: dice.between(0, 15), deed: { do: 'submit', job } as const },
    ...Array.from({ length: dice.between(0, 3) }, () => ({
      wait: dice.between(0, 40),
      deed: deedIn(sessions, dice),
    })),
  ])
  return { seed, sessions, jobs, steps, isJournaled: dice.chance(0.2) }
}

/** For people: what the mix is, line by line. */
export const describeMix = ({ sessions, jobs, steps, isJournaled }: Mix): string[] => [
  `sessions ${sessions.map(({ name }) => name).join(' ')}${isJournaled ? ', with a journal' : ''}`,
  ...steps.map(({ wait, deed }) => {
    if (deed.do !== 'submit') return `${wait} ms, ${JSON.stringify(deed)}`
    const { plan, afterBack } = jobs[deed.job] as MixJob
    const { tasks: _, statement: __, limits: ___, parameters: ____, target: _____, ...options } = plan
    return `${wait} ms, job ${deed.job}: ${JSON.stringify({ ...options, afterBack })}\n${plan.tasks
      .map((task) => `      ${task.number} ${task.session ?? ''} ${task.statement}`)
      .join('\n')}`
  }),
]

function jobIn(seed: number, index: number, all: readonly MixSession[], dice: Dice): MixJob {
  const names = all.map(({ name }) => name).filter(() => dice.chance(0.7))
  const sessions = names.length > 0 ? names : [dice.pick(all).name]
  const mode = dice.pick(['any', 'each'] as const)
  const family = familyFor(mode, dice)
  const rows = mode === 'any' ? dice.between(1, 8) : dice.between(1, 2)
  const places = Array.from({ length: rows }, () =>
    mode === 'any' ? [{}] : sessions.map((session) => ({ session })),
  ).flat()
  const shapes = places.map(() => dice.pick(family))
  const tasks = places.map(
    (place, at): TaskPlan => ({
      ...{ number: at + 1, ...place, parameters: {}, binds: {} },
      statement: shapes[at]?.text(markOf(seed, index, at + 1), dice) ?? '',
    }),
  )
  const plan = planFor(tasks[0]?.statement ?? '', {
    ...{ mode, sessions, tasks, kind: shapes[0]?.kind ?? 'query' },
    ...{ cap: dice.pick([0, 1, 2, 3]), priority: dice.pick([0, 0, 1, 2]) },
    ...{ commit: dice.chance(0.5), settlesOthers: dice.chance(0.5) },
    whenSelfBlocked: dice.pick(['stop', 'hold'] as const),
    ...(dice.chance(0.4) && {
      retries: {
        ...{ times: dice.between(1, 3), delay: dice.between(0, 30) },
        on: dice.chance(0.5) ? ['ORA-20001'] : [],
      },
    }),
    ...(dice.chance(0.2) && { timeout: { milliseconds: dice.between(1, dice.pick([8, 200])) } }),
    ...(dice.chance(0.15) && { halt: haltIn(dice) }),
    ...(dice.chance(0.2) && { waves: [shareIn(dice), shareIn(dice)] }),
  })
  return { plan, shapes, ...(dice.chance(0.15) && { afterBack: dice.between(1, 2) }) }
}

/** A job is of one kind, as its text is one; its tasks are of any shape of that kind. */
const familyFor = (mode: JobPlan['mode'], dice: Dice): readonly Shape[] =>
  dice.pick([
    ...[queries, queries, locks, changes, changes, changes, blocks, blocks, blocks, blocks, blocks],
    ...(mode === 'each' ? [definitions, endings.slice(0, 1), endings.slice(1)] : []),
  ])

const shareIn = (dice: Dice): Share =>
  dice.chance(0.5) ? { tasks: dice.between(1, 3) } : { percent: dice.between(1, 100) }

const haltIn = (dice: Dice): HaltRule => ({
  when: dice.pick(['soon', 'now'] as const),
  cause: dice.pick(['fail', 'fail', 'success', 'done'] as const),
  share: shareIn(dice),
})

function deedIn(sessions: readonly MixSession[], dice: Dice): Deed {
  const pick = dice.between(0, 1_000_000)
  const names = sessions.map(({ name }) => name)
  const scopes: readonly CapScope[] = [
    { kind: 'all' },
    { kind: 'group', group: 'left', sessions: names.slice(0, 3) },
    { kind: 'group', group: 'right', sessions: names.slice(2) },
    { kind: 'session', session: dice.pick(names) },
    { kind: 'database', database: 'practice' },
  ]
  switch (dice.between(1, 20)) {
    case 1:
    case 2:
    case 17:
      return { do: 'cancel task', pick, of: dice.pick(['running', 'running', 'waiting'] as const) }
    case 3:
      return dice.chance(0.5) ? { do: 'cancel job', pick } : { do: 'resume' }
    case 4:
      return { do: 'cancel session', pick }
    case 5:
      return { do: dice.pick(['pause', 'resume', 'resume'] as const) }
    case 6:
      return { do: dice.pick(['hold', 'release', 'release'] as const), pick }
    case 7:
    case 8:
      return { do: 'cap', pick, cap: dice.between(0, 3) }
    case 9:
    case 10:
      return { do: 'limit', scope: dice.pick(scopes), cap: dice.between(0, 3) }
    case 11:
      return { do: 'order', pick, priority: dice.between(0, 2), to: dice.pick(['first', 'last'] as const) }
    case 12:
    case 13:
      return { do: 'end transaction', pick, how: dice.pick(['commit', 'rollback'] as const) }
    case 14:
    case 18:
      return { do: dice.pick(['close', 'open', 'drop', 'drop'] as const), pick }
    case 15:
      return { do: 'cut the network' }
    case 16:
      return {
        ...{
          do: 'listener',
          mood: dice.pick(['refuse', 'refuse', 'reset', 'hang', 'late', 'normal'] as const),
        },
        error: dice.pick([12514, 12519, 12516]),
      }
    default:
      return { do: 'listener', mood: 'normal', error: 12514 }
  }
}
