/** `kill -USR2`: a run starts nothing more until the signal comes again; what runs goes on. */
import type { State } from '../core/state.ts'
import type { Engine } from '../engine/door.ts'
import type { CliPorts } from './ports.ts'
import type { ProgressReport } from './progress.ts'

export interface PauseParts {
  readonly engine: Engine
  readonly state: State
  readonly report: ProgressReport
  readonly ports: Pick<CliPorts, 'signals'>
}

/** Heeds the signal from now on; gives it back with what it returns. */
export function heedPauses({ engine, state, report, ports }: PauseParts): () => void {
  const toggle = () => {
    const { isPaused } = state
    report.note(isPaused ? 'goes on' : 'paused: nothing starts until SIGUSR2 comes again; what runs goes on')
    void engine.send({ type: isPaused ? 'resume queue' : 'pause queue' })
  }
  ports.signals.on('SIGUSR2', toggle)
  return () => ports.signals.off('SIGUSR2', toggle)
}
