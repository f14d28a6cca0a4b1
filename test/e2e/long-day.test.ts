import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import { newHome } from '../helpers/home.ts'
import { type ShellTerminal, startShell } from './shell-terminal.ts'

let shell: ShellTerminal

afterEach(() => shell.stop())

test('after many thousand tasks the first jobs are not kept any more, count on, and show brings them back', async () => {
  const rows = join(newHome(), 'rows.csv')
  writeFileSync(rows, `n\n${Array.from({ length: 1_000 }, (_, index) => index + 1).join('\n')}\n`)
  shell = startShell(['practice'], 140, 40, {})
  const { type, shows, screen } = shell
  await shows(/job 1 .*7 succeeded/)
  type(`on scott:3\rcap 0\rfor @${rows}\r`)
  await shows(/read when it is queued/)
  for (let job = 2; job <= 13; job++) {
    type('select :n as twelve from dual;\r')
    await vi.waitFor(() => expect(screen()).toMatch(new RegExp(`job ${job} .*1000 succeeded`)))
  }
  await shows(/✓ 12007 succeeded/)
  type('cancel 2\r')
  await shows(/job 2 has ended and is not kept here any more: show 2 brings it back/)
  type('show 2.12\r')
  await shows(/2\.12 n=12 in scott#\d: succeeded[\s\S]*TWELVE[\s\S]*12/)
  await shows(/job 2 of .*: ended/)
  type('\x04')
  expect(await shell.exitCode).toBe(0)
  await shows(/^\d jobs before\njob \d[\s\S]*^multisession show --practice 13 finds it again/m)
}, 90_000)
