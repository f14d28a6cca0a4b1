/**
 * Plays a mix against an engine on the real driver: submits its jobs, does its deeds, brings everything to an end and
 * writes down what was told and what the server says. It judges nothing but whether everything came to an end.
 */
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { apply } from '../../../src/core/apply.ts'
import type { Event } from '../../../src/core/event.ts'
import type { TaskId } from '../../../src/core/job.ts'
import type { State } from '../../../src/core/state.ts'
import type { Command, Engine, Reply } from '../../../src/engine/door.ts'
import { createEngine } from '../../../src/engine/engine.ts'
import { openConnection } from '../../../src/oracle/connection.ts'
import { openJournal } from '../../../src/storage/journal/open.ts'
import { openMemoryStorage } from '../../../src/storage/memory.ts'
import { newHome } from '../../helpers/home.ts'
import { planFor } from '../../helpers/plans.ts'
import { commandsOf, endTransactions, pendingIn, sessionPicked } from './commands.ts'
import type { Lane, LedgerRow } from './lane.ts'
import type { Deed, Mix, MixJob } from './mix.ts'

export interface MixRecord {
  readonly mix: Mix
  /** Numbers of the jobs that were queued, by their place in the mix. */
  readonly numbers: ReadonlyMap<number, number>
  readonly events: readonly Event[]
  /** As a reader of the events sees it, after the engine was closed. */
  readonly state: State
  /** What did not come to an end, or not as it should. */
  readonly stuck: readonly string[]
  readonly ledger: readonly LedgerRow[]
  readonly effects: ReadonlyMap<string, number>
}

/** How long whatever should end by itself may take on a loaded machine, in milliseconds. */
const patience = 20_000

export async function playMix(mix: Mix, lane: Lane): Promise<MixRecord> {
  await lane.clear()
  const player = new Player(mix, lane, await openStorage(mix))
  const stuck: string[] = []
  await player.play()
  stuck.push(...(await player.settle()), ...(await player.lookAround()), ...(await player.close()))
  stuck.push(...(await lane.untilGone(patience)).map((session) => `still on the server: ${session}`))
  const { numbers, events, state } = player
  const ledger = await lane.ledgerOf(mix.seed)
  return { mix, numbers, events, state, stuck, ledger, effects: await lane.effectsOf(mix.seed) }
}

const openStorage = async ({ isJournaled }: Mix) =>
  isJournaled ? openJournal({ path: join(newHome(), 'own.journal'), program: 'mix' }) : openMemoryStorage()

class Player {
  readonly numbers = new Map<number, number>()
  readonly events: Event[] = []
  readonly state: State
  private readonly mix: Mix
  private readonly lane: Lane
  private readonly engine: Engine
  /** Commands that wait for a server. */
  private readonly open = new Set<Promise<Reply>>()

  constructor(mix: Mix, lane: Lane, storage: Awaited<ReturnType<typeof openStorage>>) {
    this.mix = mix
    this.lane = lane
    this.engine = createEngine({
      ...{ storage, open: openConnection, grace: 60, monitorPace: 30, connectPause: 20 },
      resolve: async () => lane.proxy.connectString,
      password: async () => 'tiger',
    })
    const { state } = this.engine.subscribe((batch) => {
      for (const event of batch) {
        this.events.push(event)
        apply(state, event)
      }
    })
    this.state = state
    const sessions = mix.sessions.map(({ name, user }) => ({
      ...{ name, login: { user, connectString: 'practice' } },
    }))
    this.send({ type: 'add sessions', sessions })
  }

  async play(): Promise<void> {
    for (const { wait, deed } of this.mix.steps) {
      await sleep(wait)
      await this.perform(deed)
    }
  }

  /** Takes away whatever keeps tasks from ending, until all have ended; answers what has not. */
  async settle(): Promise<string[]> {
    await this.lane.outside(`begin practice.listener('normal'); end;`)
    // Whoever was left waiting by the listener waits for ever.
    if (this.mix.steps.some(({ deed }) => deed.do === 'listener' && deed.mood === 'hang'))
      this.lane.proxy.cut()
    this.send({ type: 'resume queue' })
    const isSettled = await this.comesTrue(() => {
      const held = this.jobs().filter((job) => job.held !== undefined && this.state.active.has(job.number))
      if (held.length > 0) this.send({ type: 'release jobs', jobs: held.map(({ number }) => number) })
      const pending = pendingIn(this.state)
      if (pending.length > 0)
        this.send(endTransactions(pending, this.mix.seed % 2 === 0 ? 'commit' : 'rollback'))
      return this.open.size === 0 && this.isAtRest()
    })
    return isSettled ? [] : this.unended()
  }

  /** No slot has leaked, and each session takes another task. */
  async lookAround(): Promise<string[]> {
    const { sessions, limits } = this.state
    const leaks = [
      ...this.jobs().flatMap(({ number, running }) =>
        running === 0 ? [] : [`job ${number} runs ${running}`],
      ),
      ...[...limits].flatMap(([key, { running }]) => (running === 0 ? [] : [`${key} counts ${running}`])),
      ...[...sessions.values()]
        .filter(({ spec, phase }) => (phase.name === 'idle') !== this.state.idle.has(spec.name))
        .map(({ spec, phase }) => `${spec.name} is ${phase.name}, and stands otherwise among the idle`),
    ]
    await this.lane.outside('begin practice.reset; end;')
    const names = this.mix.sessions.map(({ name }) => name)
    await this.engine.send({ type: 'open sessions', sessions: names })
    const plan = planFor('select 1 from dual', { sessions: names })
    const reply = await this.engine.send({ type: 'submit job', plan })
    if (reply.type !== 'queued') return [...leaks, `the last job: ${JSON.stringify(reply)}`]
    await this.comesTrue(() => this.isAtRest())
    const outcomes = (this.state.jobs.get(reply.job)?.tasks ?? []).flatMap(({ id, plan, phase }) => {
      const how = phase.name === 'ended' ? phase.end.outcome : phase.name
      return how === 'succeeded'
        ? []
        : [`${plan.session} takes no other task: ${id} ${JSON.stringify(phase)}`]
    })
    return [...leaks, ...outcomes, ...(await this.differencesInHistory())]
  }

  async close(): Promise<string[]> {
    let isClosed = false
    void this.engine.close().then(() => {
      isClosed = true
    })
    return (await this.comesTrue(() => isClosed)) ? [] : ['the engine does not close']
  }

  private async perform(deed: Deed): Promise<void> {
    const { state, lane, mix } = this
    for (const command of commandsOf(deed, state, mix.sessions)) this.send(command)
    if (deed.do === 'submit') await this.submit(deed.job)
    else if (deed.do === 'cut the network') lane.proxy.cut()
    else if (deed.do === 'listener')
      await lane.outside('begin practice.listener(:1, error => :2); end;', [deed.mood, deed.error])
    else if (deed.do === 'drop') {
      const sid = state.sessions.get(sessionPicked(mix.sessions, deed.pick))?.identity?.sid
      // It may have gone by itself.
      if (sid !== undefined)
        await lane.outside('begin practice.drop_connection(:1); end;', [sid]).catch(() => undefined)
    }
  }

  private async submit(index: number): Promise<void> {
    const { plan, afterBack = 0 } = this.mix.jobs[index] as MixJob
    const before = afterBack > 0 ? this.numbers.get(index - afterBack) : undefined
    const after = before === undefined ? {} : { after: { job: before, if: 'ended' } as const }
    const reply = await this.engine.send({ type: 'submit job', plan: { ...plan, ...after } })
    if (reply.type === 'queued') this.numbers.set(index, reply.job)
  }

  /** Replies do not matter, for commands may come too late; what they did stands in the events. */
  private send(command: Command): void {
    const reply = this.engine.send(command)
    this.open.add(reply)
    void reply.finally(() => this.open.delete(reply))
  }

  private jobs() {
    return [...this.state.jobs.values()]
  }

  private isAtRest(): boolean {
    const isMoving = new Set(['busy', 'ending', 'opening'])
    return (
      this.state.active.size === 0 &&
      [...this.state.sessions.values()].every(
        ({ phase, pending }) => !isMoving.has(phase.name) && pending.length === 0,
      )
    )
  }

  private unended(): string[] {
    return [
      ...this.jobs().flatMap(({ tasks, held, stopped }) =>
        tasks
          .filter(({ phase }) => phase.name !== 'ended')
          .map(
            ({ id, phase, retry }) =>
              `${id} has not ended: ${JSON.stringify({ phase, retry, held, stopped })}`,
          ),
      ),
      ...[...this.state.sessions.values()].map(
        ({ spec, phase, pending }) => `${spec.name} is ${JSON.stringify({ phase, pending })}`,
      ),
      ...(this.open.size > 0 ? [`${this.open.size} commands have no answer`] : []),
    ]
  }

  /** What the journal says of tasks that have ended is what was told. */
  private async differencesInHistory(): Promise<string[]> {
    if (!this.mix.isJournaled) return []
    const found: string[] = []
    for (const job of this.jobs()) {
      for (const kept of await this.engine.history.tasks(job.number, 1, job.tasks.length)) {
        const { phase } = job.tasks[kept.plan.number - 1] ?? {}
        const told = phase?.name === 'ended' ? [phase.end.outcome, phase.end.fate] : []
        const journaled = [kept.end?.outcome, kept.end?.fate]
        const id: TaskId = `${job.number}.${kept.plan.number}`
        if (String(told) !== String(journaled))
          found.push(`${id} is ${told}, and in the journal ${journaled}`)
      }
    }
    return found
  }

  private async comesTrue(condition: () => boolean): Promise<boolean> {
    const end = performance.now() + patience
    while (!condition()) {
      if (performance.now() > end) return false
      await sleep(5)
    }
    return true
  }
}
