/** Tells when the time has come before which a job must not start. */

/** The longest a timer of Node waits, in milliseconds (Node.js documentation, `setTimeout`). */
const longestTimer = 2 ** 31 - 1

export interface Times {
  /** `startAt`: milliseconds since 1970; undefined or past: nothing is told. */
  watch(job: number, startAt: number | undefined): void
  stop(): void
}

export function watchTimes(now: () => number, tell: (job: number) => void): Times {
  const timers = new Map<number, NodeJS.Timeout>()

  const watch = (job: number, startAt: number | undefined): void => {
    if (startAt === undefined || (startAt <= now() && !timers.has(job))) return
    const left = startAt - now()
    if (left <= 0) {
      timers.delete(job)
      tell(job)
      return
    }
    timers.set(
      job,
      setTimeout(() => watch(job, startAt), Math.min(left, longestTimer)),
    )
  }

  return {
    watch,
    stop() {
      for (const timer of timers.values()) clearTimeout(timer)
      timers.clear()
    },
  }
}
