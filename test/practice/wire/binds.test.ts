import fc from 'fast-check'
import oracledb from 'oracledb'
import { describe, expect, it } from 'vitest'
import type { BindValue } from '../../../src/practice/door.ts'
import { DateTime } from '../../../src/practice/values/date-time.ts'
import { Decimal } from '../../../src/practice/values/number.ts'
import { type Answer, column, integer, query, rowSource, text } from './scripted-database.ts'
import { serve } from './served.ts'

/** PL/SQL that gives back what these functions make of its binds. */
const plsql = (
  binds: readonly string[],
  directions: readonly ('in' | 'out' | 'in out')[],
  give: (values: readonly BindValue[]) => readonly BindValue[],
): Answer => ({
  kind: 'plsql',
  binds,
  run: ({ iterations }) => ({ directions, outBinds: iterations.map(give) }),
})

describe('binds of SQL', () => {
  it('reach the database with their values, nulls among them', async () => {
    let given: readonly BindValue[] = []
    const { connect } = await serve({
      'insert into t values (:a, :b, :c, :d, :e)': {
        kind: 'dml',
        binds: ['A', 'B', 'C', 'D', 'E'],
        run({ iterations, session }) {
          given = iterations[0] ?? []
          session.isTransactionOpen = true
          return { rowCount: 1 }
        },
      },
    })
    const connection = await connect()
    const when = new Date(2026, 10, 23, 12, 30, 15)
    const binds = {
      a: 'Grüße 世界',
      b: -12.5,
      c: { val: when, type: oracledb.DB_TYPE_DATE },
      d: null,
      e: Buffer.from([0, 255]),
    }
    for (let run = 0; run < 2; run++) {
      const { rowsAffected } = await connection.execute('insert into t values (:a, :b, :c, :d, :e)', binds)
      expect(rowsAffected).toBe(1)
      expect(given[0]).toBe('Grüße 世界')
      expect(String(given[1])).toBe('-12.5')
      expect((given[2] as DateTime).fields).toEqual({
        year: 2026,
        month: 11,
        day: 23,
        hour: 12,
        minute: 30,
        second: 15,
      })
      expect(given[3]).toBeNull()
      expect(given[4]).toEqual(new Uint8Array([0, 255]))
    }
    expect(connection.transactionInProgress).toBe(true)
  })

  it('keep every digit of a number and every letter of a text', async () => {
    let given: readonly BindValue[] = []
    const { connect } = await serve({
      'select :n, :s': {
        kind: 'query',
        binds: ['N', 'S'],
        columns: [column('X', integer)],
        run({ iterations }) {
          given = iterations[0] ?? []
          return { rows: rowSource([column('X', integer)], []) }
        },
      },
    })
    const connection = await connect()
    const number = fc.oneof(
      fc.integer(),
      fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e30, max: 1e30 }),
    )
    await fc.assert(
      fc.asyncProperty(
        number,
        fc.string({ unit: 'grapheme', minLength: 1, maxLength: 3000 }),
        async (n, s) => {
          fc.pre(Math.abs(n) > 1e-100 || n === 0)
          await connection.execute('select :n, :s', { n, s })
          expect(given[0]?.toString()).toBe(new Decimal(n).toString().replace(/^-0$/, '0'))
          expect(given[1]).toBe(s)
        },
      ),
      { numRuns: 200 },
    )
  })

  it('longer than 32767 bytes come in their own place', async () => {
    let given: readonly BindValue[] = []
    const { connect } = await serve({
      'insert into t values (:a, :b, :c)': {
        kind: 'dml',
        binds: ['A', 'B', 'C'],
        run({ iterations }) {
          given = iterations[0] ?? []
          return { rowCount: 1 }
        },
      },
    })
    const long = 'ä'.repeat(60_000)
    await (await connect()).execute('insert into t values (:a, :b, :c)', [long, 'short', 3])
    expect(given.map(String)).toEqual([long, 'short', '3'])
  })

  it('that are missing are ORA-01008', async () => {
    const { connect } = await serve({ 'select :n': { kind: 'query', binds: ['N', 'M'], columns: [] } })
    await expect((await connect()).execute('select :n', [1])).rejects.toMatchObject({ code: 'ORA-01008' })
  })

  it('bring back what RETURNING found, for every row', async () => {
    const sql = 'update emp set sal = sal * :f where deptno = :d returning empno, ename into :e, :n'
    const { connect } = await serve({
      [sql]: {
        kind: 'dml',
        binds: ['F', 'D', 'E', 'N'],
        returning: [2, 3],
        run: ({ iterations }) => {
          const rows = Number(String(iterations[0]?.[1]))
          const numbers = Array.from({ length: rows }, (_, index) => index)
          return {
            rowCount: rows,
            returned: [[numbers.map((n) => new Decimal(n)), numbers.map((n) => `name ${n}`)]],
          }
        },
      },
    })
    const connection = await connect()
    for (const d of [0, 1, 3]) {
      const { outBinds, rowsAffected } = await connection.execute(sql, {
        f: 1.1,
        d,
        e: { type: oracledb.NUMBER, dir: oracledb.BIND_OUT },
        n: { type: oracledb.STRING, dir: oracledb.BIND_OUT },
      })
      const numbers = Array.from({ length: d }, (_, index) => index)
      expect(outBinds).toEqual({ e: numbers, n: numbers.map((n) => `name ${n}`) })
      expect(rowsAffected).toBe(d)
    }
  })
})

describe('binds of PL/SQL', () => {
  it('go in, come out, and do both, on every execution', async () => {
    const sql = 'begin p(:i, :o, :io, :day, :nothing); end;'
    const { connect } = await serve({
      [sql]: plsql(['I', 'O', 'IO', 'DAY', 'NOTHING'], ['in', 'out', 'in out', 'out', 'out'], ([i, , io]) => [
        i ?? null,
        `got ${i}`,
        new Decimal(String(io)).times(2),
        DateTime.of('DATE', { year: 2026, month: 11, day: 23, hour: 0, minute: 0, second: 0 }),
        null,
      ]),
    })
    const connection = await connect()
    for (const i of ['one', 'two', 'three']) {
      const { outBinds } = await connection.execute(sql, {
        i,
        o: { dir: oracledb.BIND_OUT, type: oracledb.STRING },
        io: { dir: oracledb.BIND_INOUT, type: oracledb.NUMBER, val: i.length },
        day: { dir: oracledb.BIND_OUT, type: oracledb.DB_TYPE_DATE },
        nothing: { dir: oracledb.BIND_OUT, type: oracledb.NUMBER },
      })
      expect(outBinds).toEqual({
        o: `got ${i}`,
        io: i.length * 2,
        day: new Date(2026, 10, 23),
        nothing: null,
      })
    }
  })

  it('bring back arrays, as dbms_output.get_lines does', async () => {
    const sql = 'begin dbms_output.get_lines(:lines, :n); end;'
    let lines: string[] = []
    const { connect } = await serve({
      [sql]: plsql(['LINES', 'N'], ['out', 'in out'], () => [lines, new Decimal(lines.length)]),
    })
    const connection = await connect()
    for (const count of [0, 1, 100]) {
      lines = Array.from({ length: count }, (_, index) => `line ${index}`)
      const { outBinds } = await connection.execute(sql, {
        lines: { dir: oracledb.BIND_OUT, type: oracledb.STRING, maxSize: 32767, maxArraySize: 100 },
        n: { dir: oracledb.BIND_INOUT, type: oracledb.NUMBER, val: 100 },
      })
      expect(outBinds).toEqual({ lines, n: count })
    }
  })

  it('take arrays in', async () => {
    const { connect } = await serve({
      'begin :n := count(:list); end;': plsql(['N', 'LIST'], ['out', 'in'], ([, list]) => [
        new Decimal(Array.isArray(list) ? list.join('').length : -1),
        null,
      ]),
    })
    const { outBinds } = await (await connect()).execute('begin :n := count(:list); end;', {
      n: { dir: oracledb.BIND_OUT, type: oracledb.NUMBER },
      list: { dir: oracledb.BIND_IN, type: oracledb.STRING, val: ['a', 'bc', 'def'] },
    })
    expect(outBinds).toEqual({ n: 6 })
  })

  it('bring back cursors whose rows are fetched like any others', async () => {
    const columns = [column('ID', integer), column('NAME', text())]
    const rows = Array.from({ length: 300 }, (_, id) => [new Decimal(id), `name ${id}`])
    const { connect } = await serve({
      'begin open(:c); end;': plsql(['C'], ['out'], () => [rowSource(columns, rows)]),
    })
    const connection = await connect()
    for (let run = 0; run < 3; run++) {
      const { outBinds } = await connection.execute<{ c: oracledb.ResultSet<unknown> }>(
        'begin open(:c); end;',
        {
          c: { dir: oracledb.BIND_OUT, type: oracledb.CURSOR },
        },
      )
      expect(outBinds?.c.metaData.map(({ name }) => name)).toEqual(['ID', 'NAME'])
      expect(await outBinds?.c.getRows(0)).toEqual(rows.map(([id, name]) => [Number(id), name]))
      await outBinds?.c.close()
    }
  })

  it('may stand beside implicit results', async () => {
    const columns = [column('ID', integer)]
    const { connect } = await serve({
      'begin return_results; end;': {
        kind: 'plsql',
        run: () => ({
          implicitResults: [rowSource(columns, [[new Decimal(1)], [new Decimal(2)]]), rowSource(columns, [])],
        }),
      },
    })
    const { implicitResults } = await (await connect()).execute('begin return_results; end;')
    expect(implicitResults).toEqual([[[1], [2]], []])
  })

  it('that were never given a cursor say so', async () => {
    const { connect } = await serve({ 'begin open(:c); end;': plsql(['C'], ['out'], () => [null]) })
    const connection = await connect()
    const bind = { c: { dir: oracledb.BIND_OUT, type: oracledb.CURSOR } }
    await expect(connection.execute('begin open(:c); end;', bind)).rejects.toThrow('NJS-107')
    await connection.ping()
  })
})

describe('executeMany', () => {
  const sql = 'insert into t values (:1, :2)'
  const rows = Array.from({ length: 1000 }, (_, id) => [id, `name ${id}`])

  it('runs one statement for many rows and counts what each touched', async () => {
    let given = 0
    const { connect } = await serve({
      [sql]: {
        kind: 'dml',
        binds: ['1', '2'],
        run({ iterations }) {
          given = iterations.length
          return { rowCount: given * 2, rowCounts: iterations.map((_, index) => index % 5) }
        },
      },
    })
    const connection = await connect()
    const result = await connection.executeMany(sql, rows, { dmlRowCounts: true })
    expect(given).toBe(1000)
    expect(result.rowsAffected).toBe(2000)
    expect(result.dmlRowCounts).toEqual(rows.map((_, index) => index % 5))
    expect((await connection.executeMany(sql, rows)).rowsAffected).toBe(2000)
  })

  it('goes on after rows that fail, where that is asked for', async () => {
    let asked: boolean | undefined
    const { connect } = await serve({
      [sql]: {
        kind: 'dml',
        binds: ['1', '2'],
        run({ options, session }) {
          asked = options.batchErrors
          session.isTransactionOpen = true
          return {
            rowCount: 998,
            batchErrors: [3, 700].map((iteration) => ({
              iteration,
              number: 1,
              message: 'ORA-00001: unique constraint (SCOTT.PK) violated',
            })),
          }
        },
      },
    })
    const connection = await connect()
    for (let run = 0; run < 2; run++) {
      const { batchErrors, rowsAffected } = await connection.executeMany(sql, rows, { batchErrors: true })
      expect(asked).toBe(true)
      expect(rowsAffected).toBe(998)
      expect(batchErrors?.map(({ offset }) => offset)).toEqual([3, 700])
      expect(batchErrors?.[0]?.message).toContain('ORA-00001: unique constraint (SCOTT.PK) violated')
      expect(connection.transactionInProgress).toBe(true)
    }
  })

  it('runs without binds as often as it is told', async () => {
    let given = 0
    const { connect } = await serve({
      'insert into t values (1)': {
        kind: 'dml',
        run({ iterations }) {
          given += iterations.length
          return { rowCount: iterations.length }
        },
      },
    })
    await (await connect()).executeMany('insert into t values (1)', 7)
    expect(given).toBe(7)
  })

  it('of PL/SQL brings back the binds of every run', async () => {
    const { connect } = await serve({
      'begin :o := :i; end;': plsql(['O', 'I'], ['out', 'in'], ([, i]) => [`<${i}>`, null]),
    })
    const { outBinds } = await (await connect()).executeMany(
      'begin :o := :i; end;',
      ['a', 'b', 'c'].map((i) => ({ i })),
      {
        bindDefs: {
          o: { dir: oracledb.BIND_OUT, type: oracledb.STRING, maxSize: 10 },
          i: { type: oracledb.STRING, maxSize: 10 },
        },
      },
    )
    expect(outBinds).toEqual([{ o: '<a>' }, { o: '<b>' }, { o: '<c>' }])
  })

  it('brings back what RETURNING found in every run', async () => {
    const returning = 'delete from t where id = :1 returning name into :2'
    const { connect } = await serve({
      [returning]: {
        kind: 'dml',
        binds: ['1', '2'],
        returning: [1],
        run: ({ iterations }) => ({
          rowCount: iterations.length,
          returned: iterations.map(([id]) => [[`name ${id}`, 'another']]),
        }),
      },
    })
    const { outBinds } = await (await connect()).executeMany(returning, [[1], [2]], {
      bindDefs: [{ type: oracledb.NUMBER }, { dir: oracledb.BIND_OUT, type: oracledb.STRING, maxSize: 20 }],
    })
    expect(outBinds).toEqual([[['name 1', 'another']], [['name 2', 'another']]])
  })
})

it('statements with and without binds stand in one statement cache', async () => {
  const { connect } = await serve({
    select: query([column('N', integer)], [[new Decimal(1)]]),
    'begin null; end;': plsql([], [], () => []),
  })
  const connection = await connect()
  for (let run = 0; run < 3; run++) {
    expect((await connection.execute('select')).rows).toEqual([[1]])
    await connection.execute('begin null; end;')
  }
})
