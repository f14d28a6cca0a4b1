/**
 * A run in waves that is held: asks at the terminal whether what the wave gave is as it should be, releases the job or
 * stops it. Where nobody can be asked, it stops.
 */

import type { Event } from '../core/event.ts'
import { type State, waitingCount } from '../core/state.ts'
import { visible } from '../core/visible.ts'
import { wavesLeft } from '../core/wave-progress.ts'
import type { Engine } from '../engine/door.ts'
import { countOf } from '../results/measures.ts'
import { askAtTerminal } from './ask-at-terminal.ts'
import type { Follower } from './job-follower.ts'
import type { CliPorts } from './ports.ts'
import type { ProgressReport } from './progress.ts'
import type { StopWatch } from './stop-watch.ts'

export interface WaveParts {
  readonly engine: Engine
  readonly follower: Follower
  readonly report: ProgressReport
  readonly stop: StopWatch
  readonly ports: Pick<CliPorts, 'stdin' | 'stderr'>
}

type Held = Event & { readonly type: 'job held' }

/** Asks whenever the job is held for a wave, from now on. */
export function heedWaves({ engine, follower, report, stop, ports }: WaveParts): void {
  const { state, endOf } = follower

  const ask = async ({ job, wave }: Held): Promise<void> => {
    const withdrawn = endOf(job)
    const isConfirmed = await askAtTerminal(questionFor(state, job), { report, stop, ports, withdrawn })
    if (isConfirmed === undefined) {
      const reason = `wave ${wave} is not as confirmed, and there is no terminal to ask at`
      await engine.send({ type: 'cancel job', job, reason })
      return
    }
    // Ctrl-C has stopped it already, and says so.
    if (stop.isStopped) return
    await engine.send(
      isConfirmed
        ? { type: 'release jobs', jobs: [job] }
        : { type: 'cancel job', job, reason: `wave ${wave} was not confirmed` },
    )
  }

  follower.onEvent((event) => {
    if (event.type === 'job held' && event.wave !== undefined) void ask(event)
  })
}

function questionFor(state: State, number: number): string {
  const job = state.jobs.get(number)
  if (!job?.waves) return 'go on? (y/N) '
  const { given } = job.waves
  const left = `${countOf(waitingCount(job), 'task')} in ${countOf(wavesLeft(job.waves), 'wave')}`
  const what =
    given?.difference === undefined ? 'as long as each gives the same' : 'taking that as confirmed too'
  return visible(`go on with ${left}, ${what}? (y/N) `)
}
