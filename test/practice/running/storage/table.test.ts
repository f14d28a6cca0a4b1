import { describe, expect, it } from 'vitest'
import { finish, Pulse } from '../../../../src/practice/running/pause.ts'
import { CommitClock } from '../../../../src/practice/running/storage/clock.ts'
import type { StoredRow } from '../../../../src/practice/running/storage/stored-row.ts'
import { StoredTable } from '../../../../src/practice/running/storage/table.ts'
import { TableIndex } from '../../../../src/practice/running/storage/table-index.ts'
import { Transaction } from '../../../../src/practice/running/storage/transaction.ts'
import { Decimal } from '../../../../src/practice/values/number.ts'

const versionsOf = (row: StoredRow): number => {
  let count = 0
  for (let version = row.newest; version !== undefined; version = version.previous) count += 1
  return count
}

describe('versions of a row', () => {
  it('stay while somebody can see them, and go when nobody can', () => {
    const clock = new CommitClock()
    const table = new StoredTable([{ name: 'N', type: { name: 'NUMBER' }, nullable: false }])
    const index = new TableIndex({
      ...{ owner: 'SCOTT', name: 'PK', columns: [0], isUnique: true, isMadeForConstraint: true },
    })
    finish(table.addIndex(index, new Pulse()))
    const rowsWith = (n: number): StoredRow[] => [...index.find(index.keyOf([new Decimal(n)]))]
    const commit = (change: (transaction: Transaction) => void): void => {
      const transaction = new Transaction(1, 1, 0)
      change(transaction)
      finish(clock.commit(transaction, new Pulse()))
    }
    const rows: StoredRow[] = []
    commit((transaction) => rows.push(table.insert([new Decimal(1)], transaction)))
    const [row] = rows
    if (row === undefined) throw new Error('no row')
    const reader = clock.take(undefined)
    for (const n of [2, 3, 4]) commit((transaction) => table.write(row, [new Decimal(n)], transaction))
    expect(String(row.visibleTo(reader)?.values)).toBe('1')
    expect(versionsOf(row)).toBeGreaterThan(1)
    clock.release(reader)
    expect(versionsOf(row)).toBe(1)
    expect(rowsWith(1)).toEqual([])
    commit((transaction) => table.write(row, undefined, transaction))
    expect([...table.rows()]).toEqual([])
    expect(rowsWith(4)).toEqual([])
  })
})
