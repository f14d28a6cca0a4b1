/**
 * What becomes of pending work when its transaction ends, as events. Of a task that was broken off nobody knows whether
 * its work is part of the transaction, for ORA-01013 can hide finished work: what is committed then is in doubt.
 */
import type { EventBody } from './event.ts'
import type { TaskId } from './job.ts'
import type { Fate } from './outcome.ts'
import type { SessionName } from './session.ts'
import { type State, taskOf } from './state.ts'

/** The events, one at least, for tasks whose work was pending in a session. */
export function workSettled(
  state: State,
  session: SessionName,
  tasks: readonly TaskId[],
  fate: Fate,
): EventBody[] {
  const doubtful = fate === 'committed' ? tasks.filter((task) => wasBrokenOff(state, task)) : []
  const settled: EventBody = { type: 'work settled', session, tasks, fate }
  if (doubtful.length === 0) return [settled]
  const certain = tasks.filter((task) => !doubtful.includes(task))
  const doubted: EventBody = { type: 'work settled', session, tasks: doubtful, fate: 'in doubt' }
  return certain.length === 0 ? [doubted] : [{ ...settled, tasks: certain }, doubted]
}

function wasBrokenOff(state: State, id: TaskId): boolean {
  const { phase } = taskOf(state, id)
  return phase.name === 'ended' && (phase.end.outcome === 'cancelled' || phase.end.outcome === 'timed out')
}
