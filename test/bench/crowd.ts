/**
 * A crowd on the practice database: how long a one-row query takes while half of a hundred sessions are on statements
 * that do not end, whether their rows cost little or much, beside the same with the other half idle.
 */
import oracledb from 'oracledb'
import { lineUp, percentile } from './figures.ts'

const SESSIONS = 100
/** Questions of each session that asks. */
const QUESTIONS = 40

/** Statements that do not end: each keeps the server busy in its own way. */
const cheapRows = [
  'select count(*) from dual connect by level <= 1e12',
  'select count(*) from a.orders, a.orders, a.orders, a.orders, a.orders, a.orders',
  'select count(*) from (select level as n from dual connect by level <= 1e12) where mod(n, 7) = 3',
  'declare n number := 0; begin loop n := n + 1; end loop; end;',
  "select max(substr(to_char(o.amount, '9999999.99'), 2)) from a.orders o cross join a.orders cross join a.orders cross join a.orders",
]

const rows = 'select level n from dual connect by level <= 1e12'
const again = (block: string): string => `begin loop ${block} end loop; end;`
/** The same with rows and rounds that each cost much. */
const costlyRows = [
  again(
    "for r in (select rpad('x', 4000, 'y') s from dual connect by level <= 5000 order by s) loop null; end loop;",
  ),
  again(
    'for r in (select n from (select mod(level * 7919, 100003) / 7 n from dual connect by level <= 100000) order by n) loop exit; end loop;',
  ),
  `select count(*) from (${rows}) where regexp_like(rpad(n, 4000, 'xy'), '(x|y)*z')`,
  `select count(regexp_replace(rpad(n, 4000, 'xy'), 'x|y', 'z')) from (${rows})`,
  `select ${Array.from({ length: 50 }, (_, i) => `count(to_char(n + ${i}, '999G999G999D99'))`).join(', ')} from (${rows})`,
  again(
    "for r in (select listagg(o.amount, ',' on overflow truncate) within group (order by p.amount) l from a.orders o cross join a.orders p where rownum <= 50000) loop null; end loop;",
  ),
  `select max(${Array.from({ length: 9 }, () => "rpad('x', 400, 'y')").join(' || ')} || n) from (${rows})`,
  `select sum(${Array.from({ length: 20 }, (_, i) => `power(mod(n, 9) + ${i}, 1.5)`).join(' + ')}) from (${rows})`,
  'declare function f(n number) return number is begin if n < 2 then return n; end if; return f(n - 1) + f(n - 2); end; begin dbms_output.put_line(f(90)); end;',
  "declare s varchar2(32767); begin loop s := replace(upper(rpad('x', 32767, 'y')), 'Y', 'z'); end loop; end;",
]
const question = 'select ename from a.emp where empno = 7839'

/** Answers a printed table. */
export async function measureCrowd(connectString: string): Promise<string> {
  const login = { user: 'scott', password: 'tiger', connectString }
  const open = (count: number): Promise<oracledb.Connection[]> =>
    Promise.all(Array.from({ length: count }, () => oracledb.getConnection(login)))
  const working = await open(SESSIONS / 2)
  const asking = await open(SESSIONS / 2)
  const alone = await latencies(asking)
  const besideCheap = await crowded(working, cheapRows, asking)
  const besideCostly = await crowded(working, costlyRows, asking)
  await Promise.all([...working, ...asking].map((connection) => connection.close()))

  const row = (name: string, all: readonly number[]): string[] => [
    name,
    ...[0.5, 0.99, 1].map((part) => percentile(all, part).toFixed(1)),
  ]
  return lineUp([
    [`a one-row query, ${asking.length} sessions ask at once, ms`, 'median', '99th percentile', 'longest'],
    row('the others idle', alone),
    row(`${working.length} others on statements that do not end`, besideCheap),
    row(`${working.length} others on such statements whose rows cost much`, besideCostly),
  ])
}

/** How long answers take while the others work. */
async function crowded(
  working: readonly oracledb.Connection[],
  endless: readonly string[],
  asking: readonly oracledb.Connection[],
): Promise<number[]> {
  const statements = working.map((connection, index) =>
    connection.execute(endless[index % endless.length] ?? '').catch((error: Error) => error.message),
  )
  await untilActive(working.length, asking[0])
  const all = await latencies(asking)
  for (const connection of working) await connection.break()
  const ends = await Promise.all(statements)
  if (!ends.every((end) => String(end).startsWith('ORA-01013'))) throw new Error(`ended: ${ends.join('\n')}`)
  return all
}

/** Waits until so many sessions are at work. */
async function untilActive(count: number, connection: oracledb.Connection | undefined): Promise<void> {
  const active =
    "select count(*) from v$session where status = 'ACTIVE' and sid != sys_context('userenv', 'sid')"
  for (let found = 0; found < count; )
    found = Number((await connection?.execute<number[]>(active))?.rows?.[0]?.[0])
}

/** Milliseconds of each question; every session asks its own one after the other. */
async function latencies(connections: readonly oracledb.Connection[]): Promise<number[]> {
  const all: number[] = []
  await Promise.all(
    connections.map(async (connection) => {
      for (let count = 0; count < QUESTIONS; count += 1) {
        const start = performance.now()
        await connection.execute(question)
        all.push(performance.now() - start)
      }
    }),
  )
  return all
}
