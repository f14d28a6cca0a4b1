/**
 * `conf`, without the listeners for signals that a library below it sets up as it is loaded (when-exit 2.1, by
 * atomically): they raise each first signal a second time, so that one Ctrl-C would count as two. What they do besides,
 * removing a half-written file, happens when the process exits as well.
 */
const listenersNow = (): Map<string | symbol, ReadonlySet<unknown>> =>
  new Map(process.eventNames().map((name) => [name, new Set<unknown>(process.listeners(name as 'SIGINT'))]))

const before = listenersNow()

export const { default: Conf } = await import('conf')

for (const name of process.eventNames()) {
  if (typeof name !== 'string' || !name.startsWith('SIG')) continue
  for (const listener of process.listeners(name as 'SIGINT'))
    if (!before.get(name)?.has(listener)) process.off(name, listener)
}
