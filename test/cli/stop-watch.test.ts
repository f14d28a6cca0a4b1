import { EventEmitter } from 'node:events'
import { describe, expect, test } from 'vitest'
import type { SignalSource } from '../../src/cli/ports.ts'
import { StoppedError, watchStops } from '../../src/cli/stop-watch.ts'

const signalSource = () => new EventEmitter() as EventEmitter & SignalSource

describe('stopping', () => {
  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('is asked for by %s', async (signal) => {
    const signals = signalSource()
    const stop = watchStops(signals)
    expect(stop.isStopped).toBe(false)
    signals.emit(signal, signal)
    expect(await stop.first).toBe(signal)
    expect(stop.isStopped).toBe(true)
  })

  test('is asked for again, and at last not waited for, however the signals are mixed', async () => {
    const signals = signalSource()
    const stop = watchStops(signals)
    const seen: string[] = []
    void stop.second.then(() => seen.push('second'))
    void stop.third.then(() => seen.push('third'))
    signals.emit('SIGINT', 'SIGINT')
    await stop.first
    expect(seen).toEqual([])
    signals.emit('SIGTERM', 'SIGTERM')
    await stop.second
    expect(seen).toEqual(['second'])
    signals.emit('SIGINT', 'SIGINT')
    await stop.third
    expect(seen).toEqual(['second', 'third'])
  })

  test('ends the wait for what has not happened, and spoils nothing that has', async () => {
    const signals = signalSource()
    const stop = watchStops(signals)
    expect(await stop.unlessStopped(Promise.resolve(1))).toBe(1)
    const waiting = stop.unlessStopped(new Promise(() => {}))
    signals.emit('SIGINT', 'SIGINT')
    await expect(waiting).rejects.toThrow(StoppedError)
  })

  test('gives the signals back', () => {
    const signals = signalSource()
    watchStops(signals).dispose()
    expect(signals.eventNames()).toEqual([])
  })
})
