import { describe, expect, it, vi } from 'vitest'
import type { BindType } from '../../../src/practice/door.ts'
import { Decimal } from '../../../src/practice/values/number.ts'
import { openDatabase, openScott, openSession } from './practice-session.ts'

const own = "sid = sys_context('userenv', 'sid')"

describe('a session', () => {
  it('has a sid of its own while it is open, and is gone when it has closed', async () => {
    const database = openDatabase()
    const [one, other] = [openSession(database), openSession(database)]
    expect(one.door.sid).not.toBe(other.door.sid)
    expect(await one.rows('select count(*) from v$session')).toEqual([[2]])
    await other.door.close()
    await other.door.close()
    expect(await one.rows('select count(*) from v$session')).toEqual([[1]])
    const next = openSession(database)
    expect([next.door.sid, next.door.serial]).not.toEqual([other.door.sid, other.door.serial])
  })

  it('is refused to users that do not exist, and passwords are not kept', () => {
    const database = openDatabase()
    expect(() => openSession(database, 'nobody')).toThrow('ORA-01017')
    expect(database.verifier('nobody')).toBeUndefined()
    expect(database.verifier('Scott')).toEqual(database.verifier('SCOTT'))
    expect(Object.keys(database.verifier('scott') ?? {}).sort()).toEqual(['hash', 'salt'])
  })

  it('shows what its client and its program say of it', async () => {
    const scott = openScott()
    scott.door.tag({ module: 'm', action: 'a', clientInfo: 'i', clientIdentifier: 'id' })
    expect(
      await scott.rows(
        `select username, program, machine, osuser, module, action, client_info, client_identifier from v$session where ${own}`,
      ),
    ).toEqual([['SCOTT', 'vitest', 'here', 'tester', 'm', 'a', 'i', 'id']])
    await scott.run(
      "begin dbms_application_info.set_module('m2', 'a2'); dbms_application_info.set_client_info(null); dbms_session.set_identifier('x'); end;",
    )
    expect(
      await scott.rows(
        "select sys_context('userenv', 'module'), sys_context('USERENV', 'action'), sys_context('userenv', 'client_info'), sys_context('userenv', 'client_identifier') from dual",
      ),
    ).toEqual([['m2', 'a2', null, 'x']])
  })

  it('knows where it is', async () => {
    const scott = openScott()
    expect(
      await scott.rows(
        "select sys_context('userenv', 'service_name'), sys_context('userenv', 'db_unique_name'), sys_context('userenv', 'instance_name'), sys_context('userenv', 'instance'), user from dual",
      ),
    ).toEqual([['practice', 'PRACTICE', 'practice', '1', 'SCOTT']])
    expect(await scott.rows('select audsid from v$session')).toEqual(
      (await scott.rows("select sys_context('userenv', 'sessionid') from dual")).map(([id]) => [Number(id)]),
    )
    expect(await scott.failure("select sys_context('userenv', 'nonsense') from dual")).toMatch(/^ORA-02003/)
  })

  it('moves to another schema in name, not in rights', async () => {
    const database = openDatabase()
    const [ann, ben] = [openSession(database, 'ann'), openSession(database, 'ben')]
    await ann.run('create table t (n number)')
    await ann.run('grant select on t to ben')
    await ben.run('alter session set current_schema = ann')
    expect(ben.door.currentSchema).toBe('ANN')
    expect(await ben.rows('select count(*) from t')).toEqual([[0]])
    expect(await ben.failure('insert into t values (1)')).toMatch(/^ORA-01031/)
    expect(await ben.failure('create table x (n number)')).toMatch(/^ORA-01031/)
    expect(await ben.failure('alter session set current_schema = nobody')).toMatch(/^ORA-01435/)
    ben.door.setCurrentSchema('ben')
    expect(await ben.failure('select count(*) from t')).toMatch(/^ORA-00942/)
  })

  it('writes dates as it was told to', async () => {
    const scott = openScott()
    const text = "select date '2024-03-09' || '' from dual"
    expect(await scott.rows(text)).toEqual([['09-MAR-24']])
    await scott.run("alter session set nls_date_format = 'YYYY-MM-DD'")
    expect(await scott.rows(text)).toEqual([['2024-03-09']])
    await scott.run("ALTER SESSION SET TIME_ZONE ='+2:30'")
    expect(await scott.rows('select sessiontimezone from dual')).toEqual([['+02:30']])
    expect(await scott.failure('alter session set optimizer_mode = all_rows')).toMatch(
      /^ORA-03001.*OPTIMIZER_MODE/,
    )
  })

  it('reports how far it is while it works', async () => {
    const database = openDatabase()
    const [worker, watcher] = [openSession(database), openSession(database)]
    const { done, cancel } = worker.start(`declare
      r pls_integer := dbms_application_info.set_session_longops_nohint; s pls_integer;
    begin
      for i in 1 .. 2 loop
        dbms_application_info.set_session_longops(rindex => r, slno => s, op_name => 'copy', sofar => i, totalwork => 4, units => 'rows');
      end loop;
      dbms_session.sleep(1000);
    end;`)
    await vi.waitFor(async () =>
      expect(
        await watcher.rows('select sid, opname, sofar, totalwork, units from v$session_longops'),
      ).toEqual([[worker.door.sid, 'copy', 2, 4, 'rows']]),
    )
    expect(
      await watcher.rows(
        `select status, event, length(sql_id) from v$session where sid = ${worker.door.sid}`,
      ),
    ).toEqual([['ACTIVE', 'PL/SQL lock timer', 13]])
    cancel()
    await expect(done).rejects.toThrow('ORA-01013')
  })

  it('runs a statement for many sets of binds, and tells which of them failed', async () => {
    const { door, run, rows } = openScott()
    await run('create table t (n number primary key)')
    const prepared = door.prepare('insert into t values (:1)')
    const types: BindType[] = [{ type: { name: 'NUMBER' }, isArray: false, maxSize: 22, maxElements: 0 }]
    const sets = [1, 2, 2, 3].map((n) => [new Decimal(n)])
    const { rowCount, rowCounts, batchErrors } = await door.execute(prepared, types, sets, {
      commit: false,
      batchErrors: true,
    }).done
    expect([rowCount, rowCounts]).toEqual([3, [1, 1, 0, 1]])
    expect(batchErrors).toEqual([{ iteration: 2, number: 1, message: expect.stringMatching(/^ORA-00001/) }])
    await door.rollback().done
    await expect(
      door.execute(prepared, types, sets, { commit: false, batchErrors: false }).done,
    ).rejects.toThrow('ORA-00001')
    expect(await rows('select n from t order by n')).toEqual([[1], [2]])
  })

  it('gives back what RETURNING asks for, a list a set of binds', async () => {
    const { door, run } = openScott()
    await run('create table t (n number, s varchar2(9))')
    await run("insert into t select level, 'r' || level from dual connect by level <= 3")
    const prepared = door.prepare('delete from t where n > :limit returning n, s into :n, :s')
    expect([prepared.binds, prepared.returning]).toEqual([
      ['LIMIT', 'N', 'S'],
      [1, 2],
    ])
    const number: BindType = { type: { name: 'NUMBER' }, isArray: false, maxSize: 22, maxElements: 0 }
    const text: BindType = {
      type: { name: 'VARCHAR2', length: 9 },
      isArray: false,
      maxSize: 9,
      maxElements: 0,
    }
    const { returned } = await door.execute(
      prepared,
      [number, number, text],
      [[new Decimal(1), null, null]],
      { commit: false, batchErrors: false },
    ).done
    expect(returned.map((columns) => columns.map((values) => values.map(String)))).toEqual([
      [
        ['2', '3'],
        ['r2', 'r3'],
      ],
    ])
  })

  it('commits in the same call when asked to, and only if it succeeds', async () => {
    const database = openDatabase()
    const [one, other] = [openSession(database, 'ann'), openSession(database, 'ann')]
    await one.run('create table t (n number primary key)')
    await one.run('insert into t values (1)', { commit: true })
    expect(await other.rows('select count(*) from t')).toEqual([[1]])
    await one.run('insert into t values (2)')
    expect(await one.failure('insert into t values (2)', { commit: true })).toMatch(/^ORA-00001/)
    expect(await other.rows('select count(*) from t')).toEqual([[1]])
  })

  it('compiles a statement again when what it names has changed', async () => {
    const scott = openScott()
    await scott.run('create table t (a number)')
    const prepared = scott.door.prepare('select * from t')
    await scott.run('drop table t')
    await scott.run('create table t (a number, b number)')
    const { rows } = await scott.door.execute(prepared, [], [[]], { commit: false, batchErrors: false }).done
    expect(rows?.columns.map(({ name }) => name)).toEqual(['A', 'B'])
  })
})
