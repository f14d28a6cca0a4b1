/**
 * A practice database with a network before it that can be cut, made ready for one mix after the other, and connections
 * beside both that ask it what really happened.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import oracledb from 'oracledb'
import { type CuttableProxy, startCuttableProxy } from '../../helpers/cuttable-proxy.ts'
import { startNewPractice } from '../../helpers/new-practice.ts'
import { users } from './mix.ts'
import { keys } from './statements.ts'

/** What the server has written down about one call of a task. */
export interface LedgerRow {
  /** `3.1`: job of the mix and task. */
  readonly task: string
  /** null: it still runs. */
  readonly outcome: 'succeeded' | 'failed' | 'cancelled' | 'lost' | null
  readonly error: number | null
  readonly committed: 'none' | 'pending' | 'committed' | 'rolled back' | 'partly'
}

export interface Lane {
  readonly proxy: CuttableProxy
  /** From outside, as one who may do everything the package `practice` has. */
  outside(statement: string, binds?: readonly (string | number)[]): Promise<void>
  /** Waits until no session of ours is left on the server; answers those that stay. */
  untilGone(milliseconds: number): Promise<readonly string[]>
  ledgerOf(seed: number): Promise<readonly LedgerRow[]>
  /** How often each task has left its mark in a table. */
  effectsOf(seed: number): Promise<ReadonlyMap<string, number>>
  /** As if no mix had been. */
  clear(): Promise<void>
  stop(): Promise<void>
}

export async function openLane(): Promise<Lane> {
  const practice = await startNewPractice()
  const { connectString } = practice
  const proxy = await startCuttableProxy(connectString)
  const connect = (user: string) => oracledb.getConnection({ user, password: 'tiger', connectString })
  const observer = await connect('g')
  const owners = await Promise.all(users.map(connect))
  for (const owner of owners) {
    await owner.execute('create table mix_rows (k number primary key, v number)')
    await owner.execute('create table mix_log (mark varchar2(40))')
    for (let key = 1; key <= keys; key++) await owner.execute(`insert into mix_rows values (${key}, 0)`)
    await owner.commit()
  }
  const rowsOf = async (sql: string, binds: readonly (string | number)[] = []) =>
    (await observer.execute<(string | number | null)[]>(sql, [...binds])).rows ?? []

  return {
    proxy,
    async outside(statement, binds = []) {
      await observer.execute(statement, [...binds])
    },
    async untilGone(milliseconds) {
      const end = performance.now() + milliseconds
      for (;;) {
        const left = await rowsOf(
          `select username || ' ' || action || ' ' || status from v$session where module = 'multisession'`,
        )
        if (left.length === 0 || performance.now() > end) return left.map(String)
        await sleep(5)
      }
    },
    async ledgerOf(seed) {
      const rows = await rowsOf(
        'select sql_text, outcome, error, committed from practice_ledger where sql_text like :1 order by seq',
        [`%/*mix ${seed} %`],
      )
      return rows.flatMap(([text, outcome, error, committed]) => {
        const [, task] = new RegExp(`/\\*mix ${seed} (\\d+\\.\\d+)\\*/`).exec(String(text)) ?? []
        const number = error === null ? null : Number(error)
        return task === undefined ? [] : [{ task, outcome, error: number, committed } as LedgerRow]
      })
    },
    async effectsOf(seed) {
      const counts = new Map<string, number>()
      for (const owner of owners) {
        const { rows = [] } = await owner.execute<[string, number]>(
          'select mark, count(*) from mix_log group by mark',
        )
        for (const [mark, count] of rows) {
          const [of, task = ''] = mark.split(' ')
          if (Number(of) === seed) counts.set(task, (counts.get(task) ?? 0) + Number(count))
        }
      }
      return counts
    },
    async clear() {
      await observer.execute('begin practice.reset; practice.clear_ledger; end;')
      for (const owner of owners) {
        await owner.execute('delete from mix_log')
        await owner.commit()
      }
    },
    async stop() {
      for (const connection of [observer, ...owners]) await connection.close()
      await proxy.stop()
      await practice.stop()
    },
  }
}
