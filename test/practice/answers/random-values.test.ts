/**
 * Random expressions of numbers, texts and dates, answered by the database and by exact references of their own:
 * rationals of BigInt, arrays of code points, and day numbers of the civil calendar.
 */
import fc from 'fast-check'
import oracledb from 'oracledb'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createDatabase } from '../../../src/practice/database.ts'
import { startServer } from '../../../src/practice/server.ts'

/** An expression and what it has to give. */
interface Told<T> {
  readonly sql: string
  readonly value: T
}

let connection: oracledb.Connection
let stop = async (): Promise<void> => {}

beforeAll(async () => {
  const server = await startServer(createDatabase({ accounts: { scott: 'tiger' } }))
  const { connectString } = server
  connection = await oracledb.getConnection({ user: 'scott', password: 'tiger', connectString })
  stop = async () => {
    await connection.close()
    await server.stop()
  }
})
afterAll(() => stop())

/** One row of expressions, as text; empty texts are null. */
async function ask(expressions: readonly string[]): Promise<readonly (string | null)[]> {
  const { rows = [] } = await connection.execute<(string | null)[]>(
    `select ${expressions.join(', ')} from dual`,
    [],
    { fetchTypeHandler: () => ({ type: oracledb.STRING }) },
  )
  return rows[0] ?? []
}

// ---- numbers ----------------------------------------------------------------------------------------------

interface Rational {
  readonly over: bigint
  readonly under: bigint
}

const ten = (exponent: number): bigint => 10n ** BigInt(exponent)
const size = (value: bigint): bigint => (value < 0n ? -value : value)

/** The power of ten of the first digit. */
function exponentOf({ over, under }: Rational): number {
  let exponent = size(over).toString().length - under.toString().length
  const reaches = (power: number): boolean =>
    power >= 0 ? size(over) >= under * ten(power) : size(over) * ten(-power) >= under
  if (!reaches(exponent)) exponent -= 1
  return exponent
}

/** Rounds as a NUMBER does: to 20 digits of base 100, halves away from zero. */
function asNumber(value: Rational): Rational {
  if (value.over === 0n) return { over: 0n, under: 1n }
  const exponent = exponentOf(value)
  const places = (exponent % 2 === 0 ? 39 : 40) - 1 - exponent
  const over = places >= 0 ? value.over * ten(places) : value.over
  const under = places >= 0 ? value.under : value.under * ten(-places)
  const nearest = (size(over) * 2n + under) / (under * 2n)
  const signed = over < 0n ? -nearest : nearest
  return places >= 0 ? { over: signed, under: ten(places) } : { over: signed * ten(-places), under: 1n }
}

function readNumber(text: string): Rational {
  const found = /^(-?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/.exec(text)
  const [, sign, whole = '', fraction = '', power = '0'] = found ?? []
  const exponent = Number(power) - fraction.length
  const digits = BigInt(`${whole}${fraction}` || '0') * (sign === '-' ? -1n : 1n)
  return exponent >= 0 ? { over: digits * ten(exponent), under: 1n } : { over: digits, under: ten(-exponent) }
}

const isSame = (one: Rational, other: Rational): boolean => one.over * other.under === other.over * one.under

const literals: fc.Arbitrary<Told<Rational>> = fc
  .tuple(fc.bigInt(-(10n ** 20n), 10n ** 20n), fc.integer({ min: 0, max: 12 }))
  .map(([digits, places]) => {
    const text = size(digits)
      .toString()
      .padStart(places + 1, '0')
    const point = text.length - places
    const plain = `${text.slice(0, point)}.${text.slice(point)}`
    const sql = digits < 0n ? `(-${plain})` : plain
    return { sql, value: { over: digits, under: ten(places) } }
  })

const combine = (left: Told<Rational>, operator: string, right: Told<Rational>): Told<Rational> => {
  const [a, b] = [left.value, right.value]
  const isByZero = operator === '/' && b.over === 0n
  const sign = isByZero ? '+' : operator
  const results: Record<string, Rational> = {
    '+': { over: a.over * b.under + b.over * a.under, under: a.under * b.under },
    '-': { over: a.over * b.under - b.over * a.under, under: a.under * b.under },
    '*': { over: a.over * b.over, under: a.under * b.under },
    '/': { over: a.over * b.under * (b.over < 0n ? -1n : 1n), under: a.under * size(b.over) },
  }
  return { sql: `(${left.sql} ${sign} ${right.sql})`, value: asNumber(results[sign] ?? a) }
}

const { sum } = fc.letrec<{ sum: Told<Rational>; part: Told<Rational> }>((tie) => ({
  part: fc.oneof({ maxDepth: 4, withCrossShrink: true }, literals, tie('sum')),
  sum: fc
    .tuple(tie('part'), fc.constantFrom('+', '-', '*', '/'), tie('part'))
    .map(([left, operator, right]) => combine(left, operator, right)),
}))

// ---- texts ------------------------------------------------------------------------------------------------

const characters = fc.constantFrom('a', 'b', 'B', 'é', '𝄞', ' ', "'", '1')
const words = fc.array(characters, { maxLength: 8 })
const quoted = (text: readonly string[]): string => `'${text.join('').replaceAll("'", "''")}'`
const places = fc.integer({ min: -9, max: 9 })

/** Null stands for every empty text. */
const orNull = (text: readonly string[] | null): string | null =>
  text === null || text.length === 0 ? null : text.join('')

const texts: fc.Arbitrary<Told<string | null>> = fc.oneof(
  fc.tuple(words, places, fc.integer({ min: -1, max: 9 })).map(([text, from, length]) => {
    const start = from > 0 ? from - 1 : from === 0 ? 0 : text.length + from
    const isThere = start >= 0 && start < text.length && length >= 1
    return {
      sql: `substr(${quoted(text)}, ${from}, ${length})`,
      value: isThere ? orNull(text.slice(start, start + length)) : null,
    }
  }),
  fc.tuple(words, words).map(([one, other]) => ({
    sql: `${quoted(one)} || ${quoted(other)}`,
    value: orNull([...one, ...other]),
  })),
  fc.tuple(words, characters, words).map(([text, part, by]) => ({
    sql: `replace(${quoted(text)}, ${quoted([part])}, ${quoted(by)})`,
    value: orNull(text.flatMap((character) => (character === part ? by : [character]))),
  })),
  fc.tuple(words, fc.integer({ min: 0, max: 12 }), characters).map(([text, length, filler]) => ({
    sql: `lpad(${quoted(text)}, ${length}, ${quoted([filler])})`,
    value:
      text.length === 0
        ? null
        : orNull([
            ...Array.from({ length: Math.max(0, length - text.length) }, () => filler),
            ...text.slice(0, length),
          ]),
  })),
  fc.tuple(words, fc.array(characters, { minLength: 1, maxLength: 3 })).map(([text, set]) => {
    const end = text.findLastIndex((character) => !set.includes(character)) + 1
    return { sql: `rtrim(${quoted(text)}, ${quoted(set)})`, value: orNull(text.slice(0, end)) }
  }),
  fc.tuple(words, characters).map(([text, part]) => ({
    sql: `to_char(instr(${quoted(text)}, ${quoted([part])}))`,
    value: text.length === 0 ? null : String(text.indexOf(part) + 1),
  })),
  words.map((text) => ({
    sql: `to_char(length(${quoted(text)}))`,
    value: text.length === 0 ? null : String(text.length),
  })),
  fc.tuple(words, characters, characters).map(([text, from, to]) => ({
    sql: `translate(${quoted(text)}, ${quoted([from])}, ${quoted([to])})`,
    value: orNull(text.map((character) => (character === from ? to : character))),
  })),
  fc.tuple(words, characters).map(([text, part]) => ({
    sql: `to_char(regexp_count(${quoted(text)}, ${quoted([part])}))`,
    value: text.length === 0 ? null : String(text.filter((character) => character === part).length),
  })),
)

// ---- dates ------------------------------------------------------------------------------------------------

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
const monthLength = (year: number, month: number): number =>
  month === 2 ? (isLeap(year) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31

interface Day {
  readonly year: number
  readonly month: number
  readonly day: number
}

/** The day so many days later, walked month by month. */
function later({ year, month, day }: Day, days: number): Day {
  let [y, m, d] = [year, month, day + days]
  while (d > monthLength(y, m)) {
    d -= monthLength(y, m)
    ;[y, m] = m === 12 ? [y + 1, 1] : [y, m + 1]
  }
  while (d < 1) {
    ;[y, m] = m === 1 ? [y - 1, 12] : [y, m - 1]
    d += monthLength(y, m)
  }
  return { year: y, month: m, day: d }
}

const shown = ({ year, month, day }: Day): string =>
  [String(year).padStart(4, '0'), String(month).padStart(2, '0'), String(day).padStart(2, '0')].join('-')
const written = (day: Day): string => `date '${shown(day)}'`
const asText = (sql: string): string => `to_char(${sql}, 'YYYY-MM-DD')`

const days: fc.Arbitrary<Day> = fc
  .tuple(fc.integer({ min: 1800, max: 2400 }), fc.integer({ min: 1, max: 12 }), fc.nat({ max: 30 }))
  .map(([year, month, day]) => ({ year, month, day: (day % monthLength(year, month)) + 1 }))
const spans = fc.integer({ min: -40_000, max: 40_000 })

const dates: fc.Arbitrary<Told<string>> = fc.oneof(
  fc.tuple(days, spans).map(([day, span]) => ({
    sql: asText(`${written(day)} + (${span})`),
    value: shown(later(day, span)),
  })),
  fc.tuple(days, spans).map(([day, span]) => ({
    sql: `to_char(${written(later(day, span))} - ${written(day)})`,
    value: String(span),
  })),
  fc.tuple(days, spans).map(([day, span]) => ({
    sql: asText(`${written(day)} + numtodsinterval(${span}, 'DAY')`),
    value: shown(later(day, span)),
  })),
  fc.tuple(days, fc.integer({ min: -500, max: 500 })).map(([day, months]) => {
    const target = day.year * 12 + day.month - 1 + months
    const [year, month] = [Math.floor(target / 12), (target % 12) + 1]
    const last = monthLength(year, month)
    const isLast = day.day === monthLength(day.year, day.month)
    return {
      sql: asText(`add_months(${written(day)}, ${months})`),
      value: shown({ year, month, day: isLast ? last : Math.min(day.day, last) }),
    }
  }),
  days.map((day) => ({
    sql: asText(`last_day(${written(day)})`),
    value: shown({ ...day, day: monthLength(day.year, day.month) }),
  })),
  days.map((day) => ({
    sql: asText(`to_date('${day.day}/${day.month}/${day.year}', 'DD-MM-YYYY')`),
    value: shown(day),
  })),
  days.map((day) => ({
    sql: `to_char(extract(year from ${written(day)}) * 10000 + extract(month from ${written(day)}) * 100 + extract(day from ${written(day)}))`,
    value: String(day.year * 10_000 + day.month * 100 + day.day),
  })),
)

const rows = 30

describe('whatever is calculated', () => {
  test('numbers are exact to their last digit', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(sum, { minLength: 1, maxLength: 10 }), async (all) => {
        const found = await ask(all.map(({ sql }) => sql))
        for (const [index, { sql, value }] of all.entries())
          expect(isSame(readNumber(found[index] ?? ''), value), `${sql} gives ${found[index]}`).toBe(true)
      }),
      { numRuns: rows },
    )
  })

  test('texts are made of whole characters', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(texts, { minLength: 1, maxLength: 20 }), async (all) => {
        expect(await ask(all.map(({ sql }) => sql))).toEqual(all.map(({ value }) => value))
      }),
      { numRuns: rows },
    )
  })

  test('dates follow the calendar', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(dates, { minLength: 1, maxLength: 20 }), async (all) => {
        expect(await ask(all.map(({ sql }) => sql))).toEqual(all.map(({ value }) => value))
      }),
      { numRuns: rows },
    )
  })
})
