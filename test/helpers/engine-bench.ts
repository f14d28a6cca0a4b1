/**
 * An engine on the real driver and the practice database, with a relay between them that a test can cut, and readers
 * that fold its events as the front ends do.
 */
import { expect, vi } from 'vitest'
import { apply } from '../../src/core/apply.ts'
import type { Event, TaskEnd } from '../../src/core/event.ts'
import type { TaskId } from '../../src/core/job.ts'
import type { SessionName } from '../../src/core/session.ts'
import { type State, taskOf } from '../../src/core/state.ts'
import type { ConnectionSources } from '../../src/engine/connections.ts'
import type { Command, Engine, Reply } from '../../src/engine/door.ts'
import { createEngine } from '../../src/engine/engine.ts'
import { openConnection } from '../../src/oracle/connection.ts'
import type { Storage } from '../../src/storage/door.ts'
import { openMemoryStorage } from '../../src/storage/memory.ts'
import { type CuttableProxy, startCuttableProxy } from './cuttable-proxy.ts'
import { startNewPractice } from './new-practice.ts'
import { type PlanPart, planFor } from './plans.ts'

export interface EngineBench {
  readonly engine: Engine
  readonly proxy: CuttableProxy
  /** Easy Connect string past the relay. */
  readonly directConnectString: string
  /** Folded from events, as a front end sees it. */
  readonly state: State
  readonly events: readonly Event[]
  /** Makes sessions of a practice user known; each name is a session. */
  addSessions(user: string, ...names: SessionName[]): Promise<void>
  /** Queues a statement and answers its number. Throws when the reply is another. */
  submit(statement: string, part?: PlanPart): Promise<number>
  send(command: Command): Promise<Reply>
  /** Waits until every task of the job has ended and answers `outcome, fate` of each. */
  ends(job: number): Promise<string[]>
  end(task: TaskId): TaskEnd
  running(task: TaskId): Promise<void>
  rowsOf(task: TaskId): Promise<readonly (readonly (string | null)[])[]>
  stop(): Promise<void>
}

export interface BenchOptions {
  readonly password?: string
  /** How long a rung of a cancel may stay unanswered; unless given, longer than any answer takes. */
  readonly grace?: number
  readonly monitorPace?: number
  readonly connectPause?: number
  readonly open?: ConnectionSources['open']
  readonly storage?: Storage
  readonly now?: () => number
  readonly remembered?: number
}

export async function startEngineBench(options: BenchOptions = {}): Promise<EngineBench> {
  const {
    password = 'tiger',
    grace = 20_000,
    monitorPace = 50,
    open = openConnection,
    now = Date.now,
  } = options
  const { storage = openMemoryStorage(), connectPause = 50 } = options
  const practice = await startNewPractice()
  const proxy = await startCuttableProxy(practice.connectString)
  const engine = createEngine({
    storage,
    open,
    now,
    resolve: async () => proxy.connectString,
    password: async () => password,
    grace,
    monitorPace,
    connectPause,
    ...(options.remembered !== undefined && { remembered: options.remembered }),
  })
  const events: Event[] = []
  const { state } = engine.subscribe((batch) => {
    for (const event of batch) {
      events.push(event)
      apply(state, event)
    }
  })

  const jobEnded = (number: number) => {
    const job = state.jobs.get(number)
    expect(job).toBeDefined()
    expect(state.active.has(number)).toBe(false)
    return job
  }

  return {
    engine,
    proxy,
    directConnectString: practice.connectString,
    state,
    events,
    send: (command) => engine.send(command),
    async addSessions(user, ...names) {
      const sessions = names.map((name) => ({ name, login: { user, connectString: 'practice' } }))
      expect(await engine.send({ type: 'add sessions', sessions })).toEqual({ type: 'done' })
    },
    async submit(statement, part = {}) {
      const reply = await engine.send({ type: 'submit job', plan: planFor(statement, part) })
      if (reply.type !== 'queued') throw new Error(`not queued: ${JSON.stringify(reply)}`)
      return reply.job
    },
    async ends(number) {
      const job = await vi.waitFor(() => jobEnded(number), { timeout: 20_000, interval: 5 })
      return (job?.tasks ?? []).map(({ phase }) =>
        phase.name === 'ended' ? `${phase.end.outcome}, ${phase.end.fate}` : phase.name,
      )
    },
    end(task) {
      const { phase } = taskOf(state, task)
      if (phase.name !== 'ended') throw new Error(`${task} is ${phase.name}`)
      return phase.end
    },
    running: (task) =>
      vi.waitFor(() => expect(taskOf(state, task).phase.name).toBe('running'), {
        timeout: 10_000,
        interval: 2,
      }),
    rowsOf: async (task) => (await engine.rows({ task, result: 0 }, 0, 1_000_000)).rows,
    async stop() {
      await engine.close()
      await proxy.stop()
      await practice.stop()
    },
  }
}
