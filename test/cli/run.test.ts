import { type AddressInfo, createServer, type Socket } from 'node:net'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { OracleError } from '../../src/practice/error.ts'
import { type CliBench, query, startCliBench, text } from '../helpers/cli-bench.ts'
import type { Answer } from '../practice/wire/scripted-database.ts'
import { callOf } from '../practice/wire/scripted-database.ts'

const column = (name: string) => ({ name, type: text(), nullable: true })

const emp = [
  ['SMITH', '800'],
  ['ALLEN', '1600'],
]

const update: Answer = {
  kind: 'dml',
  run({ session, options }) {
    session.isTransactionOpen = !options.commit
    if (options.commit) session.log.push('commit')
    return { rowCount: 2 }
  },
}

let bench: CliBench

/** Statements by what they do. */
const answers = (): Record<string, Answer> => ({
  'select * from emp': query([column('ENAME'), column('SAL')], emp),
  'select * from nothing': query([column('ENAME')], []),
  'select * from hostile': query([column('X')], [['\u001b]0;owned\u0007']]),
  'select * from missing': {
    kind: 'query',
    run: () => {
      throw new OracleError(942, 'table or view does not exist', 14)
    },
  },
  'update emp set sal = 1': update,
  'begin hang; end;': { kind: 'plsql', run: () => new Promise(() => {}) },
  'begin work(:n); end;': {
    kind: 'plsql',
    binds: ['N'],
    run: ({ iterations }) => (iterations[0]?.[0] === '1' ? {} : new Promise(() => {})),
  },
})

beforeEach(async () => {
  bench = await startCliBench(answers())
})

afterEach(() => bench.stop())

const inBoth = { names: ['a', 'b'] }
const onBoth = ['--on', 'a,b']

describe('results', () => {
  test('in tables: identical answers stand under one heading', async () => {
    const run = bench.run(['run', 'select * from emp', ...onBoth], inBoth)
    expect(await run.exitCode).toBe(0)
    expect(run.stdout()).toBe('a, b: 2 rows\nENAME  SAL\n-----  ----\nSMITH  800\nALLEN  1600\n')
  })

  test('in tables: an answer that was cut says so', async () => {
    const run = bench.run(['run', 'select * from emp', ...onBoth, '--row-limit', '1'], inBoth)
    expect(await run.exitCode).toBe(0)
    expect(run.stdout()).toMatch(/^a, b: 1 row, cut/)
  })

  test('as csv: every row says its session and its task', async () => {
    const run = bench.run(['run', 'select * from emp', ...onBoth, '--format', 'csv'], inBoth)
    expect(await run.exitCode).toBe(0)
    const [header, ...rows] = run.stdout().trimEnd().split('\n')
    expect(header).toBe('SESSION,TASK,ENAME,SAL')
    expect(rows.sort()).toEqual([
      'a,1.1,ALLEN,1600',
      'a,1.1,SMITH,800',
      'b,1.2,ALLEN,1600',
      'b,1.2,SMITH,800',
    ])
  })

  test('as csv: an answer without rows is a header', async () => {
    const run = bench.run(['run', 'select * from nothing', ...onBoth, '--format', 'csv'], inBoth)
    expect(await run.exitCode).toBe(0)
    expect(run.stdout()).toBe('SESSION,TASK,ENAME\n')
  })

  test('as json: one array of records', async () => {
    const run = bench.run(['run', 'select * from emp', '--on', 'a', '--format', 'json'], inBoth)
    expect(await run.exitCode).toBe(0)
    expect(JSON.parse(run.stdout())).toEqual([
      { SESSION: 'a', TASK: '1.1', ENAME: 'SMITH', SAL: '800' },
      { SESSION: 'a', TASK: '1.1', ENAME: 'ALLEN', SAL: '1600' },
    ])
  })

  test('as json: an empty array when there are no rows', async () => {
    const run = bench.run(['run', 'select * from nothing', '--on', 'a', '--format', 'json'], inBoth)
    expect(await run.exitCode).toBe(0)
    expect(JSON.parse(run.stdout())).toEqual([])
  })

  test('as jsonl: a record a line, and what happens to each task as it does', async () => {
    const run = bench.run(['run', 'select * from missing', ...onBoth, '--format', 'jsonl'], inBoth)
    expect(await run.exitCode).toBe(2)
    const records = run
      .stdout()
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(records.map(({ EVENT, TASK }) => [EVENT, TASK]).sort()).toEqual([
      ['job queued', undefined],
      ['task ended', '1.1'],
      ['task ended', '1.2'],
      ['task started', '1.1'],
      ['task started', '1.2'],
    ])
    expect(records.find(({ EVENT, TASK }) => EVENT === 'task ended' && TASK === '1.2')).toMatchObject({
      ...{ OUTCOME: 'failed', FATE: 'none', CODE: 'ORA-00942' },
    })
  })

  test('stream: rows of one task are out while another still runs', async () => {
    const gate = Promise.withResolvers<void>()
    const rows = query([column('ENAME')], [['SMITH']])
    let count = 0
    bench.database.answer('select * from slow', {
      ...rows,
      run: async (execution) => {
        if (++count === 2) await gate.promise
        return rows.run?.(execution) ?? {}
      },
    })
    const run = bench.run(['run', 'select * from slow', ...onBoth, '--format', 'csv'], inBoth)
    await vi.waitFor(() => expect(run.stdout()).toMatch(/^SESSION,TASK,ENAME\n\w,1\.\d,SMITH\n$/))
    gate.resolve()
    expect(await run.exitCode).toBe(0)
    expect(run.stdout().trimEnd().split('\n')).toHaveLength(3)
  })

  test('are harmless in tables and exact in csv', async () => {
    const table = bench.run(['run', 'select * from hostile', '--on', 'a'], inBoth)
    await table.exitCode
    expect(table.stdout()).not.toContain('\u001b')
    const csv = bench.run(['run', 'select * from hostile', '--on', 'a', '--format', 'csv'], inBoth)
    await csv.exitCode
    expect(csv.stdout()).toContain('\u001b]0;owned\u0007')
  })
})

describe('stderr', () => {
  test('tells start and end of every task', async () => {
    const run = bench.run(['run', 'update emp set sal = 1', ...onBoth], inBoth)
    await run.exitCode
    expect(run.stderr()).toMatch(/^1\.1 a started$/m)
    expect(run.stderr()).toMatch(/^1\.2 b succeeded, changes pending, 2 rows, [\d.]+s$/m)
    expect(run.stdout()).not.toContain('started')
  })

  test('names parameters and sessions where tasks are shared out', async () => {
    const argv = ['run', 'begin work(:n); end;', '--any', '--on', 'a', '--for', 'n=1']
    const run = bench.run(argv, inBoth)
    expect(await run.exitCode).toBe(0)
    expect(run.stderr()).toMatch(/^1\.1 1 started on a$/m)
  })
})

describe('a query for parameters', () => {
  const asks = (query: string, ...argv: readonly string[]) => [
    ...['run', 'begin work(:n); end;', '--any', '--on', 'a', '--for', `n=(${query})@b`],
    ...argv,
  ]

  test('that is stopped stops the run before anything else was sent, with exit code 130', async () => {
    const isAsked = Promise.withResolvers<void>()
    const never = query([column('N')], [])
    bench.database.answer('select n from slow', {
      ...never,
      run: () => {
        isAsked.resolve()
        return new Promise(() => {})
      },
    })
    const run = bench.run(asks('select n from slow'), inBoth)
    await isAsked.promise
    run.signal('SIGINT')
    expect(await run.exitCode).toBe(130)
    expect(run.stderr()).not.toContain('started')
  })

  test('whose password is wrong is tried once, and nothing else is', async () => {
    const run = bench.run(asks('select n from numbers'), {
      ...inBoth,
      env: { MULTISESSION_PASSWORD: 'lion' },
    })
    expect(await run.exitCode).toBe(255)
    expect(run.stderr()).toMatch(/^multisession: could not open b: ORA-01017.*\n$/)
  })

  test('leaves its session behind: one more is opened by the job, with the same password', async () => {
    bench.database.answer('select n from numbers', query([column('N')], [['1']]))
    const run = bench.run(asks('select n from numbers'), {
      ...inBoth,
      env: { MULTISESSION_PASSWORD_B: 'tiger' },
    })
    expect(await run.exitCode).toBe(0)
    expect(run.stderr()).toMatch(/^asked b for n: 1 row\n1\.1 1 started on a\n/)
  })
})

describe('work that is open at the end', () => {
  test('is rolled back, said loudly, and exit code 102', async () => {
    const run = bench.run(['run', 'update emp set sal = 1', ...onBoth], inBoth)
    expect(await run.exitCode).toBe(102)
    expect(run.stderr()).toContain(
      'ROLLED BACK: uncommitted work of 1.1 a, 1.2 b; neither --commit nor --rollback was given',
    )
    expect(run.stdout()).toContain('rolled back')
    for (const { log } of bench.database.sessions) expect(log).toContain('rollback')
  })

  test('is rolled back with --rollback, and exit code 0', async () => {
    const run = bench.run(['run', 'update emp set sal = 1', ...onBoth, '--rollback'], inBoth)
    expect(await run.exitCode).toBe(0)
    for (const { log } of bench.database.sessions) expect(log).toContain('rollback')
  })

  test('does not exist with --commit: each task commits in its own call', async () => {
    const run = bench.run(['run', 'update emp set sal = 1', ...onBoth, '--commit'], inBoth)
    expect(await run.exitCode).toBe(0)
    expect(run.stderr()).toMatch(/^1\.1 a succeeded, committed, 2 rows/m)
    for (const { log } of bench.database.sessions) {
      expect(log).toContain('commit')
      expect(log).not.toContain('rollback')
    }
  })
})

describe('sessions that do not open', () => {
  test('all of them: nothing runs, exit code 255, one line, and no password in it', async () => {
    const run = bench.run(['run', 'select * from emp', ...onBoth], {
      ...inBoth,
      env: { MULTISESSION_PASSWORD: 'wr0ng-s3cret' },
    })
    expect(await run.exitCode).toBe(255)
    expect(run.stderr()).toMatch(/^multisession: could not open a, b: ORA-01017.*\n$/)
    expect(run.stdout()).toBe('')
    expect(run.stderr()).not.toContain('s3cret')
    expect(run.env).toEqual({})
  })

  test('some of them: the others run, and their tasks count as not succeeded', async () => {
    const argv = ['run', 'select * from emp', ...onBoth, '--connect', `b=nobody@${bench.connectString}`]
    const run = bench.run(argv, {
      names: ['a'],
      env: { MULTISESSION_PASSWORD_A: 'tiger', MULTISESSION_PASSWORD_B: 'lion' },
    })
    expect(await run.exitCode).toBe(1)
    expect(run.stderr()).toMatch(/could not open b: ORA-01017/)
    expect(run.stderr()).toContain('going on with 1 of 2 sessions')
    expect(run.stdout()).toMatch(/^a: 2 rows$/m)
    expect(run.stdout()).toMatch(/^b: skipped$/m)
  })

  test.each([
    ['nobody listens', '127.0.0.1:1/practice', /ECONNREFUSED|NJS-511/],
    ['unknown service', undefined, /NJS-518/],
  ])('%s: exit code 255 and the reason', async (_, given, reason) => {
    const connectString = given ?? bench.connectString.replace(/[^/]+$/, 'elsewhere')
    const run = bench.run(['run', 'select * from emp', '--on', 'a', '--connect', `a=scott@${connectString}`])
    expect(await run.exitCode).toBe(255)
    expect(run.stderr()).toMatch(reason)
  })
})

describe('stopping', () => {
  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    '%s cancels what runs, waits for it, says what had finished, and exits with 130',
    async (signal) => {
      const argv = ['run', 'begin work(:n); end;', '--any', ...onBoth, '--for', 'n=1,2,3,4']
      const run = bench.run(argv, inBoth)
      await vi.waitFor(() => expect(run.stderr()).toMatch(/1\.1 1 succeeded.*1\.3 3 started/s))
      run.signal(signal)
      expect(await run.exitCode).toBe(130)
      expect(run.stderr()).toContain(`no further task starts: ${signal === 'SIGINT' ? 'Ctrl-C' : signal}`)
      expect(run.stderr()).toMatch(/^1\.2 2 cancelled/m)
      expect(run.stderr()).toMatch(/^finished before that: 1\.1 1$/m)
      expect(bench.database.closed).toHaveLength(bench.database.sessions.length)
    },
  )

  test('while a server does not answer ends the run at once, for nothing has run', async () => {
    const silent = createServer()
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
    const clients: Socket[] = []
    const connected = new Promise((resolve) => {
      silent.on('connection', (socket) => resolve(clients.push(socket)))
    })
    const { port } = silent.address() as AddressInfo
    const argv = ['run', 'select * from emp', '--on', 'a', '--connect', `a=scott@127.0.0.1:${port}/silent`]
    const run = bench.run(argv)
    await connected
    run.signal('SIGINT')
    expect(await run.exitCode).toBe(130)
    expect(run.stderr()).toBe('multisession: stopped before anything ran\n')
    for (const client of clients) client.destroy()
    silent.close()
  })

  test('a second Ctrl-C says what is waited for, a third leaves at once', async () => {
    bench.database.answer('update emp set sal = 2', {
      kind: 'dml',
      run({ session }) {
        session.isTransactionOpen = true
        session.rollback = () => callOf(new Promise<void>(() => {}))
        return { rowCount: 1 }
      },
    })
    const run = bench.run(['run', 'update emp set sal = 2', '--on', 'a'], inBoth)
    await vi.waitFor(() => expect(run.stderr()).toContain('1.1 a succeeded'))
    run.signal('SIGINT')
    run.signal('SIGINT')
    await vi.waitFor(() => expect(run.stderr()).toContain('still waiting'))
    run.signal('SIGINT')
    expect(await run.exitCode).toBe(130)
    expect(run.stderr()).toContain('left at once')
  })

  test('a reader that goes away, as head does, cancels quietly', async () => {
    const rows = Array.from({ length: 50_000 }, (_, index) => [`row ${index}`])
    bench.database.answer('select * from long', query([column('X')], rows))
    const run = bench.run(['run', 'select * from long', '--on', 'a', '--format', 'csv'], inBoth)
    await vi.waitFor(() => expect(run.stdout()).toContain('row 1'))
    run.stdoutStream.destroy(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }))
    expect(await run.exitCode).toBe(1)
    expect(run.stderr()).not.toContain('EPIPE')
  })

  test('results that cannot be written stop the run and are no success', async () => {
    const rows = Array.from({ length: 50_000 }, (_, index) => [`row ${index}`])
    bench.database.answer('select * from long', query([column('X')], rows))
    const run = bench.run(['run', 'select * from long', '--on', 'a', '--format', 'csv'], inBoth)
    await vi.waitFor(() => expect(run.stdout()).toContain('row 1'))
    run.stdoutStream.destroy(Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' }))
    expect(await run.exitCode).toBe(255)
    expect(run.stderr()).toMatch(
      /the results are incomplete: cannot write to stdout: ENOSPC: no space left on device$/m,
    )
  })
})

describe('a dry run', () => {
  test('prints the plan and opens nothing', async () => {
    const argv = ['run', 'begin &s..task; end;', '--any', ...onBoth, '--for', 's=A,B', '--dry-run']
    const run = bench.run(argv, { ...inBoth, env: {} })
    expect(await run.exitCode).toBe(0)
    expect(run.stdout()).toContain(
      '2 tasks in 2 sessions, no cap; no commit but those of the statement itself',
    )
    expect(run.stdout()).toMatch(/^ +1 +any of a, b +A +begin A\.task; end;$/m)
    expect(bench.database.sessions).toEqual([])
  })
})
