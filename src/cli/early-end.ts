/**
 * What ends a run before its tasks do: a signal, a reader of stdout that has gone, results that cannot be written.
 * Each cancels what runs; the run still waits for its tasks.
 */
import type { Engine } from '../engine/door.ts'
import type { StopSignal } from './ports.ts'
import type { ProgressReport } from './progress.ts'
import type { ResultOutput } from './result-output.ts'
import type { ResultWriter } from './result-writer.ts'
import type { StopWatch } from './stop-watch.ts'

export interface EarlyEndParts {
  readonly engine: Engine
  readonly writer: ResultWriter
  readonly output: ResultOutput
  readonly stop: StopWatch
  readonly report: ProgressReport
}

export interface EarlyEnd {
  /** Why the results are incomplete; undefined while they are not. */
  readonly failure: unknown
  /** Says that the results could not be written. */
  fail(error: unknown): void
}

export function watchForEarlyEnd({ engine, writer, output, stop, report }: EarlyEndParts): EarlyEnd {
  let failure: unknown
  const cancel = (reason: string) => {
    void engine.send({ type: 'cancel all', reason })
  }
  const fail = (error: unknown) => {
    failure ??= error
    cancel('the results could not be written')
  }
  writer.failed.catch(fail)
  output.gone.then(() => {
    report.mute()
    cancel('nobody reads the results any more')
  }, fail)
  stop.first.then((signal) => {
    report.stopping()
    cancel(nameOfSignal(signal))
  })
  return {
    get failure() {
      return failure
    },
    fail,
  }
}

const nameOfSignal = (signal: StopSignal): string => (signal === 'SIGINT' ? 'Ctrl-C' : signal)
