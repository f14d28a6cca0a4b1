import { describe, expect, it } from 'vitest'
import { openDatabase, openSession } from '../running/practice-session.ts'
import { answers, failures } from './answers.ts'

const view = 'SQL Language Reference, CREATE VIEW, Prerequisites'
const definers = 'Database Security Guide, How Roles Work in PL/SQL Blocks, Definer’s Rights Blocks'

/** A DBA: all that he may do with what others own comes from his role. */
const asDba = { user: 'system', password: 'tiger' } as const

const unit = 'create or replace function people return number is n number; begin %; return n; end;'

answers(
  'what a role gives counts in statements and blocks',
  [
    ['select count(*) from a.emp', ['14'], definers],
    ['select people from dual', ['14'], definers],
    [
      "select text from user_errors where name = 'CALLED' and sequence = 1",
      ["PLS-00201: identifier 'A.TASK' must be declared"],
      definers,
    ],
  ],
  {
    ...asDba,
    setup: [
      'begin update a.emp set sal = sal; rollback; end;',
      'create procedure called is begin a.task; end;',
      unit.replace('%', 'select count(*) into n from b.emp'),
      'grant select any table to system',
      unit.replace('%', 'select count(*) into n from a.emp'),
    ],
  },
)

failures(
  'what only a role gives is nothing to build on',
  [
    ['create view v as select ename from a.emp', 'ORA-01031: insufficient privileges', view],
    [
      'create view v as select (select count(*) from a.emp) n from dual',
      'ORA-01031: insufficient privileges',
      view,
    ],
    ['create view v as select * from a.nothing', 'ORA-00942: table or view does not exist', view],
    [
      'begin if counted > 0 then null; end if; end;',
      'ORA-06550: line 1, column 10:\nPLS-00905: object SYSTEM.COUNTED is invalid',
      definers,
    ],
    ['begin dynamic; end;', 'ORA-00942: table or view does not exist', definers],
  ],
  {
    ...asDba,
    setup: [
      "create procedure dynamic is begin execute immediate 'update a.emp set sal = sal'; end;",
      'create function counted return number is n number; begin select count(*) into n from a.emp; return n; end;',
    ],
  },
)

describe('a right to all objects of one kind', () => {
  it('is none to others', async () => {
    const database = openDatabase()
    const [ann, ben] = [openSession(database, 'ann'), openSession(database, 'ben')]
    await ann.run('create table t (x number)')
    await ann.run('create sequence s')
    await ann.run('create procedure p is begin null; end;')
    await openSession(database, 'system').run('grant select any sequence to ben')
    expect(await ben.rows('select ann.s.nextval from dual')).toEqual([[1]])
    expect(await ben.failure('select * from ann.t')).toMatch(/^ORA-00942/)
    expect(await ben.failure('begin ann.p; end;')).toContain("PLS-00201: identifier 'ANN.P'")
  })
})

describe('a role', () => {
  it('is there from the next session on when it is granted, and to the end of this one when it is revoked', async () => {
    const database = openDatabase()
    const [ann, system] = [openSession(database, 'ann'), openSession(database, 'system')]
    await openSession(database, 'ben').run('create table t (x number)')
    await system.run('grant dba to ann')
    expect(await ann.rows('select granted_role from user_role_privs')).toEqual([['DBA']])
    expect(await ann.rows('select role from session_roles')).toEqual([])
    expect(await ann.failure('select * from ben.t')).toMatch(/^ORA-00942/)
    const later = openSession(database, 'ann')
    expect(await later.rows('select role from session_roles')).toEqual([['DBA']])
    expect(await later.rows('select * from ben.t')).toEqual([])
    await system.run('revoke dba from ann')
    expect(await later.rows('select * from ben.t')).toEqual([])
    expect(await openSession(database, 'ann').failure('select * from ben.t')).toMatch(/^ORA-00942/)
  })

  it('has to wait for that; a system privilege counts at once', async () => {
    const database = openDatabase()
    const ann = openSession(database, 'ann')
    await openSession(database, 'ben').run('create table t (x number)')
    await openSession(database, 'system').run('grant select any table to ann')
    expect(await ann.rows('select * from ben.t')).toEqual([])
  })
})
