/** What users do in a mix, as commands to the engine: chosen among what is there at that moment. Pure. */
import type { SessionName } from '../../../src/core/session.ts'
import type { State } from '../../../src/core/state.ts'
import type { Command } from '../../../src/engine/door.ts'
import type { Deed, MixSession } from './mix.ts'

export const pickFrom = <T>(items: readonly T[], pick: number): T | undefined =>
  items[pick % Math.max(1, items.length)]

export const sessionPicked = (sessions: readonly MixSession[], pick: number): SessionName =>
  pickFrom(sessions, pick)?.name ?? ''

/** The commands of a deed; none when there is nothing to do it to, or when it is no user who does it. */
export function commandsOf(deed: Deed, state: State, sessions: readonly MixSession[]): Command[] {
  const open = [...state.active]
  switch (deed.do) {
    case 'cancel task': {
      const tasks = [...state.jobs.values()].flatMap((job) => job.tasks)
      const task = pickFrom(
        tasks.filter(({ phase }) => phase.name === deed.of),
        deed.pick,
      )
      return task ? [{ type: 'cancel task', task: task.id }] : []
    }
    case 'cancel job': {
      const job = pickFrom(open, deed.pick)
      return job === undefined ? [] : [{ type: 'cancel job', job, reason: 'mix' }]
    }
    case 'cancel session':
      return [{ type: 'cancel sessions', sessions: [sessionPicked(sessions, deed.pick)], reason: 'mix' }]
    case 'pause':
      return [{ type: 'pause queue' }]
    case 'resume':
      return [{ type: 'resume queue' }]
    case 'hold':
      return [{ type: 'hold jobs', jobs: open.slice(0, 1 + (deed.pick % 3)), reason: 'mix' }]
    case 'release':
      return [{ type: 'release jobs', jobs: open }]
    case 'cap': {
      const job = pickFrom(open, deed.pick)
      return job === undefined ? [] : [{ type: 'set cap', job, cap: deed.cap }]
    }
    case 'limit':
      return [{ type: 'limit', scope: deed.scope, cap: deed.cap }]
    case 'order': {
      const job = pickFrom(open, deed.pick)
      if (job === undefined) return []
      return [
        { type: 'set priority', job, priority: deed.priority },
        { type: 'move job', job, to: deed.to },
      ]
    }
    case 'end transaction': {
      const name = pickFrom(pendingIn(state), deed.pick)
      return name === undefined ? [] : [endTransactions([name], deed.how)]
    }
    case 'close':
      return [{ type: 'close sessions', sessions: [sessionPicked(sessions, deed.pick)] }]
    case 'open':
      return [{ type: 'open sessions', sessions: [sessionPicked(sessions, deed.pick)] }]
    case 'submit':
    case 'drop':
    case 'cut the network':
    case 'listener':
      return []
  }
}

/** Sessions that are idle with work pending. */
export const pendingIn = (state: State): SessionName[] =>
  [...state.sessions.values()]
    .filter(({ phase, pending }) => phase.name === 'idle' && pending.length > 0)
    .map(({ spec }) => spec.name)

export const endTransactions = (sessions: readonly SessionName[], how: 'commit' | 'rollback'): Command => ({
  type: 'end transactions',
  sessions,
  how,
  settlesOthers: true,
})
