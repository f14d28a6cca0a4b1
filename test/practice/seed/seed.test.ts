import { describe, expect, it } from 'vitest'
import { createDatabase } from '../../../src/practice/database.ts'
import { openSession } from '../running/practice-session.ts'

const schemas = ['A', 'B', 'C', 'D', 'E', 'F', 'G']

describe('the seed', () => {
  it('has seven schemas with the same tables and procedures, all valid', async () => {
    const database = createDatabase()
    for (const schema of schemas) {
      const session = openSession(database, schema)
      expect(
        await session.rows('select object_name, object_type, status from user_objects order by 1'),
      ).toEqual([
        ['DEPT', 'TABLE', 'VALID'],
        ['EMP', 'TABLE', 'VALID'],
        ['FLAKY_CALLS', 'TABLE', 'VALID'],
        ['FLAKY_TASK', 'PROCEDURE', 'VALID'],
        ['ORDERS', 'TABLE', 'VALID'],
        ['PK_DEPT', 'INDEX', 'VALID'],
        ['PK_EMP', 'INDEX', 'VALID'],
        ['PK_ORDERS', 'INDEX', 'VALID'],
        ['TASK', 'PROCEDURE', 'VALID'],
      ])
    }
  })

  it('lets SCOTT read the tables of all, and change none', async () => {
    const scott = openSession(createDatabase())
    for (const schema of schemas) {
      expect(await scott.rows(`select count(*) from ${schema}.orders`)).toEqual([[36]])
      expect(await scott.failure(`update ${schema}.emp set sal = 0`)).toMatch(/^ORA-01031/)
    }
  })

  it('has the same rows in all schemas but the one that has drifted', async () => {
    const scott = openSession(createDatabase())
    const staff = (schema: string) =>
      scott.rows(`select empno, ename, job, sal, deptno from ${schema}.emp order by empno`)
    const classic = await staff('A')
    expect(classic.length).toBe(14)
    for (const schema of schemas) {
      if (schema === 'F') continue
      expect(await staff(schema)).toEqual(classic)
      expect(await scott.rows(`select * from ${schema}.orders order by 1`)).toEqual(
        await scott.rows('select * from a.orders order by 1'),
      )
    }
    const drifted = await staff('F')
    const changed = drifted.filter((row) => !classic.some((other) => String(other) === String(row)))
    expect([drifted.length, changed.length]).toEqual([13, 2])
    expect(
      await scott.rows(
        "select column_name from all_tab_columns where owner = 'F' and table_name = 'EMP' and column_id > 8",
      ),
    ).toEqual([['EMAIL']])
  })

  it('has a task that shows how far it is in all three ways', async () => {
    const database = createDatabase()
    const [scott, watcher] = [openSession(database), openSession(database)]
    await scott.run('begin dbms_output.enable(null); end;')
    // It shows them one after the other, so that others can see one of them before the next.
    const infos = new Set<unknown>()
    const counts = new Set<unknown>()
    const running = scott.run('begin c.task; end;')
    let isRunning = true
    running.then(() => {
      isRunning = false
    })
    while (isRunning) {
      for (const [info, sofar] of await watcher.rows(
        `select s.client_info, l.sofar from v$session s join v$session_longops l on l.sid = s.sid where s.sid = ${scott.door.sid}`,
      )) {
        if (info === null) continue
        infos.add(info)
        counts.add(sofar)
      }
      await new Promise(setImmediate)
    }
    expect([...infos]).toEqual([1, 2, 3, 4].map((step) => `task C: ${step} of 4`))
    expect([...counts].slice(0, 4)).toEqual([0, 1, 2, 3])
    expect(await scott.output()).toEqual([1, 2, 3, 4].map((step) => `task C: step ${step} of 4 done`))
    expect(await watcher.rows('select sofar, totalwork from v$session_longops')).toEqual([[4, 4]])
  })

  it('has a flaky task that fails the first time in each schema, and never again', async () => {
    const scott = openSession(createDatabase())
    await scott.run('begin dbms_output.enable(null); end;')
    expect(await scott.failure('begin b.flaky_task; end;')).toBe(
      'ORA-20001: flaky_task B fails the first time it is called\nORA-06512: at "B.FLAKY_TASK", line 9\nORA-06512: at line 1',
    )
    await scott.run('begin b.flaky_task; end;')
    expect(await scott.failure('begin c.flaky_task; end;')).toMatch(/^ORA-20001/)
    await scott.run('begin c.flaky_task; b.flaky_task; end;')
    expect(await scott.output()).toEqual(['flaky_task B: done', 'flaky_task C: done', 'flaky_task B: done'])
  })
})
