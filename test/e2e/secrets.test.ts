/** Passwords and secrets that no other text holds, used in every way there is, and looked for in all that is written. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import oracledb from 'oracledb'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { type BenchServer, startBenchServer } from '../bench/server.ts'
import { newHome } from '../helpers/home.ts'
import { runToEnd, startProgram } from './program-process.ts'
import { startShell } from './shell-terminal.ts'

const login = 'Canary1Login'
const wrong = 'Canary2Wrong'
const secret = 'Canary3Secret'
const made = 'Canary4Made'
const typed = 'Canary5Typed'
const canary = /Canary\d(Login|Wrong|Secret|Made|Typed)/

const home = newHome()
/** All that programs wrote to their streams and screens. */
const written: string[] = []
const processes = new Set<string>()

let server: BenchServer
let watch: NodeJS.Timeout
beforeAll(async () => {
  server = await startBenchServer()
  const { connectString } = server
  const owner = await oracledb.getConnection({ user: 'a', password: 'tiger', connectString })
  await owner.execute(`alter user a identified by "${login}"`)
  await owner.close()
  watch = setInterval(listProcesses, 20)
})
afterAll(async () => {
  clearInterval(watch)
  await server.stop()
})

/** Arguments of every process, as `ps` shows them to everybody. */
function listProcesses(): void {
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      processes.add(readFileSync(`/proc/${pid}/cmdline`, 'latin1'))
    } catch {
      // It has ended meanwhile.
    }
  }
}

const env = { MULTISESSION_HOME: home, MULTISESSION_PASSWORD_A: login, MULTISESSION_SECRET_PW: secret }

async function call(argv: readonly string[], own: Record<string, string> = {}): Promise<number | null> {
  const { stdout, stderr, exitCode } = await runToEnd(argv, { env: { ...env, ...own } })
  written.push(stdout, stderr)
  return exitCode
}

const filesUnder = (directory: string): string[] =>
  readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))

test.runIf(process.platform === 'linux')(
  'no password and no secret reaches a screen, a stream, a file or the process list',
  async () => {
    await call(['sessions', 'add', `a=a@${server.connectString}`])
    const change = `alter user a identified by "${made}"`
    const block = 'begin dbms_output.put_line(length(:pw)); raise_application_error(-20001, :pw); end;'
    for (const format of ['table', 'csv', 'json', 'jsonl']) {
      expect(await call(['run', 'select * from emp', '--on', 'a', '--format', format])).toBe(0)
      expect(await call(['run', block, '--on', 'a', '--secret', 'pw', '--format', format])).toBe(1)
    }
    expect(await call(['run', 'select 1 from dual', '--on', 'a'], { MULTISESSION_PASSWORD_A: wrong })).toBe(
      255,
    )
    const { stdout, stderr, exitCode } = await runToEnd(
      ['run', '--file', '-', '--on', 'a', '--joblog', join(home, 'joblog')],
      { env, input: change },
    )
    written.push(stdout, stderr)
    expect(exitCode).toBe(0)
    const now = { MULTISESSION_PASSWORD_A: made }
    expect(await call(['jobs'], now)).toBe(0)
    expect(await call(['show', '9'], now)).toBe(0)
    expect(await call(['retry', '2', '--format', 'jsonl'], now)).toBe(1)

    const shell = startShell([], 100, 30, { ...env, ...now })
    await shell.shows(/each a/)
    shell.type(`connect a/${typed}`)
    await shell.shows(/a> connect a\/\*{12}/)
    shell.type('\x03')
    for (const character of `alter user a identified by "${typed}";`) shell.type(character)
    await shell.shows(/identified by \*{14};/)
    shell.type('\r')
    await shell.shows(/✓ succeeded/)
    shell.type('\x10')
    await shell.shows(/a> alter user a identified by \*\*\*/)
    await shell.stop()
    written.push(shell.screen(), shell.written())

    // Killed in the middle: what SQLite keeps beside its file stands there too.
    const killed = startProgram(
      ['run', block.replace('begin', 'begin dbms_session.sleep(30);'), '--on', 'a', '--secret', 'pw'],
      {
        env: { ...env, MULTISESSION_PASSWORD_A: typed },
      },
    )
    await vi.waitFor(() => expect(killed.stderr()).toContain('started'))
    killed.child.kill('SIGKILL')
    const last = await killed.finished
    written.push(last.stdout, last.stderr)

    expect(written.join('\n')).not.toMatch(canary)
    const files = filesUnder(home)
    for (const name of ['sessions.json', 'saved.journal', 'saved.journal-wal', 'saved.history', 'joblog'])
      expect(files.map((file) => file.slice(file.lastIndexOf('/') + 1))).toContain(name)
    for (const file of files) expect([file, canary.test(readFileSync(file, 'latin1'))]).toEqual([file, false])
    expect(
      [...processes].filter((line) => line.includes('multisession') || line.includes('main')).length,
    ).toBeGreaterThan(3)
    expect([...processes].filter((line) => canary.test(line))).toEqual([])
  },
  120_000,
)
