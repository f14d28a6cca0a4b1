import { describe, expect, it } from 'vitest'
import { OracleError } from '../../../src/practice/error.ts'
import { Decimal } from '../../../src/practice/values/number.ts'
import { column, integer, query } from './scripted-database.ts'
import { serve } from './served.ts'

const one = { 'select 1 from dual': query([column('ONE', integer)], [[new Decimal(1)]]) }

const failing = (error: Error) => ({
  run() {
    throw error
  },
})

describe('errors', () => {
  it('carry number, text and offset, and leave the connection usable', async () => {
    const { connect } = await serve({
      ...one,
      'delete from emp': {
        kind: 'dml',
        ...failing(
          new OracleError(2292, 'integrity constraint (SCOTT.FK) violated - child record found', 12),
        ),
      },
    })
    const connection = await connect()
    await expect(connection.execute('delete from emp')).rejects.toMatchObject({
      code: 'ORA-02292',
      errorNum: 2292,
      offset: 12,
      message: expect.stringContaining('integrity constraint (SCOTT.FK) violated - child record found'),
    })
    expect((await connection.execute('select 1 from dual')).rows).toEqual([[1]])
  })

  it('of a statement that cannot be parsed carry the place', async () => {
    const { connect } = await serve(one)
    const connection = await connect()
    await expect(connection.execute('selekt')).rejects.toMatchObject({ code: 'ORA-00900', offset: 0 })
    expect((await connection.execute('select 1 from dual')).rows).toEqual([[1]])
  })

  it('keep all their lines', async () => {
    const text = 'too small\nORA-06512: at "SCOTT.P", line 3'
    const { connect } = await serve({
      'begin p; end;': { kind: 'plsql', ...failing(new OracleError(20001, text)) },
    })
    const connection = await connect()
    await expect(connection.execute('begin p; end;')).rejects.toMatchObject({
      code: 'ORA-20001',
      message: expect.stringContaining('ORA-20001: too small\nORA-06512: at "SCOTT.P", line 3'),
    })
  })

  it('of a statement that ran before do not spoil its next run', async () => {
    let runs = 0
    const { connect } = await serve({
      'update emp set sal = sal': {
        kind: 'dml',
        run() {
          runs += 1
          if (runs === 2) throw new OracleError(54, 'resource busy and acquire with NOWAIT specified')
          return { rowCount: runs }
        },
      },
    })
    const connection = await connect()
    expect((await connection.execute('update emp set sal = sal')).rowsAffected).toBe(1)
    await expect(connection.execute('update emp set sal = sal')).rejects.toMatchObject({ code: 'ORA-00054' })
    expect((await connection.execute('update emp set sal = sal')).rowsAffected).toBe(3)
  })

  it('of our own making show as ORA-00600 and close that connection only', async () => {
    const { connect } = await serve({ ...one, 'select 2 from dual': failing(new TypeError('a fault')) })
    const [broken, whole] = [await connect(), await connect()]
    await expect(broken.execute('select 2 from dual')).rejects.toThrow(/ORA-00600.*a fault/)
    expect((await whole.execute('select 1 from dual')).rows).toEqual([[1]])
  })

  it('while rows are fetched reach the client', async () => {
    function* rows() {
      for (let i = 0; i < 150; i++) yield [new Decimal(i)]
      throw new OracleError(1476, 'divisor is equal to zero')
    }
    const { connect } = await serve({ ...one, 'select n from t': query([column('N', integer)], rows()) })
    const connection = await connect()
    await expect(connection.execute('select n from t')).rejects.toMatchObject({ code: 'ORA-01476' })
    expect((await connection.execute('select 1 from dual')).rows).toEqual([[1]])
  })

  it('of compilation are a warning, not a failure', async () => {
    const { connect } = await serve({
      'create procedure p is x': { kind: 'ddl', run: () => ({ hasWarning: true }) },
    })
    const connection = await connect()
    const result = await connection.execute('create procedure p is x')
    expect(result.warning).toMatchObject({ code: 'NJS-700' })
  })
})
