/** Values as cells, through the driver and over the wire. */
import { spawnSync } from 'node:child_process'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type OracleConnection, openConnection } from '../../src/oracle/connection.ts'
import type { Practice } from '../../src/practice/start.ts'
import { startNewPractice } from '../helpers/new-practice.ts'

let practice: Practice
let connection: OracleConnection

beforeAll(async () => {
  practice = await startNewPractice()
  connection = await openConnection({
    login: { user: 'a', connectString: 'practice' },
    connectString: practice.connectString,
    password: 'tiger',
  })
})

afterAll(async () => {
  await connection.close()
  await practice.stop()
})

/** The first row of a query, and the types of its columns. */
async function ask(sql: string) {
  const seen: { types: string[]; rows: (string | null)[][] } = { types: [], rows: [] }
  const report = await connection.call(
    {
      statement: sql,
      binds: {},
      commit: false,
      drainsOutput: false,
      limits: { rows: 10, bytes: undefined },
      action: 'test',
    },
    {
      describe: (_, columns) => void seen.types.push(...columns.map((column) => column.type)),
      rows: async (_, rows) => void seen.rows.push(...rows.map((row) => [...row])),
      complete: () => undefined,
      output: async () => undefined,
    },
  )
  expect(report.end).toEqual({ how: 'answered' })
  return { cells: seen.rows[0], types: seen.types }
}

describe('a value comes back as exact text', () => {
  test.each([
    [
      'a number of 38 digits',
      'select 12345678901234567890123456789012345678 from dual',
      '12345678901234567890123456789012345678',
    ],
    ['a fraction that no double has', 'select 0.1 + 0.2 from dual', '.3'],
    ['a date', `select date '2024-02-29' from dual`, '2024-02-29 00:00:00'],
    ['a timestamp', `select timestamp '2024-02-29 13:14:15.678' from dual`, '2024-02-29 13:14:15.678'],
    ['bytes', `select hextoraw('00FF10') from dual`, '00FF10'],
    ['a CLOB', `select to_clob('long text') from dual`, 'long text'],
    ['null', 'select null from dual', null],
    ['text beyond ASCII', `select 'Zürich 東京' from dual`, 'Zürich 東京'],
  ])('%s', async (_name, sql, expected) => {
    expect((await ask(sql)).cells).toEqual([expected])
  })
})

test('column types are named as DESCRIBE names them', async () => {
  expect((await ask('select empno, ename, hiredate, sal from emp where rownum = 1')).types).toEqual([
    'NUMBER(4)',
    'VARCHAR2(10)',
    'DATE',
    'NUMBER(7,2)',
  ])
})

test('a wall-clock time that summer time skips at the client comes back unchanged', () => {
  const program = `
    const { openConnection } = await import('./src/oracle/connection.ts')
    const connection = await openConnection({ login: { user: 'a', connectString: '' }, connectString: process.argv[1], password: 'tiger' })
    await connection.call(
      { statement: "select to_date('2026-03-29 02:30', 'YYYY-MM-DD HH24:MI') from dual", binds: {}, commit: false, drainsOutput: false, limits: {}, action: 't' },
      { describe() {}, async rows(_, rows) { console.log(rows[0][0]) }, complete() {}, async output() {} },
    )
    await connection.close()`
  const { stdout } = spawnSync(
    process.execPath,
    ['--input-type=module', '-e', program, practice.connectString],
    {
      env: { ...process.env, TZ: 'Europe/Berlin' },
      encoding: 'utf8',
    },
  )
  expect(stdout.trim()).toBe('2026-03-29 02:30:00')
})
