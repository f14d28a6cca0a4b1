/**
 * Shows on stderr how a run goes on: a live line where a terminal is, else a line for each start and end of a task.
 * It only listens; it decides nothing about the run.
 */
import type { Event } from '../core/event.ts'
import { endedCount, type JobState, type State } from '../core/state.ts'
import { timeLeft } from '../core/time-left.ts'
import { visible } from '../core/visible.ts'
import { formatDuration } from '../results/measures.ts'
import { taskLabel } from '../results/task-label.ts'
import { latestJob } from './job-follower.ts'
import type { CliPorts, Output } from './ports.ts'
import { drawProgress } from './progress-bar.ts'
import { progressLine } from './progress-lines.ts'

export interface ProgressReport {
  /** Tells of an event that the state holds already. */
  tell(event: Event): void
  /** Writes a line that stays. */
  note(text: string): void
  /** From now on the live line says that the run is stopping. */
  stopping(): void
  /** Takes the live line away until something changes, for somebody else is about to write to the same terminal. */
  hide(): void
  /** Takes the live line away until the function is called that this gives back. */
  setAside(): () => void
  /** Says no more of what happens; notes still come. */
  mute(): void
  /** Takes the live line away for good. */
  end(): void
}

/** Reports on the job of `state` as suits stderr. */
export const openReport = (
  { stderr, env }: Pick<CliPorts, 'stderr' | 'env'>,
  state: State,
): ProgressReport =>
  stderr.isTTY && env['TERM'] !== 'dumb' ? reportLive(stderr, state) : reportInLines(stderr, state)

/** Fast enough to look live, slow enough to cost nothing. */
const redrawPace = 100

const eraseLine = '\r\x1b[2K'

/** Reports on the job of `state`, in lines. */
export function reportInLines(stderr: Output, state: State): ProgressReport {
  const note = (text: string) => {
    stderr.write(`${text}\n`)
  }
  let isMuted = false
  return {
    tell(event) {
      const line = isMuted ? undefined : progressLine(event, state)
      if (line) note(line.text)
    },
    note,
    stopping() {},
    hide() {},
    setAside: () => () => {},
    mute() {
      isMuted = true
    },
    end() {},
  }
}

/** Reports on the job of `state` in one line that changes; what must not be missed stays above it. */
export function reportLive(stderr: Output, state: State, now: () => number = Date.now): ProgressReport {
  let shown = ''
  let isStopping = false
  let isMuted = false
  let isAside = false
  const draw = () => {
    const job = latestJob(state)
    if (!job || isAside) return
    const line = drawProgress(progressOf(job, isStopping, now()), (stderr.columns ?? 80) - 1)
    if (line === shown) return
    stderr.write(`${eraseLine}${line}`)
    shown = line
  }
  const hide = () => {
    if (shown === '') return
    stderr.write(eraseLine)
    shown = ''
  }
  const note = (text: string) => {
    hide()
    stderr.write(`${text}\n`)
  }
  const timer = setInterval(draw, redrawPace)
  return {
    tell(event) {
      const line = isMuted ? undefined : progressLine(event, state)
      if (line?.isNotable) note(line.text)
    },
    note,
    stopping() {
      isStopping = true
    },
    hide,
    setAside() {
      hide()
      isAside = true
      return () => {
        isAside = false
      }
    },
    mute() {
      isMuted = true
      clearInterval(timer)
      hide()
    },
    end() {
      clearInterval(timer)
      hide()
    },
  }
}

function progressOf(job: JobState, isStopping: boolean, now: number) {
  const left = timeLeft(job, now)
  return {
    total: job.tasks.length,
    ended: endedCount(job),
    unsuccessful: endedCount(job) - (job.ended.get('succeeded') ?? 0),
    running: job.tasks
      .filter(({ phase }) => phase.name === 'running')
      .map((task) => visible(taskLabel(job.plan, task.plan))),
    timeLeft: left === undefined ? undefined : wholeSeconds(left),
    isStopping,
  }
}

/** A guess is not told to the tenth. */
function wholeSeconds(milliseconds: number): string {
  const seconds = Math.ceil(milliseconds / 1000)
  return seconds < 60 ? `${seconds}s` : formatDuration(seconds * 1000)
}
