import { Writable } from 'node:stream'
import { describe, expect, test } from 'vitest'
import { writeTo } from '../../src/cli/result-output.ts'

describe('stdout', () => {
  test('is written at the pace of its reader', async () => {
    const taken: string[] = []
    let release = () => {}
    const slow = new Writable({
      highWaterMark: 4,
      write(chunk, _, done) {
        taken.push(String(chunk))
        release = done
      },
    })
    const output = writeTo(slow)
    let isWritten = false
    const writing = output.write('longer than the mark').then(() => {
      isWritten = true
    })
    await new Promise(setImmediate)
    expect(isWritten).toBe(false)
    release()
    await writing
    expect(taken).toEqual(['longer than the mark'])
  })

  test('drops what comes after its reader has gone, and lets nobody wait', async () => {
    const broken = new Writable({
      highWaterMark: 1,
      write: (_chunk, _encoding, done) => done(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' })),
    })
    const output = writeTo(broken)
    await output.write('into the void')
    await output.gone
    expect(output.isGone).toBe(true)
    await output.write('more')
    await output.flush()
  })

  test('that fails for another reason says so', async () => {
    const full = new Writable({
      highWaterMark: 1,
      write: (_chunk, _encoding, done) => done(Object.assign(new Error('no space left'), { code: 'ENOSPC' })),
    })
    const output = writeTo(full)
    await expect(output.write('too much')).rejects.toThrow('no space left')
    await expect(output.gone).rejects.toThrow('no space left')
  })

  test('is flushed when all has left', async () => {
    let taken = ''
    const stream = new Writable({
      write(chunk, _, done) {
        taken += String(chunk)
        setImmediate(done)
      },
    })
    const output = writeTo(stream)
    await output.write('a')
    await output.write('b')
    await output.flush()
    expect(taken).toBe('ab')
  })
})
