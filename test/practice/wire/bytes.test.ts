import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ByteReader, Malformed, OutOfBytes } from '../../../src/practice/wire/byte-reader.ts'
import { ByteWriter } from '../../../src/practice/wire/byte-writer.ts'

const written = (write: (writer: ByteWriter) => void): Buffer => {
  const writer = new ByteWriter()
  write(writer)
  return Buffer.from(writer.written)
}

describe('fields', () => {
  it('of integers have the fewest bytes of 0, 1, 2, 4 or 8', () => {
    const hex = (value: number) => written((writer) => writer.ub(value)).toString('hex')
    expect([0, 1, 255, 256, 65_535, 65_536, 2 ** 32, -1].map(hex)).toEqual([
      '00',
      '0101',
      '01ff',
      '020100',
      '02ffff',
      '0400010000',
      '080000000100000000',
      '8101',
    ])
  })

  it('come back as they went', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            fc.maxSafeInteger(),
            fc.string({ unit: 'grapheme', maxLength: 400 }),
            fc.uint8Array({ maxLength: 70_000 }),
          ),
        ),
        (values) => {
          const reader = new ByteReader(
            written((writer) => {
              for (const value of values) {
                if (typeof value === 'number') writer.ub(value)
                else if (typeof value === 'string') writer.text(value)
                else writer.bytes(value)
              }
            }),
          )
          for (const value of values) {
            if (typeof value === 'number') expect(reader.ub()).toBe(value)
            else if (typeof value === 'string') expect(reader.text() ?? '').toBe(value)
            else expect(reader.bytes() ?? Buffer.alloc(0)).toEqual(Buffer.from(value))
          }
        },
      ),
      { numRuns: 200 },
    )
  })

  it('that end early say so, at every byte', () => {
    const whole = written((writer) => {
      writer.ub(70_000)
      writer.bytes(Buffer.alloc(300, 1))
      writer.text('näher')
      writer.u32(5)
    })
    const read = (reader: ByteReader) => [reader.ub(), reader.bytes()?.length, reader.text(), reader.u32()]
    expect(read(new ByteReader(whole))).toEqual([70_000, 300, 'näher', 5])
    for (let length = 0; length < whole.length; length++) {
      expect(() => read(new ByteReader(whole.subarray(0, length)))).toThrow(OutOfBytes)
    }
  })

  it('that cannot be are refused', () => {
    expect(() => new ByteReader(Buffer.from([9, 1])).ub()).toThrow(Malformed)
    expect(() => new ByteReader(Buffer.from([253, 1])).bytes()).toThrow(Malformed)
  })

  it('in chunks are put together', () => {
    const reader = new ByteReader(Buffer.from([254, 1, 2, 0x61, 0x62, 1, 1, 0x63, 0, 7]))
    expect(reader.text()).toBe('abc')
    expect(reader.u8()).toBe(7)
  })
})
