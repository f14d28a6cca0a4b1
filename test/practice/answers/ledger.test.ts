/**
 * The ledger of what really ran, as tests of other programs read it.
 */
import type oracledb from 'oracledb'
import { describe, expect, it, vi } from 'vitest'
import { servePractice } from '../wire/served-practice.ts'

/** A session of A, who owns the table T, and the judge, whose own calls are left out. */
async function open() {
  const { server, connect } = await servePractice()
  const [a, judge] = [await connect('A'), await connect()]
  await a.execute('create table t (n number primary key)')
  await judge.execute('begin practice.clear_ledger; end;')
  const ledger = async (columns: string, user = 'A'): Promise<unknown[][]> => {
    const { rows } = await judge.execute<unknown[]>(
      `select ${columns} from practice_ledger where username = :1 order by seq`,
      [user],
    )
    return rows ?? []
  }
  /** What became of each call, in order. */
  const fates = async () => (await ledger('committed')).map(([fate]) => fate)
  return { server, connect, a, judge, ledger, fates }
}

/** Runs statements one after the other; what fails, fails. */
const runAll = async (connection: oracledb.Connection, statements: readonly string[]) => {
  for (const statement of statements) await connection.execute(statement).catch(() => undefined)
}

describe('the ledger', () => {
  it('tells who ran what, when, with which end', async () => {
    const { a, judge, ledger } = await open()
    a.module = 'tests'
    a.action = 'act'
    a.clientInfo = 'info'
    await a.execute('insert into t select level from dual connect by level <= 3')
    await a.execute('insert into t values (1)').catch(() => undefined)
    await a.execute('select n from t')
    expect(
      await ledger(
        'username, module, action, client_info, sql_text, outcome, error, rows_processed, committed',
      ),
    ).toEqual([
      [
        ...['A', 'tests', 'act', 'info', 'insert into t select level from dual connect by level <= 3'],
        ...['succeeded', null, 3, 'pending'],
      ],
      ['A', 'tests', 'act', 'info', 'insert into t values (1)', 'failed', 1, 0, 'none'],
      ['A', 'tests', 'act', 'info', 'select n from t', 'succeeded', null, 3, 'none'],
    ])
    const { rows } = await judge.execute(
      "select count(*) from practice_ledger l join v$session s on l.sid = s.sid and l.serial# = s.serial# where s.username = 'A'",
    )
    expect(rows).toEqual([[3]])
    const times = (await ledger('started, ended')).flat() as Date[]
    expect(times).toEqual(times.toSorted((one, other) => one.getTime() - other.getTime()))
  })

  it('shows a call that runs, and one whose rows are still on their way, without an end', async () => {
    const { a, ledger } = await open()
    const running = a.execute('select practice.wait(1000) from dual').catch(() => undefined)
    await vi.waitFor(async () => expect(await ledger('outcome, ended')).toEqual([[null, null]]))
    await a.break()
    await running
    expect(await ledger('outcome, error')).toEqual([['cancelled', 1013]])
  })

  it('knows the transaction of each piece of work, and no other', async () => {
    const { a, judge, ledger } = await open()
    await a.execute('select 1 from dual')
    await a.execute('insert into t values (1)')
    const { rows } = await judge.execute("select '1.0.' || xidsqn from v$transaction")
    expect(await ledger('transaction_id')).toEqual([[null], ...(rows ?? [])])
  })

  it('keeps no more of a text than its beginning', async () => {
    const { a, ledger } = await open()
    const long = `select '${'x'.repeat(3000)}' from dual`
    await a.execute(long)
    expect(await ledger('length(sql_text)')).toEqual([[1000]])
  })

  it('is empty when it has been cleared; numbers go on', async () => {
    const { a, judge, ledger } = await open()
    await a.execute('select 1 from dual')
    const [[before]] = (await ledger('seq')) as [[number]]
    await judge.execute('begin practice.clear_ledger; end;')
    expect(await ledger('seq')).toEqual([])
    await a.execute('select 1 from dual')
    const [[after]] = (await ledger('seq')) as [[number]]
    expect(after).toBeGreaterThan(before)
  })
})

describe('what became of the work', () => {
  /** Statements of one session, and the fate of each in the end. */
  const stories: readonly (readonly [string, readonly (readonly [statement: string, fate: string])[]])[] = [
    [
      'a commit',
      [
        ['insert into t values (1)', 'committed'],
        ['commit', 'none'],
      ],
    ],
    [
      'a rollback',
      [
        ['insert into t values (1)', 'rolled back'],
        ['rollback', 'none'],
      ],
    ],
    [
      'neither',
      [
        ['insert into t values (1)', 'pending'],
        ['select n from t', 'none'],
      ],
    ],
    [
      'rows that are locked only',
      [
        ['insert into t values (1)', 'committed'],
        ['commit', 'none'],
        ['select n from t for update', 'rolled back'],
        ['rollback', 'none'],
      ],
    ],
    [
      'a rollback to a savepoint',
      [
        ['insert into t values (1)', 'committed'],
        ['savepoint s', 'none'],
        ['insert into t values (2)', 'rolled back'],
        ['rollback to s', 'none'],
        ['insert into t values (3)', 'committed'],
        ['commit', 'none'],
      ],
    ],
    [
      'DDL, which commits before and after',
      [
        ['insert into t values (1)', 'committed'],
        ['create table t2 (n number)', 'committed'],
      ],
    ],
    [
      'DDL that fails, and commits what was there all the same',
      [
        ['insert into t values (1)', 'committed'],
        ['create table t as select 1/0 as n from dual', 'none'],
      ],
    ],
    [
      'a failing statement, which leaves the others',
      [
        ['insert into t values (1)', 'committed'],
        ['insert into t select 3 - level from dual connect by level <= 2', 'none'],
        ['commit', 'none'],
      ],
    ],
    [
      'a block that commits and rolls back inside',
      [
        ['begin insert into t values (1); commit; insert into t values (2); rollback; end;', 'partly'],
        ['begin insert into t values (3); rollback; insert into t values (4); commit; end;', 'partly'],
      ],
    ],
    [
      'a block that commits a part and leaves the rest',
      [
        ['begin insert into t values (1); commit; insert into t values (2); end;', 'partly'],
        ['rollback', 'none'],
      ],
    ],
    [
      'a block that fails behind its commit',
      [
        [
          'begin insert into t values (1); commit; insert into t values (2); raise no_data_found; end;',
          'committed',
        ],
      ],
    ],
    [
      'a block that commits the work of others',
      [
        ['insert into t values (1)', 'committed'],
        ['begin commit; end;', 'none'],
      ],
    ],
    [
      'a block that handles the failure of a statement',
      [
        [
          'begin insert into t values (1); begin insert into t values (1); exception when others then null; end; commit; end;',
          'committed',
        ],
      ],
    ],
    [
      'a block that goes back behind its own beginning and fails',
      [
        ['insert into t values (1)', 'committed'],
        ['savepoint s', 'none'],
        ['insert into t values (2)', 'rolled back'],
        ['begin rollback to s; raise no_data_found; end;', 'none'],
        ['insert into t values (3)', 'committed'],
        ['commit', 'none'],
      ],
    ],
    [
      'a block that takes back part of its work',
      [
        [
          'begin insert into t values (1); savepoint s; insert into t values (2); rollback to s; end;',
          'partly',
        ],
        ['commit', 'none'],
      ],
    ],
  ]

  it.each(stories)('is told after %s', async (_, story) => {
    const { a, ledger } = await open()
    await runAll(
      a,
      story.map(([statement]) => statement),
    )
    expect(await ledger('sql_text, committed')).toEqual(story.map((each) => [...each]))
  })

  it('is told of calls that commit and roll back, too', async () => {
    const { a, ledger } = await open()
    await a.execute('insert into t values (1)', [], { autoCommit: true })
    await a.execute('insert into t values (2)')
    await a.commit()
    await a.execute('insert into t values (3)')
    await a.rollback()
    await a.executeMany('insert into t values (:1)', [[4], [5], [6]])
    await a.close()
    expect(await ledger('sql_text, rows_processed, committed')).toEqual([
      ['insert into t values (1)', 1, 'committed'],
      ['insert into t values (2)', 1, 'committed'],
      ['commit', 0, 'none'],
      ['insert into t values (3)', 1, 'rolled back'],
      ['rollback', 0, 'none'],
      ['insert into t values (:1)', 3, 'rolled back'],
      ['rollback', 0, 'none'],
    ])
  })

  it('is told when the client has gone', async () => {
    const { a, ledger, fates } = await open()
    await a.execute('insert into t values (1)')
    await a.execute('begin practice.drop_connection; end;').catch(() => undefined)
    await vi.waitFor(async () => expect(await fates()).toEqual(['rolled back', 'none']))
    expect(await ledger('outcome')).toEqual([['succeeded'], ['lost']])
  })

  it.each([
    ['before', 'rolled back', 3113],
    ['after', 'committed', null],
  ])('is told when the connection is lost %s a commit took effect', async (moment, fate, error) => {
    const { a, ledger, fates } = await open()
    await a.execute(`begin practice.drop_during_commit('${moment}'); end;`)
    await a.execute('insert into t values (1)')
    await a.commit().catch(() => undefined)
    await vi.waitFor(async () => expect(await fates()).toEqual(['none', fate, 'none']))
    expect((await ledger('sql_text, outcome, error')).at(-1)).toEqual(['commit', 'lost', error])
  })
})
