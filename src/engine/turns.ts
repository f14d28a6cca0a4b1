/**
 * One decision at a time: what is decided on a state is done before anybody decides on the next.
 */

/** Runs each piece of work after the one before has ended, however that ended. */
export function takeTurns(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve()
  return (work) => {
    const next = last.then(work, work)
    last = next.catch(() => undefined)
    return next
  }
}
