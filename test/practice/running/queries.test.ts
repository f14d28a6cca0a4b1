import { describe, expect, it } from 'vitest'
import { openDatabase, openScott, openSession, type Plain } from './practice-session.ts'

const seeded = () => openSession(openDatabase({ seed: true }), 'a')

describe('a query', () => {
  const answers: readonly (readonly [string, Plain[][]])[] = [
    ["select 1 + 2 * 3, 'a' || 1 from dual", [[7, 'a1']]],
    ['select count(*), count(comm), count(distinct deptno), sum(sal) from emp', [[14, 4, 3, 29025]]],
    [
      'select d.dname, count(e.empno) from dept d left join emp e on e.deptno = d.deptno group by d.dname order by 1',
      [
        ['ACCOUNTING', 3],
        ['OPERATIONS', 0],
        ['RESEARCH', 5],
        ['SALES', 6],
      ],
    ],
    [
      'select deptno, count(*) from emp group by deptno having count(*) > 3 order by deptno desc',
      [
        [30, 6],
        [20, 5],
      ],
    ],
    [
      'select ename from emp e where sal = (select max(sal) from emp where deptno = e.deptno) order by ename',
      [['BLAKE'], ['FORD'], ['KING'], ['SCOTT']],
    ],
    ['select ename, dname from emp natural join dept where empno = 7839', [['KING', 'ACCOUNTING']]],
    ['select deptno, ename from emp join dept using (deptno) where empno = 7839', [[10, 'KING']]],
    [
      "select e.ename from emp e, emp m, dept d where e.mgr = m.empno and m.deptno = d.deptno and m.ename = 'KING' order by 1",
      [['BLAKE'], ['CLARK'], ['JONES']],
    ],
    [
      'select x.n, y.n from (select level n from dual connect by level <= 2) x full join (select level + 1 n from dual connect by level <= 2) y on x.n = y.n order by 1, 2',
      [
        [1, null],
        [2, 2],
        [null, 3],
      ],
    ],
    ['select dname from dept where deptno not in (select deptno from emp)', [['OPERATIONS']]],
    [
      'select dname from dept d where not exists (select 1 from emp where deptno = d.deptno)',
      [['OPERATIONS']],
    ],
    ['select ename from emp where mgr not in (select mgr from emp)', []],
    ['select distinct job from emp order by job fetch first 2 rows only', [['ANALYST'], ['CLERK']]],
    ['select ename from emp order by sal desc fetch first 2 rows with ties', [['KING'], ['SCOTT'], ['FORD']]],
    ['select ename from emp order by empno offset 12 rows', [['FORD'], ['MILLER']]],
    [
      'select comm from emp where deptno = 30 order by comm desc fetch first 3 rows only',
      [[null], [null], [1400]],
    ],
    [
      'select comm from emp where deptno = 30 order by comm desc nulls last fetch first 1 rows only',
      [[1400]],
    ],
    ['select count(*) from emp where rownum <= 5', [[5]]],
    ['select count(*) from emp where rownum = 2', [[0]]],
    [
      "select decode(null, null, 'same', 'other'), nvl(null, 3), coalesce(null, null, 4) from dual",
      [['same', 3, 4]],
    ],
    ["select count(*) from emp where ename like '_A%'", [[3]]],
    ["select count(*) from emp where ename like '%\\_%' escape '\\'", [[0]]],
    ['select case when null = null then 1 else 2 end from dual', [[2]]],
    ['select sum(level) from dual connect by level <= 1000', [[500500]]],
    [
      'select (select max(dname) from dept where deptno = e.deptno) from emp e where empno = 7369',
      [['RESEARCH']],
    ],
    ["select count(*) from emp where empno = '7369'", [[1]]],
  ]

  it.each(answers)('answers: %s', async (sql, expected) => {
    expect(await seeded().rows(sql)).toEqual(expected)
  })

  it.each([
    ['select * from nosuch', 'ORA-00942: table or view does not exist', 14],
    ['select nosuch from emp', 'ORA-00904: "NOSUCH": invalid identifier', 7],
    ['select e.nosuch from emp e', 'ORA-00904: "E"."NOSUCH": invalid identifier', 7],
    ['select nosuch(1) from emp', 'ORA-00904: "NOSUCH": invalid identifier', 7],
    ['select deptno from emp, dept', 'ORA-00918: column ambiguously defined', 7],
    ['select ename from emp group by deptno', 'ORA-00979: not a GROUP BY expression', 7],
    ['select ename, count(*) from emp', 'ORA-00937: not a single-group group function', 7],
    ['select 1 from emp where count(*) > 1', 'ORA-00934: group function is not allowed here', 24],
    ['select rowid from emp', 'ORA-03001: unimplemented feature: ROWID (practice database)', 7],
    ['select corr(sal, comm) from emp', 'ORA-03001: unimplemented feature: CORR (practice database)', 7],
    ['select (select empno, ename from emp) from dual', 'ORA-00913: too many values', 8],
    ['select distinct ename from emp order by sal', 'ORA-01791: not a SELECTed expression', 40],
    [
      'select 1 from dual order by 2',
      'ORA-01785: ORDER BY item must be the number of a SELECT-list expression',
      28,
    ],
    ['select hiredate + hiredate from emp', 'ORA-00975: date + date not allowed', 7],
  ])('refuses %s', async (sql, message, offset) => {
    const { door } = seeded()
    expect(() => door.prepare(sql)).toThrow(expect.objectContaining({ message, offset }))
  })

  it('fails at the row that fails', async () => {
    const scott = openScott()
    expect(await scott.failure('select 1 / (3 - level) from dual connect by level <= 5')).toBe(
      'ORA-01476: divisor is equal to zero',
    )
    expect(await scott.failure('select (select level from dual connect by level <= 2) from dual')).toBe(
      'ORA-01427: single-row subquery returns more than one row',
    )
  })

  it('describes its columns as Oracle names and types them', () => {
    const { door } = seeded()
    const { columns } = door.prepare(
      "select empno, sal*2, upper( ename ) as u, 'x', count(*) over_all from emp group by empno, sal, ename",
    )
    expect(columns.map(({ name, type }) => [name, type.name])).toEqual([
      ['EMPNO', 'NUMBER'],
      ['SAL*2', 'NUMBER'],
      ['U', 'VARCHAR2'],
      ["'X'", 'CHAR'],
      ['OVER_ALL', 'NUMBER'],
    ])
  })

  it('gives its rows a few at a time and makes no more of them than are asked for', async () => {
    const { door, start } = openScott()
    const { rows } = await start('select level from dual connect by level <= 1e9').done
    const first = await rows?.fetch(3).done
    expect(first?.rows.map(([value]) => String(value))).toEqual(['1', '2', '3'])
    expect(first?.done).toBe(false)
    rows?.close()
    expect(await rows?.fetch(3).done).toEqual({ rows: [], done: true })
    expect(door.isTransactionOpen).toBe(false)
  })

  it('sees the rows as they were when it was opened', async () => {
    const database = openDatabase()
    const [ann, other] = [openSession(database, 'ann'), openSession(database, 'ann')]
    await ann.run('create table t (n number)')
    await ann.run('insert into t select level from dual connect by level <= 300', { commit: true })
    const { rows } = await ann.start('select n from t').done
    await rows?.fetch(1).done
    await other.run('update t set n = -n', { commit: true })
    await other.run('delete from t where n < -200', { commit: true })
    await other.run('insert into t values (1000)', { commit: true })
    const rest = await rows?.fetch(1000).done
    expect(rest?.rows.length).toBe(299)
    expect(rest?.rows.every(([n]) => Number(n) > 0 && Number(n) <= 300)).toBe(true)
    expect(await ann.rows('select count(*), max(n) from t')).toEqual([[201, 1000]])
  })
})
