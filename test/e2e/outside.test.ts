/** What happens outside of the shell's screen: the user's own editor, and a program that stands still. */
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type ShellTerminal, settingsIn, startBash, startShell } from './shell-terminal.ts'

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

/** A program that asks at the terminal what to put behind the text, and ends with failure when it is told `fail`. */
function editorAtTerminal(): string {
  const path = join(home, 'editor')
  writeFileSync(
    path,
    '#!/bin/sh\ncat "$1"\nprintf "behind it: "\nread -r line\n[ "$line" = fail ] && exit 3\nprintf "%s\\n" "$line" >> "$1"\n',
  )
  chmodSync(path, 0o700)
  return path
}

test('the editor has the terminal to itself, and what it gives back is run only with Enter', async () => {
  shell = startShell(['practice'], 80, 24, { ...settingsIn(home), VISUAL: editorAtTerminal() })
  const { shows, type, isAlternate, screen } = shell
  await shows(/scott:3>/)
  type('on a\r')
  await shows(/cap 3 a>/)
  for (const key of ['select ename', '\x18', '\x05']) type(key)
  await shows(/select ename\s+behind it: /)
  expect(isAlternate()).toBe(false)
  type('from emp where empno = 7839;\r')
  await shows(/a> select ename *\n *2> from emp where empno = 7839;/)
  expect(isAlternate()).toBe(true)
  expect(screen()).not.toMatch(/job 2/)
  type('\r')
  await shows(/KING/)
  type('edit\r')
  await shows(/7839;\s+behind it: /)
  // Ctrl-C there is for the editor: the shell stays.
  type('\x03')
  await shows(/editor was ended by SIGINT: the text is as it was/)
  type('edit\r')
  await shows(/7839;\s+behind it: /)
  type('fail\r')
  await shows(/editor ended with exit code 3: the text is as it was/)
}, 60_000)

test('Ctrl-Z gives the terminal back to the shell that started it, and fg shows everything again', async () => {
  shell = startBash(80, 24, settingsIn(home))
  const { shows, type, isAlternate, screen } = shell
  await shows(/bash> /)
  type('$multisession practice\r')
  await shows(/7 succeeded/)
  type('select ename')
  await shows(/scott:3> select ename/)
  type('\x1a')
  await shows(/Stopped[\s\S]*bash> /)
  expect(isAlternate()).toBe(false)
  type('echo still $((40 + 2))\r')
  await shows(/still 42/)
  type('fg\r')
  await shows(/7 succeeded[\s\S]*scott:3> select ename/)
  expect(isAlternate()).toBe(true)
  type(' from emp where empno = 7839;\r')
  await shows(/KING/)
  expect(screen()).not.toMatch(/still 42/)
  type('quit\r')
  await shows(/job 2 {2}1 succeeded[\s\S]*bash> /)
}, 60_000)
