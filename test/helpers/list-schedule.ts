/** The ideal: what a pool of so many workers needs for tasks in this order, when handing over costs nothing. */
export function listSchedule(durations: readonly number[], workers: number): number {
  const free = Array<number>(workers).fill(0)
  for (const duration of durations) {
    const next = free.indexOf(Math.min(...free))
    free[next] = (free[next] ?? 0) + duration
  }
  return Math.max(...free)
}
