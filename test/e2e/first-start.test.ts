/** The first minutes: nothing is saved, and somebody sits at the terminal. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type ProgramProcess, runToEnd, startProgram } from './program-process.ts'
import { type ShellTerminal, settingsIn, startShell } from './shell-terminal.ts'

let shell: ShellTerminal | undefined
let home: string
let server: ProgramProcess | undefined

const environment = () => ({ ...settingsIn(home), HOME: home, TNS_ADMIN: home, ORACLE_HOME: '' })

function start(columns = 100, rows = 30): ShellTerminal {
  shell = startShell([], columns, rows, environment())
  return shell
}

/** Serves a practice database of the test's own; resolves with its connect string. */
async function serve(): Promise<string> {
  server = startProgram(['practice', '--serve'])
  await vi.waitFor(() => expect(server?.stdout()).toMatch(/\n$/), { timeout: 20_000 })
  return server.stdout().trim()
}

const saved = async (): Promise<unknown> =>
  JSON.parse((await runToEnd(['sessions', 'list', '--format', 'json'], { env: environment() })).stdout)

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'multisession-'))
})

afterEach(async () => {
  await shell?.stop()
  shell = undefined
  server?.child.kill('SIGKILL')
  server = undefined
  rmSync(home, { recursive: true, force: true })
})

test('from the first start to the first answer it takes one key and one statement', async () => {
  const { shows, type } = start(80, 24)
  await shows(/1 {2}try the practice database[\s\S]*2 {2}add a session[\s\S]*3 {2}import a tnsnames\.ora/)
  type('1')
  await shows(/3 running, 0 of 7 ended/)
  type('on a\reach\rselect ename from emp where empno = 7839;\r')
  await shows(/KING/)
})

test('a session is asked for, saved, opened with its password that nobody sees, and there the next time', async () => {
  const place = await serve()
  const { shows, type, exitCode, written } = start()
  await shows(/How do you want to begin/)
  type('2')
  await shows(/add a session, 1 of 3/)
  type('9\r')
  await shows(/"9" is no name/)
  type('\x7fhr\r')
  await shows(/name +hr[\s\S]*user>/)
  type('scott/tiger\r')
  await shows(/a password does not belong here/)
  type('\x17scott\r')
  await shows(/user +scott[\s\S]*connect string>/)
  type(`${place}\r`)
  await shows(/Password for SCOTT@.* which is not shown/)
  type('tiger\r')
  await shows(/hr works: SCOTT in \w+/)
  expect(written().slice(written().indexOf('Password for'))).not.toMatch(/tiger|\*\*/)
  type('quit\r')
  expect(await exitCode).toBe(0)
  expect(await saved()).toMatchObject([{ name: 'hr', login: { user: 'scott', connectString: place } }])
  const again = start()
  await again.shows(/each hr/)
})

test('aliases of a tnsnames.ora are imported, all or those that match', async () => {
  writeFileSync(join(home, 'tnsnames.ora'), 'HR_PROD=(A=1)\nFIN_PROD=(A=1)\nHR_TEST=(A=1)\n')
  const { shows, type, exitCode } = start()
  await shows(/How do you want to begin/)
  type('3')
  await shows(/file> .*tnsnames\.ora/)
  type('\r')
  await shows(/user>/)
  type('app\r')
  await shows(/3 aliases in the file: HR_PROD, FIN_PROD, HR_TEST[\s\S]*aliases> \*/)
  type('\x17*_nowhere\r')
  await shows(/no session matches "\*_nowhere"/)
  type('\x17*_prod\r')
  await shows(/saved 2 sessions: hr_prod, fin_prod/)
  type('quit\r')
  expect(await exitCode).toBe(0)
  expect(await saved()).toMatchObject([
    { name: 'hr_prod', login: { user: 'app', connectString: 'HR_PROD', configDir: home } },
    { name: 'fin_prod' },
  ])
})

test('who leaves in the middle has saved nothing and gets 130; Esc goes back', async () => {
  const { shows, type, exitCode, isAlternate } = start()
  await shows(/How do you want to begin/)
  type('2')
  await shows(/1 of 3/)
  type('hr\rscott\r')
  await shows(/3 of 3/)
  type('\x1b')
  await shows(/2 of 3[\s\S]*user> scott/)
  type('\x03')
  expect(await exitCode).toBe(130)
  expect(isAlternate()).toBe(false)
  expect(await saved()).toEqual([])
})

test('without a terminal nothing is asked, and it is said what to do', async () => {
  const { stderr, exitCode } = await runToEnd([], { env: environment() })
  expect(exitCode).toBe(255)
  expect(stderr).toMatch(/try "multisession practice", save sessions and start it at a terminal/)
})

test('the tour teaches target, cap, cancel, fold and retry by having them done', async () => {
  const { shows, type, screen } = start(100, 40)
  await shows(/How do you want to begin/)
  type('1')
  await shows(/or type help, or tour/)
  type('tour\r')
  await shows(/tour 1\/5, target: type {2}on a,b,c,d,e,f,g {2}and then {2}each/)
  type('on a,b,c,d,e,f,g\reach\r')
  await shows(/once in each of 7 sessions[\s\S]*tour 2\/5, cap/)
  type('cap 2\rbegin task; end;\r')
  await shows(/7 tasks, never more than 2 at once[\s\S]*tour 3\/5, cancel/)
  type('begin dbms_session.sleep(300); end;\r')
  await shows(/3\.\d .*● running/)
  type('\x03')
  await shows(/cancel job 3/)
  type('\x03')
  await shows(/broken off on the server, and \d never started[\s\S]*tour 4\/5, fold/)
  type('select count(*) from emp;\r')
  await shows(/job 4 .*7 succeeded/)
  type('fold\r')
  await shows(/equal answers stand together[\s\S]*tour 5\/5, retry: run {2}begin flaky_task; end;/)
  type('begin flaky_task; end;\r')
  await shows(/retry: type {2}retry 5 /)
  type('retry 5\r')
  await shows(/job 6 ran again what failed in job 5: 7 of 7 succeeded[\s\S]*that is it: help has the rest/)
  type('tour stop\r')
  await shows(/the tour is over/)
  expect(screen()).not.toMatch(/that is it/)
})
