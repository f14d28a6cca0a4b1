/**
 * Who gets a session, and who does not: accounts, passwords, limits, proxies and privileges, asked by the driver.
 */
import oracledb from 'oracledb'
import { describe, expect, it } from 'vitest'
import { servePractice } from './served-practice.ts'

const one = async (connection: oracledb.Connection, sql: string) => (await connection.execute(sql)).rows?.[0]

const status = (name: string) => `select account_status from dba_users where username = '${name}'`

/** A server, its DBA, and a way to log on as others. */
const serveWithDba = async (limits: Parameters<typeof servePractice>[0] = {}) => {
  const served = await servePractice(limits)
  const dba = await served.connect('system')
  const run = async (...statements: readonly string[]) => {
    for (const statement of statements) await dba.execute(statement)
  }
  return { ...served, dba, run }
}

describe('a limit on sessions', () => {
  it('of a profile ends with ORA-02391 for one more, until another has gone', async () => {
    const { connect, run } = await serveWithDba()
    await run('create profile few limit sessions_per_user 2', 'alter user a profile few')
    const first = await connect('a')
    await connect('a')
    await expect(connect('a')).rejects.toThrow('ORA-02391: exceeded simultaneous SESSIONS_PER_USER limit')
    await connect('b')
    await first.close()
    await connect('a')
    await run('alter profile few limit sessions_per_user unlimited')
    await connect('a')
  })

  it('of the server ends with ORA-00018 for everybody', async () => {
    const { connect } = await serveWithDba({ sessions: 2 })
    await connect('a')
    await expect(connect('b')).rejects.toThrow('ORA-00018: maximum number of sessions exceeded')
  })
})

describe('an account', () => {
  it('locks after as many wrong passwords as its profile allows, even for the right one, until it is unlocked', async () => {
    const { connect, logOn, dba, run } = await serveWithDba()
    await run('create profile strict limit failed_login_attempts 3', 'alter user a profile strict')
    const wrong = { user: 'a', password: 'lion' }
    await expect(logOn(wrong)).rejects.toThrow('ORA-01017')
    await connect('a')
    for (let attempt = 0; attempt < 3; attempt += 1) await expect(logOn(wrong)).rejects.toThrow('ORA-01017')
    await expect(logOn(wrong)).rejects.toThrow('ORA-28000: the account is locked')
    await expect(connect('a')).rejects.toThrow('ORA-28000')
    expect(await one(dba, status('A'))).toEqual(['LOCKED(TIMED)'])
    await run('alter user a account unlock')
    await connect('a')
    expect(await one(dba, status('A'))).toEqual(['OPEN'])
  })

  it('unlocks itself when the lock time of its profile is over', async () => {
    const { connect, logOn, run } = await serveWithDba()
    await run(
      'create profile brief limit failed_login_attempts 1 password_lock_time 1/8640000',
      'alter user a profile brief',
    )
    await expect(logOn({ user: 'a', password: 'lion' })).rejects.toThrow('ORA-01017')
    await expect.poll(() => connect('a').then(() => 'in', String)).toBe('in')
  })

  it('that is locked by hand is locked for sessions to come only', async () => {
    const { connect, dba, run } = await serveWithDba()
    const a = await connect('a')
    await run('alter user a account lock')
    expect(await one(a, 'select user from dual')).toEqual(['A'])
    await expect(connect('a')).rejects.toThrow('ORA-28000')
    expect(await one(dba, status('A'))).toEqual(['LOCKED'])
  })

  it('needs CREATE SESSION', async () => {
    const { logOn, run } = await serveWithDba()
    await run('create user new identified by "Secret 1"')
    const attributes = { user: 'new', password: 'Secret 1' }
    await expect(logOn(attributes)).rejects.toThrow(
      'ORA-01045: user NEW lacks CREATE SESSION privilege; logon denied',
    )
    await run('grant connect to new')
    const session = await logOn(attributes)
    await expect(session.execute('create table t (n number)')).rejects.toThrow('ORA-01031')
    await run('grant create table to new')
    await session.execute('create table t (n number)')
    await expect(session.execute('insert into t values (1)')).rejects.toThrow(
      "ORA-01950: no privileges on tablespace 'USERS'",
    )
    await run('alter user new quota unlimited on users')
    await session.execute('insert into t values (1)')
    await session.close()
    await run('revoke connect from new')
    await expect(logOn(attributes)).rejects.toThrow('ORA-01045')
  })

  it('that has gone is not known any more', async () => {
    const { connect, run, dba } = await serveWithDba()
    const a = await connect('a')
    await a.execute('create table t (n number)')
    await expect(dba.execute('drop user a cascade')).rejects.toThrow('ORA-01940')
    await a.close()
    await expect(dba.execute('drop user a')).rejects.toThrow(
      "ORA-01922: CASCADE must be specified to drop 'A'",
    )
    await run('drop user a cascade')
    await expect(connect('a')).rejects.toThrow('ORA-01017')
  })
})

describe('a password', () => {
  it('that has expired lets nobody in, unless another is given with it', async () => {
    const { connect, logOn, dba, run } = await serveWithDba()
    await run('alter user a password expire')
    await expect(connect('a')).rejects.toThrow('ORA-28001: the password has expired')
    expect(await one(dba, status('A'))).toEqual(['EXPIRED'])
    const renewed = await logOn({ user: 'a', newPassword: 'Löwe 7' })
    expect(await one(renewed, 'select user from dual')).toEqual(['A'])
    await expect(connect('a')).rejects.toThrow('ORA-01017')
    await logOn({ user: 'a', password: 'Löwe 7' })
    expect(await one(dba, status('A'))).toEqual(['OPEN'])
  })

  it('is not changed by somebody who does not know the old one', async () => {
    const { connect, logOn } = await serveWithDba()
    await expect(logOn({ user: 'a', password: 'lion', newPassword: 'mine' })).rejects.toThrow('ORA-01017')
    await connect('a')
  })

  it('counts as it is written, and can be changed by its owner', async () => {
    const { connect, logOn } = await serveWithDba()
    const a = await connect('a')
    await a.execute('alter user a identified by LiOn replace tiger')
    await logOn({ user: 'a', password: 'LiOn' })
    await expect(logOn({ user: 'a', password: 'lion' })).rejects.toThrow('ORA-01017')
    await expect(a.execute('alter user b identified by x')).rejects.toThrow('ORA-01031')
    await expect(a.execute('alter user a account unlock')).rejects.toThrow('ORA-01031')
  })

  it('stands in no view and in no error', async () => {
    const { dba } = await serveWithDba()
    await dba.execute('create user new identified by Geheim1')
    await dba.execute('begin execute immediate \'alter user new identified by "Geheim2"\'; end;')
    for (const statement of [
      'create user other identified by Geheim3 nonsense',
      "create user other identified by 'Geheim4'",
      'create user new identified by Geheim5',
      'alter user nobody identified by Geheim6 account unlock',
      "create user other identified by values 'Geheim7'",
    ]) {
      const error = await dba.execute(statement).catch(String)
      expect(error).toMatch(/ORA-/)
      expect(error).not.toContain('Geheim')
    }
    const { rows } = await dba.execute('select sql_text from v$sql')
    expect(JSON.stringify(rows)).toContain('create user new identified by *')
    expect(JSON.stringify(rows)).not.toContain('Geheim')
    const { rows: users } = await dba.execute('select * from dba_users')
    expect(JSON.stringify(users)).not.toContain('Geheim')
  })
})

describe('a proxy', () => {
  it('logs on for another user who allows it, and is named', async () => {
    const { logOn, run } = await serveWithDba()
    await expect(logOn({ user: 'scott[a]' })).rejects.toThrow(
      'ORA-28150: proxy not authorized to connect as client',
    )
    await run('alter user a grant connect through scott')
    const session = await logOn({ user: 'scott[a]' })
    expect(
      await one(
        session,
        `select user, sys_context('userenv', 'proxy_user'), sys_context('userenv', 'session_user'),
         sys_context('userenv', 'current_schema') from dual`,
      ),
    ).toEqual(['A', 'SCOTT', 'A', 'A'])
    await run('alter user a revoke connect through scott')
    await expect(logOn({ user: 'scott[a]' })).rejects.toThrow('ORA-28150')
    await expect(logOn({ user: 'scott[nobody]' })).rejects.toThrow('ORA-28150')
  })

  it('needs its own password, and an account of the other that is open', async () => {
    const { logOn, run } = await serveWithDba()
    await run('alter user a grant connect through scott', 'alter user a account lock')
    await expect(logOn({ user: 'scott[a]', password: 'lion' })).rejects.toThrow('ORA-01017')
    await expect(logOn({ user: 'scott[a]' })).rejects.toThrow('ORA-28000')
  })
})

describe('SYSDBA', () => {
  it('is for nobody here', async () => {
    const { logOn } = await serveWithDba()
    for (const user of ['system', 'scott'])
      await expect(logOn({ user, privilege: oracledb.SYSDBA })).rejects.toThrow('ORA-01031')
  })
})
