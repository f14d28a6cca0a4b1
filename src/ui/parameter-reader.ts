/**
 * Parameters of a statement at the prompt, read when it is queued: files as they are now, queries as jobs of their own,
 * which stand in the list and can be cancelled as any other.
 */
import { FailureError } from '../core/failure.ts'
import type { JobPlan } from '../core/job.ts'
import { planQuery, tableOfAnswer } from '../core/parameter-query.ts'
import {
  describeSource,
  isGiven,
  type ParameterQuery,
  type ParameterSource,
  readSources,
} from '../core/parameter-source.ts'
import type { ParameterTable, Varying } from '../core/parameters.ts'
import { hasEnded } from '../core/state.ts'
import type { KnownNames } from '../core/target.ts'
import type { Engine, Reply } from '../engine/door.ts'
import { countOf } from '../results/measures.ts'
import { jobToAwait, type Store } from './store.ts'

export interface ParameterReaderParts {
  readonly engine: Pick<Engine, 'rows'>
  readonly store: Pick<Store, 'state' | 'until'>
  readonly known: KnownNames
  /** The text of a file. Throws a bad request that names it. */
  readonly readText: (path: string) => Promise<string>
  readonly submit: (plan: JobPlan) => Promise<Reply>
  readonly say: (text: string) => void
}

/**
 * Reads parameters, one statement's after the other's. What stands there already is given back at once, unless something
 * is still being read: a statement does not overtake one that was typed before it. Throws FailureError.
 */
export type ReadParameters = (
  sources: readonly ParameterSource[],
) => readonly Varying[] | Promise<readonly Varying[]>

export function createParameterReader(parts: ParameterReaderParts): ReadParameters {
  const { engine, store, known, readText, submit, say } = parts
  let reading: Promise<unknown> | undefined

  async function ask(query: ParameterQuery): Promise<ParameterTable> {
    say(`${describeSource(query)}: the statement is queued when its rows are there`)
    const reply = await submit(planQuery(query, known))
    if (reply.type === 'refused') throw new FailureError(reply.failure)
    if (reply.type !== 'queued') throw new Error(`a plain query got the reply ${reply.type}`)
    const job = await jobToAwait(store, reply.job)
    await store.until(() => hasEnded(job))
    const [task] = job.tasks
    if (!task) throw new Error(`job ${job.number} has no task`)
    const table = await tableOfAnswer(query, task, (offset, count) =>
      engine.rows({ task: task.id, result: 0 }, offset, count),
    )
    say(`${describeSource(query)}: ${countOf(table.rows.length, 'row')}`)
    return table
  }

  return (sources) => {
    if (reading === undefined && sources.every(isGiven)) return sources
    const read = (reading ?? Promise.resolve()).then(() => readSources(sources, { readText, ask }))
    const settled = read.then(
      () => undefined,
      () => undefined,
    )
    reading = settled
    void settled.then(() => {
      if (reading === settled) reading = undefined
    })
    return read
  }
}
