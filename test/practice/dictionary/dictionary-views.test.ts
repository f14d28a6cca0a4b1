import { describe, expect, it } from 'vitest'
import { openDatabase, openSession } from '../running/practice-session.ts'

const openUsers = async () => {
  const database = openDatabase()
  const [ann, ben] = [openSession(database, 'ann'), openSession(database, 'ben')]
  await ann.run(
    'create table t (id number(6) constraint t_pk primary key, name varchar2(20) not null, d date, ts timestamp(3), r raw(8))',
  )
  await ann.run('create table hidden (n number)')
  await ann.run('create procedure p is\nbegin\n  null;\nend;')
  await ann.run('grant select on t to ben')
  return { ann, ben }
}

describe('the dictionary', () => {
  it("shows one's own tables as user_tables, and all that one may use as all_tables", async () => {
    const { ann, ben } = await openUsers()
    expect(await ann.rows('select table_name from user_tables order by 1')).toEqual([['HIDDEN'], ['T']])
    expect(await ben.rows('select table_name from user_tables')).toEqual([])
    expect(await ben.rows('select owner, table_name from all_tables')).toEqual([['ANN', 'T']])
  })

  it('describes columns', async () => {
    const { ben } = await openUsers()
    expect(
      await ben.rows(
        "select column_name, data_type, data_length, data_precision, data_scale, nullable, column_id from all_tab_columns where owner = 'ANN' order by column_id",
      ),
    ).toEqual([
      ['ID', 'NUMBER', 22, 6, 0, 'N', 1],
      ['NAME', 'VARCHAR2', 20, null, null, 'N', 2],
      ['D', 'DATE', 7, null, null, 'Y', 3],
      ['TS', 'TIMESTAMP(3)', 11, null, 3, 'Y', 4],
      ['R', 'RAW', 8, null, null, 'Y', 5],
    ])
  })

  it('shows units with their source, line by line', async () => {
    const { ann } = await openUsers()
    expect(
      await ann.rows(
        "select object_name, object_type, status from user_objects where object_type = 'PROCEDURE'",
      ),
    ).toEqual([['P', 'PROCEDURE', 'VALID']])
    expect(await ann.rows("select line, text from user_source where name = 'P' order by line")).toEqual([
      [1, 'procedure p is\n'],
      [2, 'begin\n'],
      [3, '  null;\n'],
      [4, 'end;'],
    ])
    expect(await ann.rows('select object_name, authid from user_procedures')).toEqual([['P', 'DEFINER']])
  })

  it('shows who is there and who has given what', async () => {
    const { ann, ben } = await openUsers()
    expect(
      await ann.rows("select username from all_users where username in ('ANN', 'BEN') order by 1"),
    ).toEqual([['ANN'], ['BEN']])
    expect(await ben.rows('select owner, table_name, privilege from user_tab_privs')).toEqual([
      ['ANN', 'T', 'SELECT'],
    ])
  })

  it('never says that it is Oracle', async () => {
    const { ann } = await openUsers()
    const [[banner]] = (await ann.rows('select banner from v$version')) as [[string]]
    expect(banner).toMatch(/practice database.*not Oracle/)
    expect(await ann.rows('select name, db_unique_name from v$database')).toEqual([['PRACTICE', 'PRACTICE']])
    expect(await ann.rows('select version from v$instance')).toEqual([['19.28.0.0.0']])
  })

  it('has the sessions of its one instance under gv$ too', async () => {
    const { ann } = await openUsers()
    expect(await ann.rows('select inst_id, username from gv$session order by username')).toEqual([
      [1, 'ANN'],
      [1, 'BEN'],
    ])
  })

  it('tells transactions that are open', async () => {
    const { ann, ben } = await openUsers()
    await ann.run('insert into hidden values (1)')
    expect(
      await ben.rows('select s.username, t.status from v$transaction t join v$session s on s.taddr = t.addr'),
    ).toEqual([['ANN', 'ACTIVE']])
  })

  it('cannot be changed', async () => {
    const { ann } = await openUsers()
    expect(await ann.failure('delete from v$session')).toMatch(/^ORA-01031/)
    expect(await ann.failure('drop table user_tables')).toMatch(/^ORA-00942/)
  })
})

describe('rights', () => {
  it('hide what is not granted, and refuse what is granted otherwise', async () => {
    const { ann, ben } = await openUsers()
    expect(await ben.failure('select * from ann.hidden')).toBe('ORA-00942: table or view does not exist')
    expect(await ben.failure('update ann.t set id = 1')).toBe('ORA-01031: insufficient privileges')
    expect(await ben.failure('drop table ann.t')).toBe('ORA-01031: insufficient privileges')
    expect(await ben.failure('drop table ann.hidden')).toBe('ORA-00942: table or view does not exist')
    expect(await ben.failure('create table ann.mine (n number)')).toBe('ORA-01031: insufficient privileges')
    expect(await ben.failure('grant select on ann.t to scott')).toBe('ORA-01031: insufficient privileges')
    expect(await ann.failure('grant select on t to nobody')).toMatch(/^ORA-01917/)
    expect(await ann.failure('grant execute on t to ben')).toMatch(/^ORA-02224/)
  })

  it('to SELECT let rows be locked, to READ do not', async () => {
    const { ann, ben } = await openUsers()
    expect(await ben.rows('select id from ann.t for update')).toEqual([])
    await ann.run('grant read on hidden to ben')
    expect(await ben.rows('select n from ann.hidden')).toEqual([])
    expect(await ben.failure('select n from ann.hidden for update')).toMatch(/^ORA-01031/)
  })

  it('given to PUBLIC are everybody’s', async () => {
    const { ann, ben } = await openUsers()
    await ann.run('grant all on hidden to public')
    expect(await ben.run('insert into ann.hidden values (2)')).toBe(1)
  })

  it('are gone with the object they were on', async () => {
    const { ann, ben } = await openUsers()
    await ann.run('drop table t')
    await ann.run('create table t (n number)')
    expect(await ben.failure('select * from ann.t')).toMatch(/^ORA-00942/)
  })
})
