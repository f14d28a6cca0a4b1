import { describe, expect, it } from 'vitest'
import { openDatabase, openSession } from '../running/practice-session.ts'

const openUsers = async () => {
  const database = openDatabase()
  const [ann, ben, scott] = [
    openSession(database, 'ann'),
    openSession(database, 'ben'),
    openSession(database, 'scott'),
  ]
  await ann.run('create table t (id number)')
  await ann.run('create function one return number is begin return 1; end;')
  await ann.run('grant select on t to ben')
  await ann.run('grant execute on one to ben')
  return { ann, ben, scott }
}

describe('a view of what another owns', () => {
  it('is for its owner alone, who may not pass on what he was lent', async () => {
    const { ben } = await openUsers()
    await ben.run('create view v as select id from ann.t')
    await ben.run('create view w as select ann.one n from dual')
    await ben.run('create view over as select id from v')
    expect(await ben.rows('select * from over')).toEqual([])
    const error = "ORA-01720: grant option does not exist for 'ANN.T'"
    expect(await ben.failure('grant select on v to scott')).toBe(error)
    expect(await ben.failure('grant select on over to scott')).toBe(error)
    expect(await ben.failure('grant select on w to scott')).toBe(
      "ORA-01720: grant option does not exist for 'ANN.ONE'",
    )
  })

  it('takes no place of a view that others may read', async () => {
    const { ben, ann } = await openUsers()
    await ben.run('create view v as select 1 id from dual')
    await ben.run('grant select on v to ann')
    expect(await ben.failure('create or replace view v as select id from ann.t')).toMatch(/^ORA-01720/)
    expect(await ann.rows('select id from ben.v')).toEqual([[1]])
  })

  it('of a dictionary view that not everybody may read cannot be passed on either', async () => {
    const { scott } = await openUsers()
    await scott.run('create view who as select sid from v$session')
    expect(await scott.failure('grant select on who to ben')).toBe(
      "ORA-01720: grant option does not exist for 'SYS.V_$SESSION'",
    )
    await scott.run('create view mine as select table_name from user_tables')
    await scott.run('grant select on mine to ben')
  })
})

describe('the right to refer to a table', () => {
  it('is not taken back while a foreign key rests on it', async () => {
    const { ann, ben } = await openUsers()
    await ann.run('create table parent (id number primary key)')
    await ann.run('grant references on parent to ben')
    await ben.run('create table child (id number references ann.parent)')
    expect(await ann.failure('revoke references on parent from ben')).toMatch(/^ORA-01981/)
    await ben.run('drop table child')
    await ann.run('revoke references on parent from ben')
  })
})

describe('privileges that do not go with an object', () => {
  it('are refused in the words for its kind', async () => {
    const { ben } = await openUsers()
    await ben.run('create sequence s')
    await ben.run('create view v as select 1 id from dual')
    expect(await ben.failure('grant insert on s to ann')).toMatch(/^ORA-02205/)
    expect(await ben.failure('grant index on v to ann')).toMatch(/^ORA-02204/)
  })
})
