import fc from 'fast-check'
import oracledb from 'oracledb'
import { describe, expect, it } from 'vitest'
import { DateTime } from '../../../src/practice/values/date-time.ts'
import { Blob, Clob } from '../../../src/practice/values/lob.ts'
import { Decimal } from '../../../src/practice/values/number.ts'
import type { DataType, Value } from '../../../src/practice/values/value.ts'
import { column, integer, query, text } from './scripted-database.ts'
import { serve } from './served.ts'

const noon = { year: 2026, month: 11, day: 23, hour: 12, minute: 30, second: 15 }
const numbersAsText = {
  fetchTypeHandler: ({ dbType }: { dbType?: unknown }) =>
    dbType === oracledb.DB_TYPE_NUMBER ? { type: oracledb.STRING } : undefined,
}

/** A type, a value behind the door, what the driver makes of it. */
const cases: readonly [DataType, Value, unknown][] = [
  [text(), 'Grüße, 世界 🌍', 'Grüße, 世界 🌍'],
  [text(4000), 'ä'.repeat(4000), 'ä'.repeat(4000)],
  [text(32767), 'x'.repeat(32767), 'x'.repeat(32767)],
  [{ name: 'NVARCHAR2', length: 50 }, 'naïve 世界 🌍', 'naïve 世界 🌍'],
  [{ name: 'CHAR', length: 5 }, 'ab   ', 'ab   '],
  [integer, new Decimal('-12.5'), -12.5],
  [{ name: 'NUMBER', precision: 9, scale: 2 }, new Decimal('1234567.89'), 1234567.89],
  [{ name: 'DATE' }, DateTime.of('DATE', noon), new Date(2026, 10, 23, 12, 30, 15)],
  [{ name: 'DATE' }, DateTime.of('DATE', { ...noon, year: 1492 }), new Date(1492, 10, 23, 12, 30, 15)],
  [
    { name: 'TIMESTAMP', fraction: 6 },
    DateTime.of('TIMESTAMP', noon, 123_456_789),
    new Date(2026, 10, 23, 12, 30, 15, 123),
  ],
  [
    { name: 'TIMESTAMP', fraction: 6, zone: 'with time zone' },
    DateTime.of('TIMESTAMP WITH TIME ZONE', noon, 500_000_000, 330),
    new Date(Date.UTC(2026, 10, 23, 7, 0, 15, 500)),
  ],
  [
    { name: 'TIMESTAMP', fraction: 6, zone: 'with local time zone' },
    DateTime.of('TIMESTAMP WITH LOCAL TIME ZONE', noon),
    new Date(Date.UTC(2026, 10, 23, 12, 30, 15)),
  ],
  [{ name: 'RAW', length: 16 }, new Uint8Array([0, 1, 254, 255]), Buffer.from([0, 1, 254, 255])],
  [{ name: 'BOOLEAN' }, true, true],
  [{ name: 'BOOLEAN' }, false, false],
  [{ name: 'LONG' }, 'long '.repeat(20_000), 'long '.repeat(20_000)],
  [{ name: 'ROWID' }, 'AAAR3sAAEAAAACXAAA', 'AAAR3sAAEAAAACXAAA'],
]

describe('values of every type', () => {
  it.each(cases)('%j reaches the client, and so does its null', async (type, value, expected) => {
    const { connect } = await serve({ select: query([column('V', type)], [[value], [null], [value]]) })
    const { rows } = await (await connect()).execute('select')
    expect(rows).toEqual([[expected], [null], [expected]])
  })

  it('stand side by side in a row, with any of them null', async () => {
    const columns = cases.map(([type], index) => column(`C${index}`, type))
    const values = cases.map(([, value]) => value)
    const rows = [
      values,
      ...values.map((_, gap) => values.map((value, index) => (index === gap ? null : value))),
    ]
    const { connect } = await serve({ select: query(columns, rows) })
    const expected = rows.map((row) => row.map((value, index) => (value === null ? null : cases[index]?.[2])))
    expect((await (await connect()).execute('select')).rows).toEqual(expected)
  })

  it('are described with name, size, precision, scale and whether they can be null', async () => {
    const { connect } = await serve({
      select: query(
        [
          column('ENAME', text(10), false),
          column('SAL', { name: 'NUMBER', precision: 7, scale: 2 }),
          column('ANY', integer),
          column('lower', { name: 'TIMESTAMP', fraction: 6 }),
          column('R', { name: 'RAW', length: 16 }),
        ],
        [],
      ),
    })
    const { metaData } = await (await connect()).execute('select')
    expect(metaData).toMatchObject([
      { name: 'ENAME', dbType: oracledb.DB_TYPE_VARCHAR, byteSize: 10, nullable: false },
      { name: 'SAL', dbType: oracledb.DB_TYPE_NUMBER, precision: 7, scale: 2, nullable: true },
      { name: 'ANY', precision: 0, scale: -127 },
      { name: 'lower', dbType: oracledb.DB_TYPE_TIMESTAMP, precision: 6 },
      { name: 'R', dbType: oracledb.DB_TYPE_RAW, byteSize: 16 },
    ])
  })

  it('keep every digit of a NUMBER', async () => {
    const { connect, database } = await serve()
    const connection = await connect()
    const digits = fc.stringMatching(/^[1-9][0-9]{0,37}$/)
    const numbers = fc
      .tuple(fc.boolean(), digits, fc.integer({ min: -120, max: 80 }))
      .map(
        ([isNegative, mantissa, exponent]) => new Decimal(`${isNegative ? '-' : ''}${mantissa}e${exponent}`),
      )
    await fc.assert(
      fc.asyncProperty(fc.array(numbers, { minLength: 1, maxLength: 40 }), async (values) => {
        database.answer(
          'select',
          query(
            [column('N', integer)],
            values.map((value) => [value]),
          ),
        )
        const { rows } = await connection.execute<[string]>('select', [], numbersAsText)
        expect(rows?.map(([row]) => new Decimal(row).toString())).toEqual(values.map(String))
      }),
      { numRuns: 60 },
    )
  })

  it('of small integers and of the ends of NUMBER are exact', async () => {
    const values = [
      '0',
      '1',
      '-1',
      '99',
      '100',
      '101',
      '-100',
      '9999999',
      '10000000',
      '99999999999999',
      '-12345678901234',
    ]
    const ends = [
      '0.5',
      '-0.05',
      '1e-130',
      '9.99e125',
      '-1e125',
      '100000000000000',
      '1234567890123456789012345678901234567890',
    ]
    const all = [...values, ...ends].map((value) => new Decimal(value))
    const { connect } = await serve({
      select: query(
        [column('N', integer)],
        all.map((value) => [value]),
      ),
    })
    const { rows } = await (await connect()).execute<[string]>('select', [], numbersAsText)
    expect(rows?.map(([row]) => new Decimal(row).toString())).toEqual(all.map(String))
  })

  it('that are not of their column are an error, never wrong', async () => {
    const { connect } = await serve({ select: query([column('N', integer)], [['one']]) })
    await expect((await connect()).execute('select')).rejects.toMatchObject({ code: 'ORA-00932' })
  })
})

describe('large objects', () => {
  const story = 'Es war einmal 🌍 '.repeat(5000)
  const bytes = Buffer.from(Array.from({ length: 100_000 }, (_, index) => index % 251))
  const columns = [column('ID', integer), column('C', { name: 'CLOB' }), column('B', { name: 'BLOB' })]
  const rows = () => [
    [new Decimal(1), new Clob(story), new Blob(bytes)],
    [new Decimal(2), null, null],
    [new Decimal(3), new Clob(''), new Blob(new Uint8Array())],
  ]

  it('come as Lob objects that can be read whole, in pieces and as a stream', async () => {
    const { connect } = await serve({ select: query(columns, rows()) })
    const { rows: fetched = [] } = await (await connect()).execute<[number, oracledb.Lob, oracledb.Lob]>(
      'select',
    )
    const [[, clob, blob] = [], none, empty] = fetched
    expect(clob?.length).toBe(story.length)
    expect(await clob?.getData()).toBe(story)
    expect(await blob?.getData()).toEqual(bytes)
    let streamed = ''
    clob?.setEncoding('utf8')
    for await (const piece of clob ?? []) streamed += piece
    expect(streamed).toBe(story)
    expect(none).toEqual([2, null, null])
    expect(await empty?.[1].getData()).toBeNull()
  })

  it('come as strings and buffers where the client wants them so, on every execution', async () => {
    const { connect, database } = await serve()
    const connection = await connect()
    const options = { fetchInfo: { C: { type: oracledb.STRING }, B: { type: oracledb.BUFFER } } }
    for (let run = 0; run < 3; run++) {
      database.answer('select', query(columns, rows()))
      const { rows: fetched } = await connection.execute('select', [], options)
      expect(fetched).toEqual([
        [1, story, bytes],
        [2, null, null],
        [3, null, null],
      ])
    }
  })

  it('come over many fetches, too', async () => {
    const many = Array.from({ length: 350 }, (_, index) => [new Clob(`row ${index}`)])
    const { connect } = await serve({ select: query([column('C', { name: 'CLOB' })], many) })
    const options = { fetchInfo: { C: { type: oracledb.STRING } }, fetchArraySize: 100 }
    const { rows: fetched } = await (await connect()).execute('select', [], options)
    expect(fetched).toEqual(many.map((_, index) => [`row ${index}`]))
  })

  it('can be made by the client, filled, bound and read again', async () => {
    let given: unknown
    const { connect } = await serve({
      'begin keep(:c); end;': {
        kind: 'plsql',
        binds: ['C'],
        run({ iterations }) {
          given = iterations[0]?.[0]
          return { directions: ['in'], outBinds: [[null]] }
        },
      },
    })
    const connection = await connect()
    const lob = await connection.createLob(oracledb.CLOB)
    await new Promise((resolve, reject) => lob.on('error', reject).end(story, resolve as () => void))
    await connection.execute('begin keep(:c); end;', { c: lob })
    expect(given).toBeInstanceOf(Clob)
    expect((given as Clob).text).toBe(story)
    await lob.close()
    await connection.ping()
  })

  it('whose locator is not known any more are an error', async () => {
    const { connect, database } = await serve({
      select: query([column('C', { name: 'CLOB' })], [[new Clob('x')]]),
    })
    const first = await connect()
    const second = await connect()
    const { rows: [[lob] = []] = [] } = await first.execute<[oracledb.Lob]>('select')
    const impl = (lob as unknown as { _impl: { conn: unknown } })._impl
    impl.conn = (second as unknown as { _impl: unknown })._impl
    await expect(lob?.getData()).rejects.toMatchObject({ code: 'ORA-22922' })
    expect(database.sessions).toHaveLength(2)
  })
})
