/** Saved sessions through the real program, against a served practice database, with settings of their own. */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { runToEnd, startAtTerminal, startProgram } from './program-process.ts'

const patience = { timeout: 20_000 }

let server: ReturnType<typeof startProgram>
let home: string

const place = () => server.stdout().trim()
const settings = () => ({ MULTISESSION_HOME: home })

const multisession = (argv: readonly string[], env: Record<string, string> = {}) =>
  runToEnd(argv, { env: { ...settings(), ...env } })

/** Saves sessions of a practice user. */
const save = async (user: string, names: readonly string[], ...treatment: string[]) => {
  const specs = names.map((name) => `${name}=${user}@${place()}`)
  expect((await multisession(['sessions', 'add', ...specs, ...treatment])).exitCode).toBe(0)
}

const run = (statement: string, target: string, argv: readonly string[] = [], env?: Record<string, string>) =>
  multisession(['run', statement, '--on', target, ...argv], { MULTISESSION_PASSWORD: 'tiger', ...env })

/** How often the server was sent a text. */
const sent = async (text: string): Promise<number> => {
  const ledger = `select count(*) as n from practice_ledger where sql_text like '%${text}%' and sql_text not like '%ledger%'`
  const { stdout } = await run(ledger, 'plain', ['--format', 'csv'])
  return Number(/(\d+)\n$/.exec(stdout)?.[1])
}

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'multisession-'))
  server = startProgram(['practice', '--serve'])
  await vi.waitFor(() => expect(server.stdout()).toMatch(/\n$/), patience)
  await save('a', ['plain'])
})

afterAll(async () => {
  server.child.kill('SIGKILL')
  await rm(home, { recursive: true, force: true })
})

describe('protected sessions', () => {
  test('run nothing but a query until --yes names their number, which no message tells', async () => {
    await save('b', ['live_one', 'live_two'], '--protected', '--tag', 'live')
    const update = 'update emp set comm = 101'
    for (const argv of [[], ['--yes', '1'], ['--yes', '3'], ['--yes', '0']]) {
      const { exitCode, stderr } = await run(update, 'live', argv)
      expect(exitCode).toBe(255)
      expect(stderr).toMatch(
        /protected: live_one, live_two; it is no plain query, and --yes must name how many/,
      )
      expect(stderr).not.toMatch(/\b2\b|--yes \d/)
    }
    expect(await sent('101')).toBe(0)
    expect((await run('select count(*) from emp', 'live')).exitCode).toBe(0)
    const { exitCode, stderr } = await run(update, 'live', ['--cap', '1', '--yes', '2', '--commit'])
    expect(stderr).toMatch(/succeeded, committed/)
    expect(exitCode).toBe(0)
    expect(await sent('101')).toBe(2)
  })

  test('are named by a dry run, which asks nothing', async () => {
    const { stdout, exitCode } = await run('delete from emp', 'live', ['--dry-run'])
    expect(exitCode).toBe(0)
    expect(stdout).toMatch(/protected, and asked about: live_one, live_two/)
  })

  test('are rolled back at the end without a second question', async () => {
    const { exitCode, stderr } = await run('update emp set comm = 102', 'live_one', ['--yes', '1'])
    expect(stderr).toMatch(/ROLLED BACK: uncommitted work of \d+\.1 live_one/)
    expect(exitCode).toBe(102)
  })
})

describe('read-only sessions', () => {
  test('answer queries; everything else is refused before it is sent', async () => {
    await save('c', ['look'], '--read-only')
    expect((await run("select 'x103' from dual", 'look')).stdout).toMatch(/x103/)
    for (const statement of [
      'delete from emp where empno = 104',
      'with x as (select 104 n from dual) delete from emp where empno in (select n from x)',
      'select 104 from emp for update',
      "begin execute immediate q'[delete from emp where empno = 104]'; end;",
    ]) {
      const { exitCode, stderr } = await run(statement, 'plain,look')
      expect(exitCode).toBe(255)
      expect(stderr).toMatch(/session look is read only, and the statement .*: nothing was sent/)
    }
    expect(await sent('104')).toBe(0)
  })
})

describe('a session that opens', () => {
  test('is set up by its schema and its statements, in their order', async () => {
    await save('a', ['elsewhere'], '--schema', 'b', '--init', "alter session set nls_date_format = 'YYYY'")
    const question = `select sys_context('userenv', 'current_schema') || to_char(date '2020-05-05') as it from dual`
    expect((await run(question, 'elsewhere', ['--format', 'csv'])).stdout).toMatch(/B2020/)
  })

  test('is refused with the error of its statement, and its connection closed', async () => {
    await save('d', ['broken'], '--init', 'select 1 from nowhere')
    const { exitCode, stderr } = await run('select 1 from dual', 'broken')
    expect(exitCode).toBe(255)
    expect(stderr).toMatch(/could not open broken: .*init statement 1.*ORA-00942/)
    const { stdout } = await run(`select count(*) as n from v$session where username = 'D'`, 'plain', [
      '--format',
      'csv',
    ])
    expect(stdout).toMatch(/,0\n$/)
  })
})

describe('a password', () => {
  const node = (code: string) => JSON.stringify([process.execPath, '--eval', code])

  test('comes from the command that the session names', async () => {
    await save('e', ['by_command'], '--password-from', `command:${node("console.log('ti' + 'ger')")}`)
    const { exitCode } = await run('select 1 from dual', 'by_command', [], { MULTISESSION_PASSWORD: '' })
    expect(exitCode).toBe(0)
  })

  test('from a command that fails is no password, and nothing that it wrote is shown', async () => {
    const code = "console.log('s3' + 'cret'); console.error('s3' + 'cret'); process.exit(7)"
    await save('e', ['by_broken_command'], '--password-from', `command:${node(code)}`)
    const { exitCode, stdout, stderr } = await run('select 1 from dual', 'by_broken_command')
    expect(exitCode).toBe(255)
    expect(stderr).toMatch(/password command of session by_broken_command failed \(exit code 7\)/)
    expect(stdout + stderr).not.toContain('s3cret')
  })

  test('comes from the variable that the session names, which no password command sees', async () => {
    await save('f', ['by_variable'], '--password-from', 'env:TEST_F_PASSWORD')
    const told = `console.log(process.env.TEST_F_PASSWORD === undefined ? 'ti' + 'ger' : 'seen')`
    await save('g', ['beside'], '--password-from', `command:${node(told)}`)
    const env = { TEST_F_PASSWORD: 'tiger', MULTISESSION_PASSWORD: '' }
    expect((await run('select 1 from dual', 'by_variable,beside', [], env)).exitCode).toBe(0)
    const { stderr, exitCode } = await run('select 1 from dual', 'by_variable')
    expect(exitCode).toBe(255)
    expect(stderr).toMatch(/session by_variable has it from TEST_F_PASSWORD, which is not set/)
  })

  test('that is wrong is tried once for all sessions of its login', async () => {
    await save('scott', ['w1', 'w2', 'w3', 'w4'])
    // An account locks at its tenth wrong password: were each session to try, it would be locked by now.
    for (let time = 0; time < 4; time++) {
      const { exitCode, stderr } = await run('select 1 from dual', 'w1,w2,w3,w4', [], {
        MULTISESSION_PASSWORD: 'wr0ng',
      })
      expect(exitCode).toBe(255)
      expect(stderr).toMatch(/could not open w1, w2, w3, w4: ORA-01017/)
      expect(stderr).not.toContain('wr0ng')
    }
    expect((await run('select 1 from dual', 'w1')).exitCode).toBe(0)
  })

  test.runIf(process.platform === 'linux')(
    'cannot go into a keychain that is not there, and what to do is said',
    async () => {
      const { exitCode, stderr } = await multisession(['sessions', 'password', 'plain'], {
        DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent',
      })
      expect(exitCode).toBe(255)
      expect(stderr).toMatch(/the keychain cannot be used .*--password-from env:VARIABLE or command:TEXT/)
    },
    60_000,
  )
})

describe('a secret', () => {
  const block = `begin if :pw = 's3' || 'cret' then dbms_output.put_line('right'); else raise_application_error(-20001, 'wrong: ' || :pw); end if; end;`

  test('comes from the environment, and is shown nowhere', async () => {
    const right = await run(block, 'plain', ['--secret', 'pw'], { MULTISESSION_SECRET_PW: 's3cret' })
    expect(right.stdout).toMatch(/right/)
    const wrong = await run(block, 'plain', ['--secret', 'PW'], { MULTISESSION_SECRET_PW: 'an0ther' })
    expect(wrong.exitCode).toBe(1)
    expect(wrong.stdout + wrong.stderr).toMatch(/wrong: \*\*\*/)
    expect(wrong.stdout + wrong.stderr).not.toContain('an0ther')
  })

  test('is asked for at the terminal, and not shown', async () => {
    const program = startAtTerminal(['run', block, '--on', 'plain', '--secret', 'pw'], {
      ...settings(),
      MULTISESSION_PASSWORD: 'tiger',
    })
    await vi.waitFor(() => expect(program.screen()).toContain('Value for :pw: '), patience)
    program.type('s3cret\r')
    expect(await program.exitCode).toBe(0)
    expect(program.screen()).toContain('right')
    expect(program.screen()).not.toContain('s3cret')
  })

  test.each([
    [['--secret', 'pw'], /no value for :pw: set MULTISESSION_SECRET_PW or run it at a terminal/],
    [['--secret', 'pw=s3cret'], /--secret: expected the name of a bind alone/],
    [['--secret', 'other', '--secret', 'pw'], /the statement uses no &other or :other/],
  ])('%j is refused without repeating it', async (argv, message) => {
    const { exitCode, stderr } = await run(block, 'plain', argv)
    expect(exitCode).toBe(255)
    expect(stderr).toMatch(message)
    expect(stderr).not.toContain('s3cret')
  })
})

test('none of these passwords and secrets stands in a file', async () => {
  const entries = await readdir(home, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile())
  expect(files.map(({ name }) => name)).toContain('sessions.json')
  for (const { parentPath, name } of files)
    expect(await readFile(join(parentPath, name), 'utf8')).not.toMatch(/tiger|s3cret|wr0ng|an0ther/)
})
