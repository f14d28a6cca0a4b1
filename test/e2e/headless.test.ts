/** The program from its arguments to its exit code on the practice database, in a process of its own. */
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { runToEnd, startProgram } from './program-process.ts'

const practice = (statement: string, ...argv: string[]) => ['run', statement, '--practice', ...argv]

const everySchema = ['--on', 'a,b,c,d,e,f,g']
const patience = { timeout: 20_000 }

describe('the job this program began with', () => {
  test.concurrent('runs in seven schemas, three at a time, and ends with 0', async () => {
    const { exitCode, stdout, stderr } = await runToEnd(
      practice(
        'begin &schema..task; end;',
        '--on',
        'scott:3',
        '--any',
        '--for',
        'schema=A,B,C,D,E,F,G',
        '--cap',
        '3',
      ),
    )
    expect(exitCode).toBe(0)
    expect(stderr.match(/^1\.\d [A-G] started on scott#[123]$/gm)).toHaveLength(7)
    expect(stderr.match(/^1\.\d [A-G] succeeded/gm)).toHaveLength(7)
    let running = 0
    for (const [, what] of stderr.matchAll(/^1\.\d [A-G] (started|succeeded)/gm)) {
      running += what === 'started' ? 1 : -1
      expect(running).toBeLessThanOrEqual(3)
    }
    expect(stderr).toMatch(/^7 tasks in [\d.]+s: 7 succeeded$/m)
    expect(stdout).not.toBe('')
  })

  test.concurrent('is what practice runs in a pipe', async () => {
    const { exitCode, stderr } = await runToEnd(['practice'])
    expect(exitCode).toBe(0)
    expect(stderr).toMatch(/^7 tasks in [\d.]+s: 7 succeeded$/m)
  })
})

describe('results', () => {
  test.concurrent('in tables: the schema that has drifted stands apart', async () => {
    const { exitCode, stdout } = await runToEnd(practice('select * from emp', ...everySchema))
    expect(exitCode).toBe(0)
    const headings = stdout.match(/^[a-g](, [a-g])*: \d+ rows$/gm) ?? []
    expect(headings).toHaveLength(2)
    expect(headings[0]?.match(/\b[a-g]\b/g)).toHaveLength(6)
    expect(headings[1]?.match(/\b[a-g]\b/g)).toHaveLength(1)
  })

  test.concurrent('as csv, jsonl and json hold the same rows, each with its session and task', async () => {
    const statement = 'select empno, ename from emp order by empno'
    const [csv, jsonl, json] = await Promise.all(
      ['csv', 'jsonl', 'json'].map((format) =>
        runToEnd(practice(statement, '--on', 'a,b', '--format', format)),
      ),
    )
    const records = JSON.parse(json?.stdout ?? '') as {
      SESSION: string
      TASK: string
      EMPNO: number
      ENAME: string
    }[]
    const lines = (jsonl?.stdout ?? '')
      .trimEnd()
      .split('\n')
      .filter((line) => !line.startsWith('{"EVENT"'))
    const sorted = (texts: string[]) => texts.sort()
    expect(sorted(lines)).toEqual(sorted(records.map((record) => JSON.stringify(record))))
    const [header, ...rows] = (csv?.stdout ?? '').trimEnd().split('\n')
    expect(header).toBe('SESSION,TASK,EMPNO,ENAME')
    expect(sorted(rows)).toEqual(
      sorted(records.map(({ SESSION, TASK, EMPNO, ENAME }) => [SESSION, TASK, EMPNO, ENAME].join(','))),
    )
    expect(new Set(records.map(({ SESSION, TASK }) => `${SESSION} ${TASK}`))).toEqual(
      new Set(['a 1.1', 'b 1.2']),
    )
  })

  test.concurrent('carry the lines of DBMS_OUTPUT; csv leaves them to stderr', async () => {
    const [table, jsonl, csv] = await Promise.all(
      ['table', 'jsonl', 'csv'].map((format) =>
        runToEnd(practice("begin dbms_output.put_line('hello'); end;", '--on', 'a,b', '--format', format)),
      ),
    )
    expect(table?.stdout).toMatch(/^a, b: .*\nhello$/m)
    expect(jsonl?.stdout).toContain('{"SESSION":"a","TASK":"1.1","OUTPUT":"hello"}\n')
    expect(csv?.stdout).toBe('')
    expect(csv?.stderr).toMatch(/^1\.2 b: hello$/m)
  })
})

describe('exit codes', () => {
  test.concurrent('the number of tasks that failed', async () => {
    const { exitCode, stderr } = await runToEnd(practice('select * from nowhere', '--on', 'a,b,c'))
    expect(exitCode).toBe(3)
    expect(stderr).toContain('ORA-00942')
  })

  test.concurrent('101 for more than a hundred', async () => {
    const values = Array.from({ length: 101 }, (_, index) => index + 1).join(',')
    const { exitCode } = await runToEnd(
      practice('select &n from nowhere', '--on', 'scott:5', '--any', '--for', `n=${values}`),
    )
    expect(exitCode).toBe(101)
  })

  test.concurrent('102 when nobody said what to do with uncommitted work, and 0 when somebody did', async () => {
    const update = 'update emp set sal = sal + 1'
    const [unsaid, rollback, commit] = await Promise.all([
      runToEnd(practice(update, '--on', 'a')),
      runToEnd(practice(update, '--on', 'a', '--rollback')),
      runToEnd(practice(update, '--on', 'a', '--commit')),
    ])
    expect(unsaid.exitCode).toBe(102)
    expect(unsaid.stderr).toContain('ROLLED BACK: uncommitted work of 1.1 a')
    expect(rollback.exitCode).toBe(0)
    expect(commit.exitCode).toBe(0)
    expect(commit.stderr).toContain('1.1 a succeeded, committed')
  })

  test.concurrent('one Ctrl-C is one: nothing is said of waiting before another comes', async () => {
    const program = startProgram(practice('begin practice.ignore_break(2); end;', '--on', 'a'))
    await vi.waitFor(() => expect(program.stderr()).toMatch(/1\.1 a started/), patience)
    program.child.kill('SIGINT')
    const { exitCode, stderr } = await program.finished
    expect(exitCode).toBe(130)
    expect(stderr).toContain('no further task starts: Ctrl-C')
    expect(stderr).not.toContain('still waiting')
  })

  test.concurrent('130 after Ctrl-C, which cancels what runs', async () => {
    const program = startProgram(practice('begin dbms_session.sleep(60); end;', '--on', 'a,b'))
    await vi.waitFor(() => expect(program.stderr()).toContain('1.2 b started'), patience)
    program.child.kill('SIGINT')
    const { exitCode, stderr } = await program.finished
    expect(exitCode).toBe(130)
    expect(stderr).toMatch(/^1\.1 a cancelled/m)
    expect(stderr).toMatch(/^1\.2 b cancelled/m)
  })

  test.concurrent.each([
    ['an unknown session', practice('select 1 from dual', '--on', 'h'), /position 1: expected a session/],
    [
      'a second statement',
      practice('select 1 from dual;\nselect 2 from dual', '--on', 'a'),
      /second one on line 2/,
    ],
    ['a missing file', practice('', '--on', 'a').toSpliced(1, 1, '--file', '/nowhere/x.sql'), /cannot read/],
    ['no arguments', [], /multisession practice/],
  ])('255 for %s, in one line', async (_, argv, message) => {
    const { exitCode, stdout, stderr } = await runToEnd(argv)
    expect(exitCode).toBe(255)
    expect(stderr).toMatch(message)
    expect(stderr.trimEnd().split('\n')).toHaveLength(1)
    expect(stdout).toBe('')
  })
})

describe('a task that waits for an idle session of ours', () => {
  test.concurrent('stops the job, with the session named', async () => {
    const { exitCode, stderr } = await runToEnd([
      ...practice('update emp set sal = sal + 1', '--on', 'x,y', '--cap', '1'),
      ...['--connect', 'x=a@practice', '--connect', 'y=a@practice'],
    ])
    expect(exitCode).toBe(1)
    expect(stderr).toMatch(/1\.2 y waits for our session x/)
    expect(stderr).toMatch(/no further task starts: 1\.2 waits for x/)
    expect(stderr).toContain('ROLLED BACK: uncommitted work of 1.1 x')
  })
})

describe('a statement', () => {
  test.concurrent('may come from stdin', async () => {
    const argv = practice('', '--on', 'a', '--format', 'csv').toSpliced(1, 1, '--file', '-')
    const { exitCode, stdout } = await runToEnd(argv, { input: "select 'x' as y from dual;\n" })
    expect(exitCode).toBe(0)
    expect(stdout).toBe('SESSION,TASK,Y\na,1.1,x\n')
  })
})

describe('the practice database alone', () => {
  let server: ReturnType<typeof startProgram>

  beforeAll(async () => {
    server = startProgram(['practice', '--serve'])
    await vi.waitFor(() => expect(server.stdout()).toMatch(/\n$/), patience)
  })

  afterAll(() => {
    server.child.kill('SIGKILL')
  })

  test('serves other programs by the connect string that it prints, and keeps what they commit', async () => {
    const connect = ['--connect', `x=a@${server.stdout().trim()}`, '--on', 'x']
    const env = { MULTISESSION_PASSWORD: 'tiger' }
    const first = await runToEnd(['run', 'update emp set sal = 4711', '--commit', ...connect], { env })
    expect(first.exitCode).toBe(0)
    const second = await runToEnd(['run', 'select distinct sal from emp', '--format', 'csv', ...connect], {
      env,
    })
    expect(second.stdout).toBe('SESSION,TASK,SAL\nx,1.1,4711\n')
  })

  test('refuses a wrong password, which no output repeats', async () => {
    const connect = ['--connect', `x=a@${server.stdout().trim()}`, '--on', 'x']
    const { exitCode, stdout, stderr } = await runToEnd(['run', 'select 1 from dual', ...connect], {
      env: { MULTISESSION_PASSWORD_X: 'wr0ng-s3cret' },
    })
    expect(exitCode).toBe(255)
    expect(stderr).toContain('ORA-01017')
    expect(stdout + stderr).not.toContain('s3cret')
  })

  test('stops on Ctrl-C', async () => {
    server.child.kill('SIGINT')
    expect((await server.finished).exitCode).toBe(0)
  })
})
