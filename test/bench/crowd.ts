/**
 * A crowd on the practice database: how long a one-row query takes while half of a hundred sessions are on statements
 * that do not end, beside the same with the other half idle.
 */
import oracledb from 'oracledb'
import { lineUp, percentile } from './figures.ts'

const SESSIONS = 100
/** Questions of each session that asks. */
const QUESTIONS = 40

/** Statements that do not end: each keeps the server busy in its own way. */
const endless = [
  'select count(*) from dual connect by level <= 1e12',
  'select count(*) from a.orders, a.orders, a.orders, a.orders, a.orders, a.orders',
  'select count(*) from (select level as n from dual connect by level <= 1e12) where mod(n, 7) = 3',
  'declare n number := 0; begin loop n := n + 1; end loop; end;',
  "select max(substr(to_char(o.amount, '9999999.99'), 2)) from a.orders o cross join a.orders cross join a.orders cross join a.orders",
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
  const statements = working.map((connection, index) =>
    connection.execute(endless[index % endless.length] ?? '').catch((error: Error) => error.message),
  )
  await untilActive(working.length, asking[0])
  const crowded = await latencies(asking)
  for (const connection of working) await connection.break()
  const ends = await Promise.all(statements)
  if (!ends.every((end) => String(end).startsWith('ORA-01013'))) throw new Error(`ended: ${ends.join('\n')}`)
  await Promise.all([...working, ...asking].map((connection) => connection.close()))

  const row = (name: string, all: readonly number[]): string[] => [
    name,
    ...[0.5, 0.99, 1].map((part) => percentile(all, part).toFixed(1)),
  ]
  return lineUp([
    [`a one-row query, ${asking.length} sessions ask at once, ms`, 'median', '99th percentile', 'longest'],
    row('the others idle', alone),
    row(`${working.length} others on statements that do not end`, crowded),
  ])
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
