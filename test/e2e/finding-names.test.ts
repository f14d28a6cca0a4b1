/** What a user at a keyboard finds out without leaving the shell: names while typing, tables, errors, files. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type ShellTerminal, settingsIn, startShell } from './shell-terminal.ts'

let shell: ShellTerminal | undefined
let home: string

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'multisession-'))
})

afterEach(async () => {
  await shell?.stop()
  shell = undefined
  rmSync(home, { recursive: true, force: true })
})

async function start(columns = 80, rows = 24, own: Readonly<Record<string, string>> = {}) {
  shell = startShell(['practice'], columns, rows, { ...settingsIn(home), ...own })
  // The names of a login are read once a session of it is open.
  await shell.shows(/3 running/)
  shell.type('on scott\r')
  await shell.shows(/on scott \(1 session\)/)
  shell.type('select 1 from dual;\r')
  await shell.shows(/job 2 .*1 succeeded/)
  return shell
}

test('tables and columns are offered while typing, taken with Tab, and the statement runs', async () => {
  const { type, shows, screen } = await start()
  type('select * from de')
  await shows(/dept +table/)
  expect(screen()).toMatch(/scott> select \* from de/)
  type('\t')
  await shows(/scott> select \* from dept/)
  type(' d where d.dn')
  await shows(/dname +varchar2\(14\)/)
  type('\t')
  await shows(/› dname/)
  type('\r')
  await shows(/d where d\.dname/)
  type(" = 'SALES';\r")
  await shows(/CHICAGO/)
})

test('a list of what may stand there is walked with Tab and arrows, and Esc leaves what is typed', async () => {
  const { type, shows, screen } = await start(80, 24, { NO_COLOR: '1' })
  type('select e. from emp e;')
  type('\x1b[D'.repeat(12))
  await shows(/select e\. from/)
  type('\t')
  await shows(/› empno +number\(4\) not null/)
  type('\x1b[B')
  await shows(/› ename +varchar2\(10\)/)
  type('\x1b')
  await vi.waitFor(() => expect(screen()).not.toMatch(/ename +varchar2/), { timeout: 10_000 })
  expect(screen()).toMatch(/select e\. from emp e;/)
  type('\t')
  await shows(/› empno/)
  type('\t')
  await shows(/› ename/)
  type('\r')
  await shows(/select e\.ename from emp e;/)
})

test('desc shows a table and what a call takes, and a name that is none is said so', async () => {
  const { type, shows } = await start()
  type('desc emp\r')
  await shows(/table SCOTT\.EMP[\s\S]*EMPNO +NOT NULL +NUMBER\(4\)[\s\S]*SAL +NUMBER\(7,2\)/)
  type('desc a.task\r')
  await shows(/procedure task, takes nothing/)
  type('desc nowhere\r')
  await shows(/sees nothing called nowhere/)
})

test('an answer is saved as rows, and sent to the clipboard of the terminal', async () => {
  const { type, shows, written } = await start()
  type('select dname from dept order by 1;\r')
  await shows(/ACCOUNTING/)
  const path = join(home, 'departments.csv')
  type(`save ${path}\r`)
  await shows(/5 lines saved in/)
  expect(readFileSync(path, 'utf8')).toMatch(/^SESSION,TASK,DNAME\nscott,3\.1,ACCOUNTING\n/)
  type('copy csv\r')
  await shows(/sent to the clipboard: 5 lines/)
  const base64 = /\x1b\]52;c;([A-Za-z0-9+/=]+)\x07/.exec(written())?.[1] ?? ''
  expect(Buffer.from(base64, 'base64').toString()).toBe(readFileSync(path, 'utf8'))
})

test('a pager has the terminal to itself, and the shell comes back', async () => {
  const { type, shows, isAlternate } = await start(80, 24, { PAGER: 'cat; read -r line < /dev/tty' })
  type('select dname from dept order by 1;\r')
  await shows(/ACCOUNTING/)
  type('pager\r')
  await shows(/SALES\s*$/)
  expect(isAlternate()).toBe(false)
  type('\r')
  await shows(/scott>/)
  expect(isAlternate()).toBe(true)
})

test('a mistake is shown in its line, with what to do and where to read on, and oerr explains it', async () => {
  const { type, shows } = await start()
  type('select ename,\nsalary\nfrom emp;\r')
  await shows(/job 3 .*1 failed/)
  type('fold\r')
  await shows(/line 2: salary\s+\^[\s\S]*error-help\/db\/ora-00904/)
  type('oerr 942\r')
  await shows(/Cause: {2}no such table or view/)
})
