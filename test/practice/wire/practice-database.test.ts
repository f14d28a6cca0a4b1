/**
 * The wire and the database behind it together, through the unmodified driver.
 */
import oracledb from 'oracledb'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { describeWithPython, python, pythonFile } from './python.ts'
import { crash, isWaiting, schemas, servePractice } from './served-practice.ts'

describe('the practice database', () => {
  it('keeps values of every type', async () => {
    const { connect } = await servePractice()
    const connection = await connect()
    await connection.execute(
      'create table t (n number, s varchar2(100), d date, ts timestamp, r raw(10), c clob, b blob)',
    )
    const noon = new Date(2026, 10, 23, 12, 30, 15)
    const fraction = new Date(2026, 10, 23, 12, 30, 15, 250)
    const row = [
      -12.5,
      'Grüße 世界',
      noon,
      fraction,
      Buffer.from([0, 255]),
      'long '.repeat(20_000),
      Buffer.alloc(50_000, 7),
    ]
    const insert = 'insert into t values (:1, :2, :3, :4, :5, :6, :7)'
    await connection.execute(insert, row)
    await connection.execute(
      insert,
      row.map(() => null),
    )
    const options = { fetchInfo: { C: { type: oracledb.STRING }, B: { type: oracledb.BUFFER } } }
    const { rows } = await connection.execute('select * from t order by n nulls last', [], options)
    expect(rows).toEqual([row, row.map(() => null)])
  })

  it('sends 20,000 rows over many fetches, and stops when the client has enough', async () => {
    const { connect } = await servePractice()
    const connection = await connect()
    await connection.execute('create table t (id number, name varchar2(20))')
    const rows = Array.from({ length: 20_000 }, (_, id) => [id, `name ${id}`])
    expect((await connection.executeMany('insert into t values (:1, :2)', rows)).rowsAffected).toBe(20_000)
    expect((await connection.execute('select * from t order by id')).rows).toEqual(rows)
    const { resultSet } = await connection.execute('select * from t order by id', [], { resultSet: true })
    expect(await resultSet?.getRows(10)).toEqual(rows.slice(0, 10))
    await resultSet?.close()
    expect((await connection.execute('select count(*) from t')).rows).toEqual([[20_000]])
  })

  it('tells the place of an error, and goes on', async () => {
    const { connect } = await servePractice()
    const connection = await connect()
    await expect(connection.execute('select * from nosuch')).rejects.toMatchObject({
      code: 'ORA-00942',
      offset: 14,
    })
    expect((await connection.execute('select 1 from dual')).rows).toEqual([[1]])
  })

  it('returns what DML touched, goes on after rows that fail, and counts', async () => {
    const { connect } = await servePractice()
    const connection = await connect()
    await connection.execute('create table t (id number primary key, name varchar2(20))')
    const { outBinds } = await connection.execute(
      'insert into t values (:id, :n) returning id * 2 into :twice',
      {
        id: 21,
        n: 'one',
        twice: { dir: oracledb.BIND_OUT, type: oracledb.NUMBER },
      },
    )
    expect(outBinds).toEqual({ twice: [42] })
    const many = await connection.executeMany(
      'insert into t values (:1, :2)',
      [
        [1, 'a'],
        [21, 'b'],
        [2, 'c'],
      ],
      {
        batchErrors: true,
        dmlRowCounts: true,
      },
    )
    expect(many.rowsAffected).toBe(2)
    expect(many.dmlRowCounts).toEqual([1, 0, 1])
    expect(many.batchErrors?.map(({ offset }) => offset)).toEqual([1])
    expect(connection.transactionInProgress).toBe(true)
    await connection.rollback()
    expect(connection.transactionInProgress).toBe(false)
    expect((await connection.execute('select count(*) from t')).rows).toEqual([[0]])
  })

  it('runs PL/SQL with binds, output, cursors and implicit results', async () => {
    const { connect } = await servePractice()
    const connection = await connect()
    const { outBinds } = await connection.execute<{ o: string; io: number; c: oracledb.ResultSet<unknown> }>(
      `begin
         dbms_output.enable(null);
         :o := upper(:i);
         :io := :io + 1;
         dbms_output.put_line('hello');
         dbms_output.put_line(:i);
         open :c for select 1 as one from dual;
       end;`,
      {
        o: { dir: oracledb.BIND_OUT, type: oracledb.STRING },
        i: 'abc',
        io: { dir: oracledb.BIND_INOUT, type: oracledb.NUMBER, val: 41 },
        c: { dir: oracledb.BIND_OUT, type: oracledb.CURSOR },
      },
    )
    expect(outBinds).toMatchObject({ o: 'ABC', io: 42 })
    expect(await outBinds?.c.getRows(0)).toEqual([[1]])
    await outBinds?.c.close()
    const lines = await connection.execute('begin dbms_output.get_lines(:lines, :n); end;', {
      lines: { dir: oracledb.BIND_OUT, type: oracledb.STRING, maxSize: 32767, maxArraySize: 100 },
      n: { dir: oracledb.BIND_INOUT, type: oracledb.NUMBER, val: 100 },
    })
    expect(lines.outBinds).toEqual({ lines: ['hello', 'abc'], n: 2 })
    const { implicitResults } = await connection.execute(
      'declare c sys_refcursor; begin open c for select 1 from dual; dbms_sql.return_result(c); end;',
    )
    expect(implicitResults).toEqual([[[1]]])
  })

  it('gives a session the time zone of its client', async () => {
    vi.stubEnv('TZ', 'Asia/Kolkata')
    onTestFinished(() => {
      vi.unstubAllEnvs()
    })
    const { connect } = await servePractice()
    const { rows } = await (await connect()).execute('select sessiontimezone from dual')
    expect(rows).toEqual([['+05:30']])
  })

  it('warns of a procedure that does not compile', async () => {
    const { connect } = await servePractice()
    const { warning } = await (await connect()).execute('create procedure p is begin nosuch; end;')
    expect(warning).toMatchObject({ code: 'NJS-700' })
  })

  it('shows what a client says of itself, and follows it into another schema', async () => {
    const { connect } = await servePractice()
    const [connection, observer] = [await connect(), await connect()]
    connection.module = 'multisession'
    connection.action = '3.1'
    connection.clientInfo = 'task in A'
    connection.currentSchema = 'A'
    await connection.ping()
    const { rows } = await observer.execute(
      "select username, schemaname, module, action from v$session where client_info = 'task in A'",
    )
    expect(rows).toEqual([['SCOTT', 'A', 'multisession', '3.1']])
    await connection.execute('alter session set current_schema = B')
    expect(connection.currentSchema).toBe('B')
  })

  it('breaks off a call that sleeps, by hand and when its time is up, and undoes what it did', async () => {
    const { connect } = await servePractice()
    const [connection, observer] = [await connect(), await connect()]
    await connection.execute('create table t (id number)')
    connection.clientInfo = 'sleeper'
    const block = 'begin insert into t values (1); dbms_session.sleep(600); end;'
    const running = connection.execute(block)
    running.catch(() => {})
    await isWaiting(observer, 'sleeper')
    await connection.break()
    await expect(running).rejects.toMatchObject({ code: 'ORA-01013' })
    connection.callTimeout = 30
    await expect(connection.execute(block)).rejects.toThrow('NJS-123')
    connection.callTimeout = 0
    expect((await connection.execute('select count(*) from t')).rows).toEqual([[0]])
  })

  it('may be broken into 300 times around the end of a call', async () => {
    const { connect } = await servePractice()
    const connection = await connect()
    for (let round = 0; round < 300; round++) {
      connection.callTimeout = 1 + (round % 3)
      await connection
        .execute('begin dbms_session.sleep(:1); end;', [((round % 7) * 0.5) / 1000])
        .catch((error) => expect(error.message).toContain('NJS-123'))
      connection.callTimeout = 0
      await connection.ping().catch((error) => expect(error.code).toBe('ORA-01013'))
      expect((await connection.execute('select :1 from dual', [round])).rows).toEqual([[round]])
    }
  })

  it('rolls back the work of a client that has crashed, once its call has ended', async () => {
    const { connect } = await servePractice()
    const [connection, observer] = [await connect(), await connect()]
    await connection.execute('create table t (id number)')
    connection.clientInfo = 'crashing'
    const sessions = async () =>
      (await observer.execute("select count(*) from v$session where client_info = 'crashing'")).rows
    await connection.execute('insert into t values (1)')
    const running = connection.execute('begin dbms_session.sleep(0.3); insert into t values (2); end;')
    running.catch(() => {})
    await isWaiting(observer, 'crashing')
    crash(connection)
    expect(await sessions()).toEqual([[1]])
    await vi.waitFor(async () => expect(await sessions()).toEqual([[0]]))
    expect((await observer.execute('select count(*) from t')).rows).toEqual([[0]])
  })
})

/** What the seed's program needs: a task in every schema that scott may run. */
async function plantTasks(connect: (user?: string) => Promise<oracledb.Connection>): Promise<void> {
  for (const schema of schemas) {
    const owner = await connect(schema)
    await owner.execute('create table runs (client_info varchar2(64))')
    await owner.execute(
      `create procedure task is
       begin
         dbms_session.sleep(0.05);
         insert into runs select client_info from v$session where client_info = 'task in ${schema}';
       end;`,
    )
    await owner.execute('grant execute on task to scott')
    await owner.execute('grant select on runs to scott')
  }
}

describeWithPython('the practice database and Python', () => {
  it('understand each other', async () => {
    const { server } = await servePractice()
    const program = `
with connect() as connection:
    cursor = connection.cursor()
    cursor.execute("create table t (id number, name varchar2(100), day date)")
    day = datetime.datetime(2026, 11, 23, 12, 30, 15)
    cursor.executemany("insert into t values (:1, :2, :3)", [(n, f"näme {n}", day) for n in range(1000)])
    inserted = cursor.rowcount
    connection.commit()
    cursor.execute("select id, name, day from t order by id")
    rows = cursor.fetchall()
    try:
        cursor.execute("select * from nosuch")
    except oracledb.DatabaseError as error:
        failure = [error.args[0].code, error.args[0].offset]
    doubled = cursor.var(oracledb.NUMBER)
    cursor.execute("begin :o := 2 * :i; end;", o=doubled, i=21)
    answer([inserted, len(rows), str(rows[999]), failure, doubled.getvalue()])
`
    expect(await python(server.connectString, program)).toEqual([
      1000,
      1000,
      "(999, 'näme 999', datetime.datetime(2026, 11, 23, 12, 30, 15))",
      [942, 14],
      42,
    ])
  })

  it("run the seed's own program: seven schemas, three at a time", async () => {
    const { server, connect } = await servePractice()
    await plantTasks(connect)
    const printed = await pythonFile('examples/seed.py', {
      MULTISESSION_CONNECT: server.connectString,
      MULTISESSION_PASSWORD: 'tiger',
    })
    expect(
      printed
        .trim()
        .split('\n')
        .map((line) => line[0])
        .sort(),
    ).toEqual(schemas)
    const observer = await connect()
    for (const schema of schemas) {
      expect((await observer.execute(`select * from ${schema}.runs`)).rows).toEqual([[`task in ${schema}`]])
    }
  })
})
