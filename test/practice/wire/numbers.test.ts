import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Decimal, roundToNumber } from '../../../src/practice/values/number.ts'
import { ByteReader } from '../../../src/practice/wire/byte-reader.ts'
import { ByteWriter } from '../../../src/practice/wire/byte-writer.ts'
import { readNumber, writeNumber } from '../../../src/practice/wire/numbers.ts'

const encode = (value: Decimal | null): Buffer => {
  const writer = new ByteWriter()
  writeNumber(writer, value)
  return Buffer.from(writer.written)
}

describe('a NUMBER on the wire', () => {
  // What DUMP(n) shows of these numbers, and a length in front.
  it.each([
    ['0', [128]],
    ['1', [193, 2]],
    ['10', [193, 11]],
    ['100', [194, 2]],
    ['123', [194, 2, 24]],
    ['-1', [62, 100, 102]],
    ['-123', [61, 100, 78, 102]],
    ['0.1', [192, 11]],
    ['0.01', [192, 2]],
    ['0.001', [191, 11]],
    ['-0.5', [63, 51, 102]],
    ['1234567.89', [196, 2, 24, 46, 68, 90]],
    ['1e125', [255, 11]],
    ['1e-130', [128, 2]],
  ] as const)('%s has the bytes that Oracle shows for it', (text, bytes) => {
    expect([...encode(new Decimal(text))]).toEqual([bytes.length, ...bytes])
  })

  it('has at most 20 digits of base 100, and a negative one of that length no end', () => {
    const longest = `${'12'.repeat(19)}99`
    expect(encode(new Decimal(longest))).toHaveLength(1 + 1 + 20)
    expect(encode(new Decimal(longest).neg())).toHaveLength(1 + 1 + 20)
    expect(encode(new Decimal(longest).neg().div(100).trunc())).toHaveLength(1 + 1 + 19 + 1)
  })

  it('comes back as it went, whatever it is', () => {
    const value = fc.oneof(
      fc.integer().map((n) => new Decimal(n)),
      fc.maxSafeInteger().map((n) => new Decimal(n)),
      fc
        .tuple(fc.stringMatching(/^[1-9][0-9]{0,45}$/), fc.integer({ min: -125, max: 70 }), fc.boolean())
        .map(
          ([digits, exponent, isNegative]) => new Decimal(`${isNegative ? '-' : ''}${digits}e${exponent}`),
        ),
    )
    fc.assert(
      fc.property(value, (any) => {
        const number = roundToNumber(any)
        const read = readNumber(new ByteReader(encode(number)))
        expect(read?.toString()).toBe(number.toString())
      }),
      { numRuns: 2000 },
    )
    expect(readNumber(new ByteReader(encode(null)))).toBeNull()
  })
})
