/**
 * Statements that want more than there is: each ends with an error of Oracle's or goes on giving rows, and the others never
 * notice.
 */
import type oracledb from 'oracledb'
import { describe, expect, it } from 'vitest'
import { servePractice } from './served-practice.ts'

const MEGABYTE = 1024 * 1024
const little = { sessionMemory: 4 * MEGABYTE, serverMemory: 6 * MEGABYTE, tableSpace: 2 * MEGABYTE }

const many = 'select level n from dual connect by level < 1e9'
const exhausted = 'ORA-04036: PGA memory used by the instance exceeds PGA_AGGREGATE_LIMIT'

const one = async (connection: oracledb.Connection, sql: string) => (await connection.execute(sql)).rows?.[0]

/** Runs a statement while another session goes on asking; gives how it ended and the longest answer meanwhile. */
const besides = async (statement: string) => {
  const { connect } = await servePractice(little)
  const [greedy, other] = [await connect(), await connect('a')]
  await greedy.execute('create table t (n number, s varchar2(4000))')
  let isOver = false
  const ending = greedy
    .execute(statement)
    .then(() => 'no error', String)
    .finally(() => {
      isOver = true
    })
  let answers = 0
  while (!isOver) {
    expect(await one(other, 'select 1 from dual')).toEqual([1])
    answers += 1
  }
  expect(answers).toBeGreaterThan(0)
  return { message: await ending, greedy, other }
}

describe('a statement that wants too much memory ends with ORA-04036, while others are answered', () => {
  it.each([
    ['sorts', `${many} order by mod(n, 7)`],
    ['removes duplicates', `select distinct n from (${many})`],
    ['groups', `select n, count(*) from (${many}) group by n`],
    ['counts distinct values', `select count(distinct n) from (${many})`],
    ['puts a list together', `select listagg(n) within group (order by n) from (${many})`],
    ['joins', `select count(*) from (${many}) x join (${many}) y on x.n = y.n`],
    ['makes a set', `select n from (${many}) minus select n from (${many})`],
    ['ranks', `select max(r) from (select rank() over (order by n) r from (${many}))`],
    ['looks something up', `select 1 from dual where 0 in (${many})`],
    ['sorts long texts', "select rpad('x', 4000, 'y') s from dual connect by level < 1e9 order by s"],
    [
      'writes lines',
      "begin dbms_output.enable(null); loop dbms_output.put_line(rpad('x', 1000)); end loop; end;",
    ],
  ])('%s', async (_, statement) => {
    const { message, greedy } = await besides(statement)
    expect(message).toContain(exhausted)
    // The lines stay until somebody reads them, and so does their memory.
    await greedy.execute('begin dbms_output.disable; end;')
    expect(
      await one(greedy, 'select count(*) from (select level n from dual connect by level <= 1000)'),
    ).toEqual([1000])
  })
})

describe('a table that grows too much', () => {
  it.each([
    ['by one statement', "insert into t select level, rpad('x', 1000) from dual connect by level < 1e9"],
    ['row by row', "begin loop insert into t values (1, rpad('x', 1000)); end loop; end;"],
  ])('%s ends with ORA-01653 and is as it was', async (_, statement) => {
    const { message, greedy } = await besides(statement)
    expect(message).toContain('ORA-01653: unable to extend table SCOTT.T by 128 in tablespace USERS')
    expect(await one(greedy, 'select count(*) from t')).toEqual([0])
    await greedy.execute("insert into t select level, rpad('x', 1000) from dual connect by level <= 100")
  })

  it('gives its space back to others when it is rolled back, deleted, or dropped', async () => {
    const { connect } = await servePractice(little)
    const scott = await connect()
    const a = await connect('a')
    const fill = "insert into t select level, rpad('x', 1000) from dual connect by level <= 1500"
    for (const owner of [scott, a]) await owner.execute('create table t (n number, s varchar2(1000))')
    for (let round = 0; round < 3; round += 1) {
      await scott.execute(fill)
      await expect(a.execute(fill)).rejects.toThrow('ORA-01653')
      await scott.rollback()
      await a.execute(fill)
      await a.execute('delete from t')
      await a.commit()
    }
    await scott.execute(fill)
    await scott.execute('drop table t')
    await a.execute(fill)
  })

  it('by old versions that a long query still sees has to wait for its end', async () => {
    const { connect } = await servePractice(little)
    const [reader, writer] = [await connect(), await connect()]
    await writer.execute(
      "create table t as select level n, rpad('x', 1000) s from dual connect by level <= 400",
    )
    const { resultSet } = await reader.execute('select n from t', [], { resultSet: true, fetchArraySize: 1 })
    await resultSet?.getRow()
    const rewrite = () => writer.execute('update t set n = n + 1', [], { autoCommit: true })
    const rewriteOften = async () => {
      for (let round = 0; round < 10; round += 1) await rewrite()
    }
    await expect(rewriteOften()).rejects.toThrow('ORA-01653')
    await resultSet?.close()
    await reader.execute('select 1 from dual')
    await rewriteOften()
  })
})

describe('rows that need no memory', () => {
  it('come for ever, as long as somebody wants them', async () => {
    const { connect } = await servePractice(little)
    const scott = await connect()
    const { resultSet } = await scott.execute(
      `select x.n, y.n, rpad('z', 2000) from (${many}) x cross join (select level n from dual connect by level <= 5) y`,
      [],
      { resultSet: true, fetchArraySize: 500 },
    )
    for (let batch = 0; batch < 20; batch += 1) expect(await resultSet?.getRows(500)).toHaveLength(500)
    await resultSet?.close()
    expect(await one(scott, 'select 1 from dual')).toEqual([1])
  })

  it('are asked for again and again in one block without adding up', async () => {
    const { connect } = await servePractice(little)
    const scott = await connect()
    await scott.execute(`
      declare
        total number := 0;
        s varchar2(32767);
        c number;
      begin
        for round in 1 .. 100 loop
          for r in (select x.n from (select level n from dual connect by level <= 300) x
                      join (select level n from dual connect by level <= 300) y on x.n = y.n
                     order by x.n desc) loop
            total := total + r.n;
            exit when total > 1e9;
          end loop;
          select count(distinct n) into c from (select level n from dual connect by level <= 300);
          s := rpad('x', 32767, 'y');
        end loop;
      end;`)
  })

  it('of a subquery that runs for each row do not add up', async () => {
    const { connect } = await servePractice(little)
    const scott = await connect()
    await scott.execute('create table t as select level n from dual connect by level <= 300')
    expect(
      await one(
        scott,
        `select sum((select max(y.n) from (select distinct n from t where n <= x.n) y join t z on z.n = y.n))
           from t x where exists (select n from t where n >= x.n)`,
      ),
    ).toEqual([45150])
  })
})

describe('a session', () => {
  it('cannot take the memory of the whole server, and gives back what it has when it ends', async () => {
    const { connect } = await servePractice({ ...little, serverMemory: 5 * MEGABYTE })
    const hold =
      "begin dbms_output.enable(null); for i in 1 .. 3500 loop dbms_output.put_line(rpad('x', 1000)); end loop; end;"
    const [one, other] = [await connect(), await connect()]
    await one.execute(hold)
    await expect(other.execute(hold)).rejects.toThrow('ORA-04036')
    await other.execute('begin dbms_output.disable; end;')
    await one.close()
    await other.execute(hold)
  })

  it.each([
    [
      'a CLOB that grows',
      "declare c clob := rpad('x', 32000); begin loop c := c || c; end loop; end;",
      'ORA-03001',
    ],
    [
      'a text that grows',
      "declare s varchar2(32767); begin loop s := s || 'xxxxxxxxxxxxxxxx'; end loop; end;",
      'ORA-06502',
    ],
    ['endless recursion', 'declare procedure p is begin p; end; begin p; end;', 'ORA-06500'],
    ['a very long sum', `select ${'1+'.repeat(100_000)}1 from dual`, 'ORA-'],
    ['very deep parentheses', `select ${'('.repeat(5_000)}1${')'.repeat(5_000)} from dual`, 'ORA-03001'],
    ['a very long list of conditions', `select 1 from dual where ${'1=1 and '.repeat(50_000)}1=1`, 'ORA-'],
  ])('survives %s', async (_, statement, error) => {
    const { connect } = await servePractice(little)
    const scott = await connect()
    expect(await scott.execute(statement).then(({ rows }) => JSON.stringify(rows), String)).toMatch(
      new RegExp(`${error}|^\\[\\[`),
    )
    expect(await one(scott, 'select 1 from dual')).toEqual([1])
  })
})
