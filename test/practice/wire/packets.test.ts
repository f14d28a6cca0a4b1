import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Malformed } from '../../../src/practice/wire/byte-reader.ts'
import {
  createPacketStream,
  dataPackets,
  markerPacket,
  PacketType,
  payloadSize,
  readData,
} from '../../../src/practice/wire/packets.ts'

/** Cuts bytes at these places. */
function* cut(bytes: Buffer, places: readonly number[]) {
  const ends = [...new Set(places.map((place) => place % (bytes.length + 1)))].sort((a, b) => a - b)
  let start = 0
  for (const end of [...ends, bytes.length]) {
    yield bytes.subarray(start, end)
    start = end
  }
}

describe('packets', () => {
  it('come out whole wherever the stream was cut', () => {
    fc.assert(
      fc.property(
        fc.array(fc.uint8Array({ maxLength: 2000 }), { maxLength: 8 }),
        fc.array(fc.nat(), { maxLength: 40 }),
        fc.constantFrom(512, 600, 8192),
        (payloads, places, sdu) => {
          const stream = createPacketStream()
          stream.useLongLengths()
          const bytes = Buffer.concat(payloads.map((payload) => dataPackets(Buffer.from(payload), sdu)))
          const received: Buffer[] = []
          for (const piece of cut(bytes, places)) {
            stream.push(piece)
            for (let packet = stream.next(); packet; packet = stream.next()) {
              expect(packet.type).toBe(PacketType.DATA)
              received.push(readData(packet).payload)
            }
          }
          expect(Buffer.concat(received)).toEqual(Buffer.concat(payloads))
          expect(stream.next()).toBeUndefined()
        },
      ),
    )
  })

  it('are never longer than the data unit', () => {
    fc.assert(
      fc.property(fc.nat({ max: 20_000 }), fc.constantFrom(512, 8192, 65_535), (size, sdu) => {
        const stream = createPacketStream()
        stream.useLongLengths()
        stream.push(dataPackets(Buffer.alloc(size, 7), sdu))
        let total = 0
        for (let packet = stream.next(); packet; packet = stream.next()) {
          const { payload } = readData(packet)
          expect(payload.length).toBeLessThanOrEqual(payloadSize(sdu))
          total += payload.length
        }
        expect(total).toBe(size)
      }),
    )
  })

  it('of a length that cannot be are refused, not waited for', () => {
    for (const length of [0, 7, 3 * 1024 * 1024]) {
      const stream = createPacketStream()
      stream.useLongLengths()
      const header = Buffer.alloc(8)
      header.writeUInt32BE(length, 0)
      stream.push(header)
      expect(() => stream.next()).toThrow(Malformed)
    }
  })

  it('of random bytes end in packets or in a refusal', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 10 }), (chunks) => {
        const stream = createPacketStream()
        try {
          for (const chunk of chunks) {
            stream.push(Buffer.from(chunk))
            while (stream.next());
          }
        } catch (error) {
          expect(error).toBeInstanceOf(Malformed)
        }
      }),
    )
  })

  it('of markers have the 11 bytes the driver looks for', () => {
    expect(markerPacket(2).toString('hex')).toBe('0000000b0c000000010002')
  })
})
