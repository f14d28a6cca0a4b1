/** What every way of writing results promises, and what it works with. */
import type { Event } from '../core/event.ts'
import type { JobState, State } from '../core/state.ts'
import type { Engine } from '../engine/door.ts'
import type { ResultOutput } from './result-output.ts'

export interface ResultWriter {
  /** Tells of an event that the state holds already. */
  tell(event: Event): void
  /** Rejects when results could not be read or written while tasks run. Never resolves. */
  readonly failed: Promise<never>
  /** Writes what is left of a job whose tasks have all ended; resolves when it has left this process. */
  finish(job: JobState): Promise<void>
  /** Ends what was written: no other job follows. */
  close(): Promise<void>
}

/** What a writer of results works with. */
export interface ResultParts {
  readonly engine: Pick<Engine, 'rows' | 'output'>
  readonly state: State
  readonly output: ResultOutput
  /** Cells of a line, where stdout is a terminal. */
  readonly width: number | undefined
  /** Tells what has no place among the results. */
  note(text: string): void
}
