/**
 * A join of 100,000 rows with 1,000 on an indexed key, beside a plain JavaScript loop over a Map that answers the same.
 */
import oracledb from 'oracledb'
import { lineUp, median } from './figures.ts'

const MANY = 100_000
const FEW = 1000
const ROUNDS = 7

/** Answers a printed table. */
export async function measureJoin(connectString: string): Promise<string> {
  const connection = await oracledb.getConnection({ user: 'scott', password: 'tiger', connectString })
  try {
    await connection.execute('create table few (id number primary key, factor number)')
    await connection.execute('create table many (id number primary key, few_id number, amount number)')
    await connection.execute(
      `insert into few select level, mod(level, 10) from dual connect by level <= ${FEW}`,
    )
    await connection.execute(
      `insert into many select level, mod(level, ${FEW}) + 1, mod(level, 100) from dual connect by level <= ${MANY}`,
    )
    await connection.commit()
    const join = 'select sum(m.amount * f.factor) from many m join few f on f.id = m.few_id'
    const { few, many } = rowsInMemory()
    const sql: number[] = []
    const loop: number[] = []
    for (let round = 0; round < ROUNDS; round += 1) {
      const start = performance.now()
      const { rows } = await connection.execute<(number | string)[]>(join)
      const between = performance.now()
      const sum = sumOf(few, many)
      loop.push(performance.now() - between)
      sql.push(between - start)
      if (Number(rows?.[0]?.[0]) !== sum) throw new Error(`${rows?.[0]?.[0]} is not ${sum}`)
    }
    return lineUp([
      [`a join of ${MANY} with ${FEW} rows, ms`, 'SQL', 'loop', 'ratio'],
      [
        'sum over the join',
        median(sql).toFixed(1),
        median(loop).toFixed(1),
        (median(sql) / median(loop)).toFixed(0),
      ],
    ])
  } finally {
    for (const table of ['few', 'many'])
      await connection.execute(`drop table ${table}`).catch(() => undefined)
    await connection.close()
  }
}

interface Few {
  readonly id: number
  readonly factor: number
}
interface Many {
  readonly fewId: number
  readonly amount: number
}

const rowsInMemory = (): { few: Few[]; many: Many[] } => ({
  few: Array.from({ length: FEW }, (_, index) => ({ id: index + 1, factor: (index + 1) % 10 })),
  many: Array.from({ length: MANY }, (_, index) => ({
    fewId: ((index + 1) % FEW) + 1,
    amount: (index + 1) % 100,
  })),
})

function sumOf(few: readonly Few[], many: readonly Many[]): number {
  const byId = new Map(few.map((row) => [row.id, row]))
  let sum = 0
  for (const { fewId, amount } of many) {
    const row = byId.get(fewId)
    if (row) sum += amount * row.factor
  }
  return sum
}
