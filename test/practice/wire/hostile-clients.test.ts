import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { promisify } from 'node:util'
import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { Decimal } from '../../../src/practice/values/number.ts'
import { rawClient } from './raw-client.ts'
import { startProxy } from './recording-proxy.ts'
import { column, integer, query, text } from './scripted-database.ts'
import { type Served, serve } from './served.ts'

const columns = [column('ID', integer), column('NAME', text(2000))]
const rows = Array.from(
  { length: 300 },
  (_, id) => [new Decimal(id), `name ${id} `.repeat(1 + (id % 7) * 10)] as const,
)
const answers = {
  select: query(columns, rows),
  'insert into t values (:1, :2)': {
    kind: 'dml' as const,
    binds: ['1', '2'],
    run: ({ iterations }: { iterations: readonly unknown[] }) => ({ rowCount: iterations.length }),
  },
}
const expected = rows.map(([id, name]) => [Number(id), name])

/** What the driver sends in a short session, as bytes: all of it, and what comes behind the logon. */
async function recordedSession() {
  const served = await serve(answers)
  const proxy = await startProxy(served.server.port, () => 65_536)
  const connection = await served.connect({ connectString: `127.0.0.1:${proxy.port}/practice` })
  const logonSize = proxy.sent().length
  await connection.execute('select')
  await connection.execute('insert into t values (:1, :2)', [1, 'x'.repeat(500)])
  await connection.executeMany('insert into t values (:1, :2)', [
    [1, 'a'],
    [2, 'b'],
  ])
  await connection.execute('select')
  await connection.close()
  return { bytes: proxy.sent(), requests: proxy.sent().subarray(logonSize), served }
}

/** Sends bytes on a connection that the driver has logged on, then ends it and waits for the server to do the same. */
async function sendAfterLogon(served: Served, bytes: Buffer): Promise<void> {
  const proxy = await startProxy(served.server.port, () => 65_536)
  await served.connect({ connectString: `127.0.0.1:${proxy.port}/practice` })
  const [upstream] = proxy.upstream
  if (!upstream) throw new Error('the driver did not come through the proxy')
  upstream.end(bytes)
  await once(upstream, 'close')
}

const servesOthers = async (served: Served) => {
  const connection = await served.connect()
  expect((await connection.execute('select')).rows).toEqual(expected)
  await connection.close()
}

describe('a server', () => {
  it.each([512, 8192, 65_535])(
    'and a client understand each other with an SDU of %i, wherever the packets are cut',
    async (sdu) => {
      const { connect, server } = await serve(answers)
      const sizes = fc.sample(fc.integer({ min: 1, max: 700 }), { numRuns: 997, seed: sdu })
      let turn = 0
      const proxy = await startProxy(server.port, () => sizes[turn++ % sizes.length] ?? 1)
      const connection = await connect({ connectString: `127.0.0.1:${proxy.port}/practice?sdu=${sdu}` })
      for (let run = 0; run < 3; run++) {
        expect((await connection.execute('select')).rows).toEqual(expected)
        const given = rows.map(([id, name]) => [Number(id), name])
        expect((await connection.executeMany('insert into t values (:1, :2)', given)).rowsAffected).toBe(300)
      }
    },
  )

  it('grants no larger data unit than its own', async () => {
    const { connect, server } = await serve(answers, { sdu: 512 })
    const connection = await connect({ connectString: `${server.connectString}?sdu=65535` })
    expect((await connection.execute('select')).rows).toEqual(expected)
  })

  it('serves on when clients vanish at any byte of their logon', async () => {
    const { bytes, requests, served } = await recordedSession()
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: bytes.length - requests.length }), async (length) => {
        const client = await rawClient(served.server.port)
        client.socket.end(bytes.subarray(0, length))
        await client.closed
      }),
      { numRuns: 100 },
    )
    await servesOthers(served)
  })

  it('serves on when clients vanish at any byte of their requests, and no session stays', async () => {
    const { requests, served } = await recordedSession()
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: requests.length }), (length) =>
        sendAfterLogon(served, requests.subarray(0, length)),
      ),
      { numRuns: 100 },
    )
    await servesOthers(served)
    await vi.waitFor(() => expect(served.database.closed.length).toBe(served.database.sessions.length))
  })

  it('serves on when clients send noise', async () => {
    const served = await serve(answers)
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 2000 }), async (noise) => {
        const client = await rawClient(served.server.port)
        client.socket.end(noise)
        await client.closed
      }),
      { numRuns: 100 },
    )
    await servesOthers(served)
  })

  it('serves on when clients send requests with some bytes changed', async () => {
    const { requests, served } = await recordedSession()
    const at = fc.nat({ max: requests.length - 1 })
    const changes = fc.array(fc.tuple(at, fc.nat({ max: 255 })), { minLength: 1, maxLength: 4 })
    await fc.assert(
      fc.asyncProperty(changes, async (places) => {
        const changed = Buffer.from(requests)
        for (const [place, value] of places) changed[place] = value
        await sendAfterLogon(served, changed)
      }),
      { numRuns: 200 },
    )
    await servesOthers(served)
    await vi.waitFor(() => expect(served.database.closed.length).toBe(served.database.sessions.length))
  })

  it('serves on when clients send functions of any number with any fields', async () => {
    const served = await serve(answers)
    const message = fc.tuple(fc.constantFrom(3, 17), fc.nat({ max: 255 }), fc.uint8Array({ maxLength: 200 }))
    await fc.assert(
      fc.asyncProperty(message, async ([kind, code, fields]) => {
        const payload = Buffer.from([kind, code, 1, ...fields])
        const packet = Buffer.alloc(10)
        packet.writeUInt32BE(packet.length + payload.length, 0)
        packet[4] = 6
        packet.writeUInt16BE(0x0800, 8)
        await sendAfterLogon(served, Buffer.concat([packet, payload]))
      }),
      { numRuns: 200 },
    )
    await servesOthers(served)
  })

  it('closes the connection of a client that talks nonsense, and says nothing', async () => {
    const { server } = await serve(answers)
    const client = await rawClient(server.port)
    client.socket.write('GET / HTTP/1.1\r\n\r\n')
    await client.closed
    expect(client.received()).toHaveLength(0)
  })

  it('that has stopped keeps no process alive', async () => {
    const program = `
      import { connect } from 'node:net'
      import { once } from 'node:events'
      import { startServer } from './src/practice/server.ts'
      import { scriptedDatabase } from './test/practice/wire/scripted-database.ts'
      const server = await startServer(scriptedDatabase())
      const socket = connect(server.port, '127.0.0.1')
      await once(socket, 'connect')
      socket.unref()
      await server.stop()
      console.log('stopped')
    `
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', program], {
      timeout: 20_000,
    })
    expect(stdout).toBe('stopped\n')
  })

  it('stops although a client has only connected', async () => {
    const { server } = await serve(answers)
    const client = await rawClient(server.port)
    await server.stop()
    await client.closed
  })
})
