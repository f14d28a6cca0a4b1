import { expect, it, vi } from 'vitest'
import { OracleError } from '../../../src/practice/error.ts'
import { DateTime } from '../../../src/practice/values/date-time.ts'
import { Clob } from '../../../src/practice/values/lob.ts'
import { Decimal } from '../../../src/practice/values/number.ts'
import type { Value } from '../../../src/practice/values/value.ts'
import { describeWithPython, python } from './python.ts'
import { type Answer, column, integer, query, rowSource, text } from './scripted-database.ts'
import { serve } from './served.ts'

describeWithPython('a client in Python', () => {
  it('connects, and is refused a wrong password', async () => {
    const { server, database } = await serve()
    const program = `
try:
    connect(password="lion")
except oracledb.DatabaseError as error:
    wrong = error.args[0].code
with connect() as connection:
    connection.ping()
    answer([wrong, connection.version, connection.autocommit])
`
    expect(await python(server.connectString, program)).toEqual([1017, '23.26.0.0.0', false])
    await vi.waitFor(() => expect(database.closed).toHaveLength(1))
  })

  it('reads a thousand rows of every type it shares with us', async () => {
    const columns = [
      column('ID', { name: 'NUMBER', precision: 9, scale: 2 }),
      column('NAME', text()),
      column('DAY', { name: 'DATE' }),
      column('AT', { name: 'TIMESTAMP', fraction: 6 }),
      column('BITS', { name: 'RAW', length: 10 }),
      column('STORY', { name: 'CLOB' }),
    ]
    const noon = { year: 2026, month: 11, day: 23, hour: 12, minute: 30, second: 15 }
    const rows = Array.from({ length: 1000 }, (_, id): Value[] => [
      new Decimal(id).div(4),
      id % 2 ? null : `näme ${id}`,
      DateTime.of('DATE', noon),
      DateTime.of('TIMESTAMP', noon, 250_000_000),
      new Uint8Array([id % 256]),
      new Clob(`story 🌍 ${id}`),
    ])
    const { server } = await serve({ 'select * from t': query(columns, rows) })
    const program = `
with connect() as connection:
    cursor = connection.cursor()
    cursor.execute("select * from t")
    described = [(column[0], column[4], column[5]) for column in cursor.description]
    rows = [(i, n, str(d), str(t), b.hex(), c.read()) for i, n, d, t, b, c in cursor]
    answer([described, len(rows), rows[0], rows[999]])
`
    const day = '2026-11-23 12:30:15'
    expect(await python(server.connectString, program)).toEqual([
      [
        ['ID', 9, 2],
        ['NAME', null, null],
        ['DAY', null, null],
        ['AT', 0, 6],
        ['BITS', null, null],
        ['STORY', null, null],
      ],
      1000,
      [0, 'näme 0', day, `${day}.250000`, '00', 'story 🌍 0'],
      [249.75, null, day, `${day}.250000`, 'e7', 'story 🌍 999'],
    ])
  })

  it('gets errors with number, text and offset, also of statements longer than a packet, and goes on', async () => {
    const long = `select ${'x'.repeat(50_000)} from nowhere`
    const { server } = await serve({
      'select 1': query([column('ONE', integer)], [[new Decimal(1)]]),
      'select * from nowhere': {
        run() {
          throw new OracleError(942, 'table or view does not exist', 14)
        },
      },
    })
    const program = `
with connect() as connection:
    cursor = connection.cursor()
    seen = []
    for statement in ["select * from nowhere", ${JSON.stringify(long)}]:
        try:
            cursor.execute(statement)
        except oracledb.DatabaseError as error:
            seen.append([error.args[0].code, error.args[0].message, error.args[0].offset])
        cursor.execute("select 1")
        seen.append(cursor.fetchone()[0])
    answer(seen)
`
    expect(await python(server.connectString, program)).toEqual([
      [942, 'ORA-00942: table or view does not exist', 14],
      1,
      [900, 'ORA-00900: invalid SQL statement', 0],
      1,
    ])
  })

  it('is understood although its requests come in many packets and do not say where they end', async () => {
    let given = 0
    const { server } = await serve(
      {
        'insert into t values (:1, :2)': {
          kind: 'dml',
          binds: ['1', '2'],
          run({ iterations }) {
            given = iterations.length
            return { rowCount: given }
          },
        },
      },
      { sdu: 512 },
    )
    const program = `
with connect() as connection:
    cursor = connection.cursor()
    counts = []
    for size in range(500):
        cursor.execute("insert into t values (:1, :2)", [size, "x" * size])
        counts.append(cursor.rowcount)
    cursor.executemany("insert into t values (:1, :2)", [(n, "x" * (n % 300)) for n in range(1000)])
    answer([sum(counts), cursor.rowcount])
`
    expect(await python(server.connectString, program)).toEqual([500, 1000])
    expect(given).toBe(1000)
  })

  it('binds values in and gets values out, also ones longer than a packet', async () => {
    const { server } = await serve({
      'begin :o := f(:i); :n := 2 * :n; end;': {
        kind: 'plsql',
        binds: ['O', 'I', 'N'],
        run: ({ iterations }) => ({
          directions: ['out', 'in', 'in out'],
          outBinds: iterations.map(([, i, n]) => [
            String(String(i).length),
            null,
            n instanceof Decimal ? n.times(2) : null,
          ]),
        }),
      },
    })
    const program = `
with connect() as connection:
    cursor = connection.cursor()
    seen = []
    for i, n in [("näher", 21), ("x" * 30000, None), ("y", -0.5)]:
        o = cursor.var(str)
        v = cursor.var(oracledb.NUMBER)
        v.setvalue(0, n)
        cursor.execute("begin :o := f(:i); :n := 2 * :n; end;", o=o, i=i, n=v)
        seen.append([o.getvalue(), v.getvalue()])
    answer(seen)
`
    expect(await python(server.connectString, program)).toEqual([
      ['5', 42],
      ['30000', null],
      ['1', -1],
    ])
  })

  it('changes rows, one and many, gets what they return, and commits', async () => {
    const dml: Answer = {
      kind: 'dml',
      binds: ['1', '2'],
      run: ({ iterations, session }) => {
        session.isTransactionOpen = true
        return { rowCount: iterations.length, rowCounts: iterations.map(() => 1) }
      },
    }
    const { server, database } = await serve({
      'insert into t values (:1, :2)': dml,
      'delete from t where id = :1 returning name into :2': {
        ...dml,
        returning: [1],
        run: () => ({ rowCount: 2, returned: [[['one', 'two']]] }),
      },
    })
    const program = `
with connect() as connection:
    cursor = connection.cursor()
    cursor.execute("insert into t values (:1, :2)", [1, "one"])
    counts = [cursor.rowcount]
    cursor.executemany("insert into t values (:1, :2)", [(n, "x" * 100) for n in range(2000)], arraydmlrowcounts=True)
    counts += [cursor.rowcount, sum(cursor.getarraydmlrowcounts())]
    names = cursor.var(str)
    cursor.execute("delete from t where id = :1 returning name into :2", [1, names])
    connection.commit()
    answer([counts, names.getvalue()])
`
    expect(await python(server.connectString, program)).toEqual([
      [1, 2000, 2000],
      ['one', 'two'],
    ])
    await vi.waitFor(() => expect(database.closed).toHaveLength(1))
    expect(database.sessions[0]?.log[0]).toBe('commit')
  })

  it('fetches from cursors it is given', async () => {
    const columns = [column('ID', integer)]
    const rows = Array.from({ length: 250 }, (_, id) => [new Decimal(id)])
    const { server } = await serve({
      'begin open(:c); end;': {
        kind: 'plsql',
        binds: ['C'],
        run: () => ({ directions: ['out'], outBinds: [[rowSource(columns, rows)]] }),
      },
    })
    const program = `
with connect() as connection:
    given = connection.cursor()
    connection.cursor().execute("begin open(:c); end;", c=given)
    answer(sum(row[0] for row in given))
`
    expect(await python(server.connectString, program)).toBe((249 * 250) / 2)
  })

  it('names itself and its schema', async () => {
    const { server, database } = await serve({
      'select 1': query([column('ONE', integer)], [[new Decimal(1)]]),
    })
    const program = `
with connect() as connection:
    connection.clientinfo = "näher"
    connection.module = "seed"
    connection.action = "A"
    connection.current_schema = "b"
    connection.cursor().execute("select 1")
    answer(True)
`
    await python(server.connectString, program)
    expect(database.sessions[0]?.tags).toEqual([{ clientInfo: 'näher', module: 'seed', action: 'A' }])
    expect(database.sessions[0]?.currentSchema).toBe('B')
  })

  it('breaks a call off when its time is up, and goes on', async () => {
    const { server } = await serve({
      'select 1': query([column('ONE', integer)], [[new Decimal(1)]]),
      'begin work; end;': { kind: 'plsql', run: () => new Promise(() => {}) },
    })
    const program = `
with connect() as connection:
    cursor = connection.cursor()
    connection.call_timeout = 50
    try:
        cursor.execute("begin work; end;")
    except oracledb.DatabaseError as error:
        seen = error.args[0].full_code
    connection.call_timeout = 0
    cursor.execute("select 1")
    answer([seen, cursor.fetchone()[0]])
`
    expect(await python(server.connectString, program)).toEqual(['DPY-4024', 1])
  })
})
